import assert from "node:assert/strict";
import { RELEASES } from "../../site/releases.ts";
import { rawLogin } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

/** One of each kind that the tools meet; the others are made by `deno task test:releases`. */
const MADE = RELEASES.filter((release) => ["1.6.2", "2.3.3"].includes(release));

for (const release of MADE) {
  siteTest(`a site is release ${release} when it is asked for it`, { release }, async (site) => {
    assert.equal(site.fixture.release, release);
    const session = await rawLogin(site, site.accounts.agent);
    const { body } = await session.json<{ count: number }>("api/tickets/?page_size=1");
    assert.equal(body.count, site.fixture.ticketCount);
    assert.equal((await site.branches()).length, 1, "agents have their branches on every release");
  });
}
