import assert from "node:assert/strict";
import { openSession } from "../../../lib/helpdesk/login/session_opening.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { fakeWire } from "../branch/fake_wire.ts";
import { withCall } from "../fake_session.ts";

const open = (answers: readonly (string | number)[]) =>
  withCall(({ deadline }) =>
    openSession(fakeWire([], answers).wire, new Set(), undefined, deadline)
  );

Deno.test("openSession() tells what the account is", async () => {
  const { standing } = await open(["agent-aaaa1111"]);
  assert.equal(standing.kind, "agent");
});

Deno.test("openSession() opens none that vanishes during its requests, and says why", async () => {
  const { message } = await expectFailure("auth", open([400]));
  assert.match(message, /status 400.*SESSION_ENGINE.*Nothing was changed/s);
});

Deno.test("openSession() opens none where a failure leaves open what the account is", async () => {
  for (const status of [500, 502]) await expectFailure("unavailable", open([status]));
});
