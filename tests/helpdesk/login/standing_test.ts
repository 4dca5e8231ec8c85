import assert from "node:assert/strict";
import { readStanding } from "../../../lib/helpdesk/login/standing.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const UNTOLD = { branch_name: null, intent: null, user_id: {} };
const TOLD = {
  ...{ user_id: 3, username: "agent", is_agent: true, branch_name: "agent-1a2b3c4d" },
  ...{ intent: "Tidy up", session_key: "cookie_1", something_new: 1 },
};
for (const body of [TOLD, UNTOLD]) {
  Deno.test(`readStanding() reads an agent of whom is told ${JSON.stringify(body)}`, () => {
    const standing = readStanding(jsonReply(200, body));
    assert.equal(standing.kind, "agent");
    const { branch_name, intent, user_id } = standing.info;
    const expected = body === TOLD ? ["agent-1a2b3c4d", "Tidy up", 3] : Array(3).fill(undefined);
    assert.deepEqual([branch_name, intent, user_id], expected);
  });
}

Deno.test("readStanding() reads 404 as a helpdesk without agents, in any form", () => {
  for (const answer of [htmlReply(404, "<h1>Not Found</h1>"), jsonReply(404, { detail: "No" })]) {
    assert.equal(readStanding(answer).kind, "no_agent_endpoints");
  }
});

const NOT_AGENT: readonly [body: Record<string, string>, says: string][] = [
  [{ error: "Not an agent user", message: "Only agents may\ndo this" }, "Only agents may do this"],
  [{ error: "Not an agent user" }, "Not an agent user"],
  [{ detail: "You do not have permission." }, "You do not have permission."],
  [{ error: "x".repeat(1_000) }, `${"x".repeat(199)}…`],
];
for (const [body, says] of NOT_AGENT) {
  Deno.test(`readStanding() reads 403 that says "${says.slice(0, 30)}" as no agent`, () => {
    assert.deepEqual(readStanding(jsonReply(403, body)), { kind: "not_agent", says });
  });
}

const UNKNOWN = [
  ...[jsonReply(200, { is_agent: false }), jsonReply(200, []), htmlReply(200, "<h1>Welcome</h1>")],
  ...[htmlReply(403, "<h1>Forbidden</h1>"), jsonReply(403, null), reply(302, "")],
  ...[jsonReply(403, { code: "AGENT_WEB_ACCESS_DENIED" }), htmlReply(500, "<h1>Error</h1>")],
];
for (const answer of UNKNOWN) {
  Deno.test(`readStanding() makes nothing of ${answer.status} ${answer.text}`, () => {
    assert.deepEqual(readStanding(answer), { kind: "unknown", status: answer.status });
  });
}
