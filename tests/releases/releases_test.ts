import assert from "node:assert/strict";
import { type Release, RELEASES } from "../../site/releases.ts";
import { asHelpdesk, embeddedHelpdesk } from "../helpdesk_test_case.ts";
import { postgresqlTest, siteTest } from "../site/site_test_case.ts";
import { ON_POSTGRESQL, outcomes } from "./outcomes.ts";
import { runCases } from "./run_cases.ts";

/** The first and the last of those that behave alike; `deno task test:releases` looks at all. */
const LOOKED_AT: readonly Release[] = ["1.6.2", "2.0.2", "2.3.3", "2.5.1", "2.6.1"];

for (const release of LOOKED_AT) {
  siteTest(
    `every tool does on ${release} what docs/compatibility.md says`,
    { release },
    async (site) => {
      assert.deepEqual(await runCases(asHelpdesk(site)), outcomes[release]);
    },
  );
}

await postgresqlTest(
  "every tool does on PostgreSQL what docs/compatibility.md says",
  async (site) => {
    assert.deepEqual(await runCases(asHelpdesk(site)), outcomes[ON_POSTGRESQL]);
  },
);

for (const release of RELEASES) {
  Deno.test(`the embedded helpdesk is as every tool finds it on ${release}`, async () => {
    assert.deepEqual(await runCases(embeddedHelpdesk({ release })), outcomes[release]);
  });
}

Deno.test("nothing was recorded as wrong, and every release has every case", () => {
  const [newest, ...others] = Object.values(outcomes).map((found) => Object.keys(found));
  assert.ok(newest !== undefined && newest.length > 50);
  for (const other of others) assert.deepEqual(other, newest);
  const kinds = new Set(Object.values(outcomes).flatMap((found) => Object.values(found)));
  assert.deepEqual([...kinds].sort(), ["refused", "right", "warned"]);
});
