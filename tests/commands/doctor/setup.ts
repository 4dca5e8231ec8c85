import assert from "node:assert/strict";
import { settingsOf } from "../../account_settings.ts";
import { readConfig } from "../../../lib/settings/config.ts";
import {
  type AccountName,
  createEmbeddedHelpdesk,
  type EmbeddedHelpdesk,
  type EmbeddedHelpdeskOptions,
} from "../../embedded/embedded_helpdesk.ts";
import { diagnose, type Diagnosis } from "../../../lib/commands/doctor/diagnosis.ts";
import {
  type CheckName,
  type CheckOutcome,
  checks,
  type Finding,
} from "../../../lib/commands/doctor/findings.ts";
import type { Fetch } from "../../../lib/http/client.ts";
import { createLog } from "../../../lib/log/log.ts";

/** A setup to diagnose: an account of a helpdesk in memory, and what is wrong with it. */
export interface Setup {
  /** Default: agent. */
  readonly account?: AccountName;
  readonly options?: EmbeddedHelpdeskOptions;
  /** Take the place of the account's; an empty text takes one away. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Puts the helpdesk into a state before it is visited. */
  readonly prepare?: (embedded: EmbeddedHelpdesk) => Promise<unknown>;
  /** What the `Date` header says, in milliseconds since 1970; undefined: there is none. */
  readonly now?: () => number | undefined;
  /** Carries the requests in place of the helpdesk in memory. */
  readonly fetch?: (embedded: EmbeddedHelpdesk) => Fetch;
}

/** What came of a visit. */
export interface Visited {
  readonly diagnosis: Diagnosis;
  readonly embedded: EmbeddedHelpdesk;
  /** What was logged, with debugging on. */
  readonly logged: readonly string[];
}

/** Diagnoses a setup as if its helpdesk were in the network. */
export async function visit(setup: Setup): Promise<Visited> {
  const embedded = createEmbeddedHelpdesk(setup.options);
  await setup.prepare?.(embedded);
  const settings: Record<string, string> = {
    ...settingsOf(embedded, setup.account ?? "agent"),
    ...setup.settings,
  };
  const now = setup.now ?? Date.now;
  const inMemory: Fetch = async (request) => {
    const response = await embedded.fetch(request);
    const date = now();
    if (date !== undefined) response.headers.set("date", new Date(date).toUTCString());
    return response;
  };
  const fetch = setup.fetch?.(embedded) ?? inMemory;
  const logged: string[] = [];
  const diagnosis = await diagnose({
    workplace: () => Promise.resolve({ config: readConfig((name) => settings[name]), fetch }),
    isEmbedded: false,
    userAgent: "helpdesk-mcp/test",
    createLog: () => createLog({ debug: true, write: (line) => logged.push(line) }),
  });
  assert.deepEqual(diagnosis.findings.map(({ check }) => check), Object.keys(checks));
  return { diagnosis, embedded, logged };
}

export type Outcomes = Readonly<Record<CheckName, CheckOutcome>>;

/** What a visit of an agent finds where all is well; lists are closed to agents. */
export const AGENT: Outcomes = {
  ...Object.fromEntries(Object.keys(checks).map((check) => [check, "passed"])) as Outcomes,
  ...{ tls: "skipped", list_endpoint: "skipped" },
};

/** What a visit of a staff account finds where all is well: it is not an agent. */
export const STAFF: Outcomes = { ...AGENT, agent_rights: "limited", list_endpoint: "passed" };

export function findingOf({ findings }: Diagnosis, check: CheckName): Finding {
  const finding = findings.find((candidate) => candidate.check === check);
  assert(finding !== undefined, check);
  return finding;
}

export function outcomesOf({ findings }: Diagnosis): Record<string, CheckOutcome> {
  return Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]));
}

/** Asserts that exactly one check differs from what is usual, and that the program works nevertheless. */
export function assertLimited(
  diagnosis: Diagnosis,
  usual: Outcomes,
  check: CheckName,
  message: RegExp,
): void {
  assert.deepEqual(outcomesOf(diagnosis), { ...usual, [check]: "limited" });
  assert.match(findingOf(diagnosis, check).message, message);
  assert.equal(diagnosis.works, true);
}

/**
 * Asserts that exactly one check failed. Checks that could not be made after it are skipped, and say
 * why; all others are as usual.
 */
export function assertFailed(
  diagnosis: Diagnosis,
  usual: Outcomes,
  check: CheckName,
  message: RegExp,
): void {
  const notChecked = `Not checked: "${checks[check]}" has to be fixed first`;
  for (const finding of diagnosis.findings) {
    if (finding.check === check) continue;
    if (finding.message === notChecked) assert.equal(finding.outcome, "skipped");
    else assert.equal(finding.outcome, usual[finding.check], JSON.stringify(finding));
  }
  assert.equal(findingOf(diagnosis, check).outcome, "failed");
  assert.match(findingOf(diagnosis, check).message, message);
  assert.equal(diagnosis.works, false);
}
