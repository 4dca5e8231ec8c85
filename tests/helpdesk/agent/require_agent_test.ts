import assert from "node:assert/strict";
import type { HelpdeskErrorKind } from "../../../lib/errors.ts";
import { requireAgent } from "../../../lib/helpdesk/agent/require_agent.ts";
import type { Standing } from "../../../lib/helpdesk/login/standing.ts";
import { expectFailure } from "../../http/expect_failure.ts";

Deno.test("requireAgent() gives what is known of an agent's session", () => {
  const info = { branch_name: "agent-aaaa" };
  assert.equal(requireAgent({ kind: "agent", info }, "agent"), info);
});

const SAID =
  /account "staff" is not an agent on this helpdesk \(it says: No agent\).*administrator can/;
const OTHERS: readonly [standing: Standing, kind: HelpdeskErrorKind, words: RegExp][] = [
  [{ kind: "no_agent_endpoints" }, "not_found", /has no agent sessions.*administrator would/],
  [{ kind: "not_agent", says: "No agent" }, "forbidden", SAID],
  [{ kind: "token" }, "auth", /HELPDESK_API_TOKEN does not give.*HELPDESK_USERNAME/],
  [{ kind: "unknown", status: 500 }, "bad_reply", /\(status 500 at api\/agent-session-info\/\)/],
];

for (const [standing, kind, words] of OTHERS) {
  Deno.test(`requireAgent() calls ${standing.kind} ${kind} and says what to change`, async () => {
    assert.match((await expectFailure(kind, () => requireAgent(standing, "staff"))).message, words);
  });
}
