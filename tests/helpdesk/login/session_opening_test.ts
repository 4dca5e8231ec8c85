import assert from "node:assert/strict";
import { openSession } from "../../../lib/helpdesk/login/session_opening.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { fakeWire, type Read } from "../branch/fake_wire.ts";
import { startWork } from "../embedded_account.ts";
import { withCall } from "../fake_session.ts";

const open = (...answers: readonly Read[]) =>
  withCall(({ deadline }) =>
    openSession(fakeWire([], answers).wire, new Set(), undefined, deadline)
  );

Deno.test("openSession() opens none that vanishes during its requests, and says why", async () => {
  const { message } = await expectFailure("auth", open(400));
  assert.match(message, /status 400.*SESSION_ENGINE.*Nothing was changed/s);
});

Deno.test("openSession() opens none where a failure leaves open what the account is", async () => {
  for (const status of [500, 502]) await expectFailure("unavailable", open(status));
});

Deno.test("an agent that may log in at the API's page alone works, and logs in again when it must", async () => {
  const work = startWork("agent", { agentLogin: "api", sessionEngine: "signed_cookies" });
  for (let times = 0; times < 2; times++) {
    assert.equal((await work.run(({ tickets }, call) => tickets.get(7, call))).id, 7);
    await work.embedded.expireSessions();
  }
  assert.equal((await work.asked(/^POST \/api\/auth\/login\//)).length, 2);
});

Deno.test("staff of such a helpdesk log in at its own page", async () => {
  const work = startWork("staff", { agentLogin: "api" });
  await work.run(({ tickets }, call) => tickets.get(7, call));
  assert.deepEqual(await work.asked(/^POST .*login/), ["POST /login/"]);
});
