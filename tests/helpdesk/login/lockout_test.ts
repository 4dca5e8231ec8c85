import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { expectFailure } from "../../http/expect_failure.ts";
import { startWork } from "../embedded_account.ts";

const LOGIN = /^POST .*login\//;
const READ = { turn: "read", method: "GET", path: "api/tickets/7/" } as const;

interface Case {
  readonly status: number;
  readonly method: "GET" | "POST";
  readonly retryAfter?: string;
  readonly heldSeconds: number;
}
const CASES: readonly Case[] = [
  { status: 429, method: "POST", heldSeconds: 60 },
  { status: 429, method: "POST", retryAfter: "900", heldSeconds: 900 },
  { status: 429, method: "POST", retryAfter: "5", heldSeconds: 60 },
  { status: 429, method: "GET", retryAfter: "120", heldSeconds: 120 },
  { status: 403, method: "POST", retryAfter: "86400", heldSeconds: 86_400 },
  { status: 401, method: "POST", heldSeconds: 60 },
  { status: 423, method: "POST", heldSeconds: 60 },
  { status: 400, method: "POST", heldSeconds: 60 },
  { status: 503, method: "POST", retryAfter: "300", heldSeconds: 300 },
];

for (const { status, method, retryAfter, heldSeconds } of CASES) {
  const said = retryAfter === undefined ? "" : ` and Retry-After: ${retryAfter}`;
  Deno.test(`after ${status} to ${method} of the login page${said} nothing is sent for ${heldSeconds} s`, async () => {
    const clock = FakeTimers.install({ toFake: ["Date"] });
    try {
      const work = startWork("staff");
      const send = () => work.run(({ session }, call) => session.request(READ, call));
      const headers: Record<string, string> = retryAfter === undefined
        ? {}
        : { "retry-after": retryAfter };
      const fault = { kind: "status", status, method, pathContains: "login/", headers } as const;
      await work.embedded.failNext({ ...fault, body: "Locked", times: 3 });
      const first = await work.run(({ session }, call) => session.request(READ, call)).then(
        () => assert.fail("It was let in"),
        (error: Error) => error,
      );
      if (status !== 503 && status !== 400) {
        assert.match(
          first.message,
          new RegExp(`takes no login for now \\(status ${status} at http`),
        );
        const until = new Date(Date.now() + heldSeconds * 1000).toISOString().slice(0, -5);
        assert.ok(first.message.includes(`not sent again before ${until}Z`), first.message);
      }
      await work.embedded.clearFaults();
      const asked = (await work.asked()).length;
      clock.tick(heldSeconds * 1000 - 1);
      await assert.rejects(send(), { message: first.message });
      assert.equal((await work.asked()).length, asked);
      clock.tick(1);
      assert.equal((await send()).status, 200);
      const logins = await work.asked(LOGIN);
      assert.equal(logins.length, method === "POST" ? 2 : 1);
    } finally {
      clock.uninstall();
    }
  });
}

Deno.test("a lockout page that is only forbidden is named where no login page is found", async () => {
  const work = startWork("staff");
  const fault = { kind: "status", status: 403, pathContains: "login/", times: 20 } as const;
  await work.embedded.failNext(fault);
  const error = await expectFailure(
    "auth",
    work.run(({ session }, call) => session.request(READ, call)),
  );
  assert.match(error.message, /\/login\/ \(403\).*Status 403 may be a lockout or a firewall/);
});
