import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { createToolCaller } from "../tool_caller.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { redirect } from "./misbehaviour.ts";

const CALLS = 20;

/** Makes calls at once, each of another ticket. */
async function readMany(caller: ReturnType<typeof createToolCaller>): Promise<void> {
  const ids = Array.from({ length: CALLS }, (_, place) => place + 1);
  await Promise.all(ids.map((ticket_id) => caller.succeed("get_ticket", { ticket_id })));
}

Deno.test("callers who find the session expired share one login", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller(helpdesk.settings());
  await caller.succeed("get_queues");
  helpdesk.behave();
  await helpdesk.embedded.expireSessions();
  await readMany(caller);
  assert.equal(helpdesk.asked("POST /login/").length, 1);
});

Deno.test("callers who are sent to the login page share one login", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller(helpdesk.settings());
  await caller.succeed("get_queues");
  helpdesk.behave();
  helpdesk.misbehave("GET /api/tickets/", redirect("/login/"), 4);
  await readMany(caller);
  assert.equal(helpdesk.asked("POST /login/").length, 1);
});

Deno.test("callers who come before the first login share it", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await readMany(createToolCaller(helpdesk.settings()));
  assert.equal(helpdesk.asked("POST /login/").length, 1);
});

Deno.test("a wrong password is tried once, told to all, and not again for a minute", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller({ ...helpdesk.settings(), HELPDESK_PASSWORD: "wrong-password" });
  const clock = FakeTimers.install({ toFake: ["Date"], now: Date.now() });
  try {
    const messages = await Promise.all(
      Array.from({ length: CALLS }, () => caller.fail("get_queues")),
    );
    assert.equal(new Set(messages).size, 1);
    assert.match(messages[0] ?? "", /refused the login of "agent"/);
    clock.setSystemTime(Date.now() + 59_000);
    assert.equal(await caller.fail("list_tickets"), messages[0]);
    assert.equal(helpdesk.asked("POST ").length, 1);
    clock.setSystemTime(Date.now() + 2_000);
    assert.equal(await caller.fail("get_ticket", { ticket_id: 1 }), messages[0]);
    assert.equal(helpdesk.asked("POST ").length, 2);
  } finally {
    clock.uninstall();
  }
});
