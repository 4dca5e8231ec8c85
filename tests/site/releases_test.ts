import assert from "node:assert/strict";
import { logIn } from "../contract/contract_client.ts";
import { realHelpdesk } from "../contract/helpdesk_under_test.ts";
import { RELEASES } from "../../site/releases.ts";
import { siteTest } from "./site_test_case.ts";

/** One of each kind that the tools meet; the others are made by `deno task test:releases`. */
const MADE = RELEASES.filter((release) => ["1.6.2", "2.3.3"].includes(release));

for (const release of MADE) {
  siteTest(`a site is release ${release} when it is asked for it`, { release }, async (site) => {
    assert.equal(site.fixture.release, release);
    const agent = await logIn(realHelpdesk(site), site.accounts.agent);
    const page = await agent.get("api/tickets/?page_size=1");
    assert.equal(page.json().count, site.fixture.ticketCount);
    assert.equal((await site.branches()).length, 1, "agents have their branches on every release");
  });
}
