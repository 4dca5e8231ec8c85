import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { requireAgent } from "../../../lib/helpdesk/agent/require_agent.ts";
import type { Standing } from "../../../lib/helpdesk/login/standing.ts";

Deno.test("requireAgent() gives what is known of an agent's session", () => {
  const info = { branch_name: "agent-aaaa" };
  assert.equal(requireAgent({ kind: "agent", info }, "agent"), info);
});

const OTHERS: readonly [standing: Standing, kind: string, words: RegExp][] = [
  [{ kind: "no_agent_endpoints" }, "not_found", /has no agent sessions.*administrator would/],
  [
    { kind: "not_agent", says: "Not an agent user" },
    "forbidden",
    /account "staff" is not an agent on this helpdesk \(it says: Not an agent user\).*administrator can/,
  ],
  [{ kind: "token" }, "auth", /HELPDESK_API_TOKEN does not give.*HELPDESK_USERNAME/],
  [{ kind: "unknown", status: 500 }, "bad_reply", /\(status 500 at api\/agent-session-info\/\)/],
];

for (const [standing, kind, words] of OTHERS) {
  Deno.test(`requireAgent() calls ${standing.kind} ${kind} and says what to change`, () => {
    assert.throws(() => requireAgent(standing, "staff"), (error) => {
      assert.ok(error instanceof HelpdeskError);
      assert.equal(error.kind, kind);
      assert.match(error.message, words);
      return true;
    });
  });
}
