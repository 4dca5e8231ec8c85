import * as fc from "fast-check";
import FakeTimers from "@sinonjs/fake-timers";
import { embeddedHelpdesk } from "../contract/helpdesk_under_test.ts";
import { Room } from "./room.ts";
import type { WriteFault } from "./session_model.ts";

/** What clients do at the same time; nobody can say what comes of it, except that nothing is lost. */
type Deed =
  | { readonly kind: "read" | "write" | "cancel" | "intent" | "finish"; readonly place: number }
  | { readonly kind: "expire" }
  | { readonly kind: "fault"; readonly fault: WriteFault; readonly path: string };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("read", "write", "write", "cancel", "intent", "finish"),
      place: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "expire" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("fault" as const),
      fault: fc.constantFrom<WriteFault>(
        "lost_answer",
        "lost_request",
        "error_after",
        "error_before",
      ),
      path: fc.constantFrom("followups", "finish-agent-session", "set-agent-intent", "/login/"),
    }),
  },
);
const rushes = fc.array(fc.array(deed, { minLength: 2, maxLength: 10 }), {
  minLength: 1,
  maxLength: 4,
});

async function act(room: Room, deed: Deed): Promise<void> {
  switch (deed.kind) {
    case "expire":
      return await room.stage.expire();
    case "fault":
      return await room.order(deed.fault, deed.path);
    case "read":
      await room.seat(deed.place).call("get_ticket", { ticket_id: 20 });
      return;
    case "write":
      await room.seat(deed.place).write();
      return;
    case "cancel": {
      const cancellation = new AbortController();
      const writing = room.seat(deed.place).write({ signal: cancellation.signal });
      const timer = setTimeout(() => cancellation.abort(), 3);
      await writing;
      clearTimeout(timer);
      return;
    }
    case "intent":
      await room.seat(deed.place).call("set_agent_intent", { intent: "Rush" });
      return;
    case "finish": {
      const client = room.seat(deed.place);
      const answer = await client.call("finish_agent_session", { intent: "Rush" });
      if (!answer.isError) await client.checkFinished(answer);
    }
  }
}

for (const sessions of ["database", "signed_cookies"] as const) {
  Deno.test(`random rushes lose and double no write, sessions in ${sessions}`, async () => {
    const property = fc.asyncProperty(rushes, async (rushes) => {
      const clock = FakeTimers.install({ toFake: ["Date"], now: Date.now() });
      try {
        const room = new Room(embeddedHelpdesk({ sessions }), clock);
        for (const deeds of rushes) {
          await Promise.all(deeds.map((deed) => act(room, deed)));
          room.wait(11);
        }
        await room.stage.control.clearFaults();
        await room.close();
      } finally {
        clock.uninstall();
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
}
