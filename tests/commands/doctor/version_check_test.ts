import assert from "node:assert/strict";
import { Findings } from "../../../lib/commands/doctor/findings.ts";
import { recordVersion } from "../../../lib/commands/doctor/version_check.ts";
import type { ReleaseSigns } from "../../../lib/helpdesk/listing/release_signs.ts";

const OLD_FIELDS = new Map([["id", true], ["date", true]]);
const NEW_FIELDS = new Map([...OLD_FIELDS, ["email_recipients", true]]);
const OLDEST = new Map([["id", true], ["date", false]]);
const PROSE = { id: 7, created: "2 days ago" };
const DATED = { created: "2026-01-01T08:00:00+01:00" };

/** The releases themselves are looked at in tests/releases; here those that are too old for a site. */
const SIGNS: readonly (readonly [outcome: string, told: RegExp, signs: ReleaseSigns])[] = [
  ["passed", /2\.6 or newer/, { followUpFields: NEW_FIELDS, row: DATED }],
  ["passed", /2\.6 or newer/, { row: DATED }],
  ["passed", /2\.4 or newer/, { followUpFields: NEW_FIELDS }],
  ["limited", /1\.1 to 2\.3, or an edition/, { followUpFields: OLD_FIELDS }],
  ["limited", /1\.1 to 1\.4: .*not? supp|older than 1\.6/, {
    followUpFields: OLD_FIELDS,
    row: PROSE,
  }],
  ["limited", /1\.0 or older: .* not change a ticket's status/, {
    followUpFields: OLDEST,
    row: PROSE,
  }],
  ["skipped", /cannot be told/, {}],
  ["skipped", /cannot be told/, { row: PROSE }],
];

for (const [outcome, told, signs] of SIGNS) {
  Deno.test(`recordVersion() says ${told.source} for ${JSON.stringify(Object.keys(signs))}`, () => {
    const findings = new Findings();
    recordVersion(signs, findings);
    const [finding] = findings.list().filter(({ check }) => check === "version");
    assert.equal(finding?.outcome, outcome);
    assert.match(finding.message, told);
  });
}
