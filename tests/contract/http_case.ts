import assert from "node:assert/strict";
import { type Answer, type ContractClient, logIn } from "./contract_client.ts";
import type { HelpdeskUnderTest, VariantOptions } from "./helpdesk_under_test.ts";

/** The kinds of helpdesk on which cases run. */
export const VARIANTS = {
  ...{ plain: {}, signed_cookies: { sessions: "signed_cookies" } },
  ...{ mounted: { mount: "/helpdesk/" }, json_only: { browsablePage: false } },
  ...{ custom_statuses: { statuses: "custom" }, without_agents: { agents: false } },
  memory_off: { sessions: "signed_cookies", agentMemory: "off" },
  shared_memory: { sessions: "signed_cookies", agentMemory: "shared", processes: 3 },
  three_processes: { sessions: "signed_cookies", processes: 3 },
  ...{ api_login: { agentLogin: "api" }, login_elsewhere: { loginPath: "/accounts/login/" } },
} as const satisfies Record<string, VariantOptions>;

export type VariantName = keyof typeof VARIANTS;

/** What holds on the embedded helpdesk and on a real site. */
export interface HttpCase {
  /** A sentence about the server. */
  readonly name: string;
  /** Where it holds; "plain" when left out. */
  readonly variants?: readonly VariantName[];
  run(helpdesk: HelpdeskUnderTest): Promise<void>;
}

/** A case that may be said to hold elsewhere than on the plain helpdesk. */
interface PlainCase extends HttpCase {
  on(variants: readonly VariantName[]): HttpCase;
}

function plainCase(name: string, run: HttpCase["run"]): PlainCase {
  return { name, run, on: (variants) => ({ name, run, variants }) };
}

/** What a case of an account is given. */
type AtWork = HelpdeskUnderTest & {
  readonly client: ContractClient;
  readonly helpdesk: HelpdeskUnderTest;
};

/** Makes cases for a client that has logged in. */
const caseOf =
  (logInAs: typeof asStaff) => (name: string, run: (work: AtWork) => Promise<void>): PlainCase =>
    plainCase(
      name,
      async (helpdesk) => run({ ...helpdesk, helpdesk, client: await logInAs(helpdesk) }),
    );

export function asStaff(helpdesk: HelpdeskUnderTest): Promise<ContractClient> {
  return logIn(helpdesk, helpdesk.accounts.staff);
}

export function asAgent(helpdesk: HelpdeskUnderTest): Promise<ContractClient> {
  return logIn(helpdesk, helpdesk.accounts.agent);
}

/** Makes cases: of a helpdesk, or of a client that has logged in. */
export const test = { helpdesk: plainCase, asStaff: caseOf(asStaff), asAgent: caseOf(asAgent) };

/** Asserts an error of the REST framework, body and all. */
export function assertRefused(answer: Answer, status: number, body: unknown): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.deepEqual(answer.json(), body);
}

/** Asserts one of Django's bare error pages. */
export function assertErrorPage(answer: Answer, status: 400 | 404 | 500): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
}
