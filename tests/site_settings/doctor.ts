import assert from "node:assert/strict";
import { diagnose, diagnosisText } from "../../lib/commands/doctor/diagnosis.ts";
import type { CheckName, CheckOutcome } from "../../lib/commands/doctor/findings.ts";
import type { Fetch } from "../../lib/http/client.ts";
import { createLog } from "../../lib/log/log.ts";
import { readConfig } from "../../lib/settings/config.ts";
import { settingsOf } from "../account_settings.ts";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";

type Expected = Partial<Record<CheckName, readonly [outcome: CheckOutcome, message: RegExp]>>;

/** What is usual for a staff account on a helpdesk with or without agent sessions. */
const USUALLY_LIMITED: readonly CheckName[] = ["agent_rights", "agent_endpoints"];

/**
 * Diagnoses a site as its staff account, and asserts what doctor says of it: the checks that are named, and
 * that all others find nothing wrong.
 */
export async function assertDoctorSays(
  site: TestHelpdesk,
  expected: Expected,
  settings: Readonly<Record<string, string>> = {},
  fetchFunction: Fetch = fetch,
): Promise<void> {
  const environment: Record<string, string> = { ...settingsOf(site, "staff"), ...settings };
  const { works, findings } = await diagnose({
    workplace: () =>
      Promise.resolve({ config: readConfig((name) => environment[name]), fetch: fetchFunction }),
    isEmbedded: false,
    userAgent: "helpdesk-mcp/test",
    createLog: () => createLog({ debug: false, write: () => {} }),
  });
  const report = diagnosisText({ works, findings });
  for (const { check, outcome, message } of findings) {
    const [expectedOutcome, words] = expected[check] ?? [];
    if (expectedOutcome !== undefined) {
      assert.equal(outcome, expectedOutcome, report);
      assert.match(message, words ?? /./, report);
    } else if (!USUALLY_LIMITED.includes(check)) {
      assert.ok(outcome === "passed" || outcome === "skipped", report);
    }
  }
  const failed = Object.values(expected).some(([outcome]) => outcome === "failed");
  assert.equal(works, !failed, report);
}
