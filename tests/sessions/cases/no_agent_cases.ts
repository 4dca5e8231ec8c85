import assert from "node:assert/strict";
import { tools } from "../../../lib/tools/registry.ts";
import type { AgentClient } from "../agent_client.ts";
import { type SessionCase, test } from "../session_case.ts";

const SESSION_TOOLS = [
  ["get_agent_session_info", {}],
  ["set_agent_intent", { intent: "Answer ticket 20" }],
  ["finish_agent_session", { intent: "Answer ticket 20" }],
] as const;

/** The three tools are there and say why they cannot work; all others work, and leave nothing. */
async function checkWithoutSession(client: AgentClient, reason: RegExp): Promise<void> {
  for (const [tool, input] of SESSION_TOOLS) {
    assert.ok(tools.some(({ name }) => name === tool), `${tool} is listed`);
    const message = await client.fail(tool, input);
    assert.match(message, reason);
    assert.match(message, /All other tools work/s);
    assert.match(message, /administrator/);
  }
  await client.read();
  await client.succeed("get_queues");
  await client.succeed("get_users");
  await client.succeed("list_tickets", { page_size: 5 });
  await client.succeed("update_ticket", { ticket_id: 21, priority: 2 });
  await client.writeDone();
  assert.deepEqual(await client.leave("finish"), []);
}

export const NOT_AN_AGENT_CASES: readonly SessionCase[] = [
  test.session("an account that is not an agent works without a session, and is told how to get one", async (stage) => {
    const client = stage.client("staff");
    await checkWithoutSession(client, /The account "staff" is not an agent on this helpdesk/);
    await stage.control.expireSessions("staff");
    assert.deepEqual((await client.read()).notices, [], "its expiry costs no branch");
  }).when({ withoutBranches: true }),
];

/** On a helpdesk without agent endpoints. */
export const NO_ENDPOINTS_CASES: readonly SessionCase[] = [
  test.session("a plain django-helpdesk is worked without a session, and the tools say so", async (stage) => {
    for (const account of ["staff", "agent"] as const) {
      await checkWithoutSession(
        stage.client(account),
        /has no agent sessions.*plain django-helpdesk.*Dolt edition/s,
      );
    }
  }).when({ withoutBranches: true }),
];
