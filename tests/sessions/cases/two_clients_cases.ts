import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import type { AgentClient } from "../agent_client.ts";
import type { SessionCase } from "../session_case.ts";

const TOO_MANY = /ended this agent session 3 times within ten minutes/;

/**
 * Two clients write in turn, each pushing the other out, until the first has lost three sessions.
 *
 * @returns the branches that the first lost
 */
async function pushOutThrice(first: AgentClient, second: AgentClient): Promise<string[]> {
  const branches: string[] = [];
  for (let round = 0; round < 3; round++) {
    await first.writeDone();
    branches.push(await first.branch());
    await second.writeDone();
  }
  return branches;
}

export const TWO_CLIENTS_CASES: readonly SessionCase[] = [
  {
    name: "two clients on one account push each other out, and each is told its branch",
    async run(stage) {
      const [first, second] = [stage.client(), stage.client()];
      await first.writeDone();
      const lost = await first.branch();
      await second.writeDone();
      const alsoLost = await second.branch();
      const { answer } = await first.writeDone();
      assert.match(answer.notices.join(), new RegExp(`closed its branch ${lost};`));
      const { notices } = await second.read();
      assert.match(notices.join(), new RegExp(`closed its branch ${alsoLost};`));
      await first.leave();
    },
  },
  {
    name: "the third loss within ten minutes stops the calls, with the branches and the reason",
    async run(stage) {
      const [first, second] = [stage.client(), stage.client()];
      const lost = await pushOutThrice(first, second);
      await stage.control.resetRequests();
      const { outcome, answer } = await first.write();
      assert.equal(outcome, "refused");
      assert.match(answer.text, TOO_MANY);
      assert.match(answer.text, /another client uses the same account.*account of its own/);
      for (const branch of lost) assert.ok(answer.text.includes(branch), answer.text);
      assert.equal(await stage.countRequests("POST /login/"), 0);
      await stage.control.resetRequests();
      for (const tool of ["get_agent_session_info", "finish_agent_session", "list_tickets"]) {
        assert.match(await first.fail(tool), TOO_MANY);
      }
      assert.match((await first.write()).answer.text, TOO_MANY);
      assert.deepEqual((await stage.control.requests()).requests, [], "nothing is sent any more");
      const { answer: others } = await second.writeDone();
      assert.deepEqual(others.notices, [], "the other client is left alone");
      await second.leave();
    },
  },
  {
    name: "ten minutes after the first of three losses the work goes on, and the last loss is told",
    embeddedOnly: true,
    async run(stage) {
      const clock = FakeTimers.install({ toFake: ["Date"], now: Date.now() });
      try {
        const [first, second] = [stage.client(), stage.client()];
        const lost = await pushOutThrice(first, second);
        assert.match((await first.write()).answer.text, TOO_MANY);
        clock.tick(10 * 60_000 - 1);
        assert.match((await first.write()).answer.text, TOO_MANY);
        clock.tick(1);
        const { answer } = await first.writeDone();
        assert.equal(answer.notices.length, 1);
        assert.match(answer.notices.join(), new RegExp(`closed its branch ${lost[2]};`));
        const { content } = await first.succeed("get_agent_session_info");
        assert.deepEqual(
          content.closed_branches.map(({ branch_name }: { branch_name: string }) => branch_name),
          lost,
        );
        await first.leave();
        await second.read();
      } finally {
        clock.uninstall();
      }
    },
  },
  {
    name: "losses more than ten minutes apart stop nothing",
    embeddedOnly: true,
    async run(stage) {
      const clock = FakeTimers.install({ toFake: ["Date"], now: Date.now() });
      try {
        const client = stage.client();
        for (let round = 0; round < 5; round++) {
          await client.writeDone();
          await stage.expire();
          clock.tick(5 * 60_000);
        }
        await client.writeDone();
        await client.leave();
      } finally {
        clock.uninstall();
      }
    },
  },
];
