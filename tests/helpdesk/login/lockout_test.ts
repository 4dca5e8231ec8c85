import assert from "node:assert/strict";
import { expectFailure } from "../../http/expect_failure.ts";
import { onOtherDays } from "../../http/fake_clock.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const READ = { turn: "read", method: "GET", path: "api/tickets/7/" } as const;
const send = (work: EmbeddedWork) => work.run(({ session }, call) => session.request(READ, call));

const CASES: readonly [status: number, method: string, retryAfter: string, held: number][] = [
  [429, "POST", "", 60],
  [429, "POST", "900", 900],
  [429, "POST", "5", 60],
  [429, "GET", "120", 120],
  [403, "POST", "86400", 86_400],
  [401, "POST", "", 60],
  [423, "POST", "", 60],
  [400, "POST", "", 60],
  [503, "POST", "300", 300],
];

for (const [status, method, retryAfter, heldSeconds] of CASES) {
  const said = retryAfter === "" ? "" : ` and Retry-After: ${retryAfter}`;
  Deno.test(`after ${status} to ${method} of the login page${said} nothing is sent for ${heldSeconds} s`, () =>
    onOtherDays(async (clock) => {
      const work = startWork("staff");
      const headers: Record<string, string> = retryAfter === ""
        ? {}
        : { "retry-after": retryAfter };
      const fault = { kind: "status", status, method, pathContains: "login/", headers } as const;
      await work.embedded.failNext({ ...fault, body: "Locked", times: 3 });
      const { message } = await send(work).then(
        () => assert.fail("It was let in"),
        (error) => error,
      );
      if (status !== 503 && status !== 400) {
        assert.ok(message.includes(`takes no login for now (status ${status} at http`), message);
        const until = new Date(Date.now() + heldSeconds * 1000).toISOString().slice(0, -5);
        assert.ok(message.includes(`not sent again before ${until}Z`), message);
      }
      await work.embedded.clearFaults();
      const asked = (await work.asked()).length;
      clock.tick(heldSeconds * 1000 - 1);
      await assert.rejects(send(work), { message });
      assert.equal((await work.asked()).length, asked);
      clock.tick(1);
      assert.equal((await send(work)).status, 200);
      const logins = await work.asked(/^POST .*login\//);
      assert.equal(logins.length, method === "POST" ? 2 : 1);
    }));
}

Deno.test("a lockout page that is only forbidden is named where no login page is found", async () => {
  const work = startWork("staff");
  const fault = { kind: "status", status: 403, pathContains: "login/", times: 20 } as const;
  await work.embedded.failNext(fault);
  const { message } = await expectFailure("auth", send(work));
  assert.match(message, /\/login\/ \(403\).*Status 403 may be a lockout or a firewall/);
});
