import assert from "node:assert/strict";
import { readStanding } from "../../../lib/helpdesk/login/standing.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

Deno.test("readStanding() reads an agent with branch and intent", () => {
  const standing = readStanding(jsonReply(200, {
    user_id: 3,
    username: "agent",
    is_agent: true,
    branch_name: "agent-1a2b3c4d",
    intent: "Tidy up",
    session_key: "cookie_1",
    session_available: true,
    authentication_method: "session",
    something_new: 1,
  }));
  assert.equal(standing.kind, "agent");
  assert.equal(standing.kind === "agent" && standing.info.branch_name, "agent-1a2b3c4d");
  assert.equal(standing.kind === "agent" && standing.info.intent, "Tidy up");
});

Deno.test("readStanding() reads an agent of whom hardly anything is told", () => {
  const standing = readStanding(jsonReply(200, { branch_name: null, intent: null, user_id: {} }));
  assert.equal(standing.kind, "agent");
  assert.equal(standing.kind === "agent" && standing.info.branch_name, undefined);
  assert.equal(standing.kind === "agent" && standing.info.user_id, undefined);
});

Deno.test("readStanding() reads 404 as a helpdesk without agents, in any form", () => {
  assert.equal(readStanding(htmlReply(404, "<h1>Not Found</h1>")).kind, "no_agent_endpoints");
  assert.equal(readStanding(jsonReply(404, { detail: "No" })).kind, "no_agent_endpoints");
});

const NOT_AGENT: readonly [body: unknown, says: string][] = [
  [{ error: "Not an agent user", message: "Only agents may\ndo this" }, "Only agents may do this"],
  [{ error: "Not an agent user" }, "Not an agent user"],
  [
    { detail: "You do not have permission to perform this action." },
    "You do not have permission to perform this action.",
  ],
  [{ error: "x".repeat(1_000) }, `${"x".repeat(199)}…`],
];

for (const [body, says] of NOT_AGENT) {
  Deno.test(`readStanding() reads 403 that says "${says.slice(0, 30)}" as no agent`, () => {
    assert.deepEqual(readStanding(jsonReply(403, body)), { kind: "not_agent", says });
  });
}

const UNKNOWN = [
  jsonReply(200, { is_agent: false }),
  jsonReply(200, []),
  htmlReply(200, "<h1>Welcome</h1>"),
  htmlReply(403, "<h1>Forbidden</h1>"),
  jsonReply(403, null),
  jsonReply(403, { code: "AGENT_WEB_ACCESS_DENIED" }),
  reply(302, ""),
  htmlReply(500, "<h1>Server Error</h1>"),
];

for (const answer of UNKNOWN) {
  Deno.test(`readStanding() makes nothing of ${answer.status} ${answer.text}`, () => {
    assert.deepEqual(readStanding(answer), { kind: "unknown", status: answer.status });
  });
}
