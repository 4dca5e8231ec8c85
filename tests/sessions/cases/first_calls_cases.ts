import assert from "node:assert/strict";
import { TICKET } from "../agent_client.ts";
import { type SessionCase, test } from "../session_case.ts";
import type { Stage } from "../stage.ts";
import type { AgentClient } from "../agent_client.ts";

/** Twenty calls at once that all ask the helpdesk; none of them is answered from memory. */
function twentyCalls(client: AgentClient): Promise<unknown>[] {
  return Array.from({ length: 20 }, (_, place) => {
    if (place % 4 === 0) return client.writeDone(TICKET + place % 3);
    if (place % 4 === 1) return client.succeed("get_agent_session_info");
    return client.succeed("get_ticket", { ticket_id: place + 1 });
  });
}

/** The one login there was, followed by agent-session-info, during which nothing else ran. */
async function checkFirstRequest({ control }: Stage): Promise<void> {
  const { requests } = await control.requests();
  const login = requests.findIndex(({ method, path }) =>
    method === "POST" && path.endsWith("/login/")
  );
  const [first, second] = requests.slice(login + 1);
  assert.equal(`${first?.method} ${first?.path}`, "GET /api/agent-session-info/");
  assert.ok((second?.started ?? 0) > (first?.ended ?? Infinity), "Something overtook the first");
}

export const FIRST_CALLS_CASES: readonly SessionCase[] = [
  test.session("twenty first calls at once make one login and one branch", async (stage) => {
    const client = stage.client();
    await Promise.all(twentyCalls(client));
    assert.equal(await stage.countRequests("POST /login/"), 1);
    await checkFirstRequest(stage);
    const [branch, ...others] = await stage.control.branches();
    assert.deepEqual(others, []);
    assert.equal(branch?.writes.length, 5);
    await client.finish("Twenty at once");
  }),
  test.session("twenty calls at once after an expiry make one login, one branch, and all are told", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    await stage.expire();
    await stage.control.resetRequests();
    const calls = Array.from(
      { length: 20 },
      (_, place) =>
        place % 4 === 0
          ? client.write().then(({ answer }) => answer)
          : client.call("get_ticket", { ticket_id: place + 1 }),
    );
    for (const answer of await Promise.all(calls)) {
      assert.equal(answer.isError, false, answer.text);
      assert.match(answer.notices.join(), new RegExp(`session on branch ${before} is over:`));
    }
    assert.equal(await stage.countRequests("POST /login/"), 1);
    assert.equal((await stage.control.branches()).length, 2);
    await client.finish("Twenty at once");
  }),
];
