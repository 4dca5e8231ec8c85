import * as fc from "fast-check";
import type { Room } from "./room.ts";

/** What may happen to a request that changes something. */
export type WriteFault = "lost_answer" | "lost_request" | "error_after" | "error_before";

/** Something that happens on a day of two clients on one agent account; `place` is a client's seat. */
export type Deed =
  | { readonly kind: "read" | "write" | "cancel" | "info" | "intent"; readonly place: number }
  | { readonly kind: "finish" | "leave" | "leave_finishing"; readonly place: number }
  | { readonly kind: "expire" | "restart" | "wait" }
  | { readonly kind: "fault"; readonly fault: WriteFault; readonly path: string };

const INTENT = "Work of a random day";

const place = fc.constantFrom(0, 1);
/** Both seats do something; they take turns more often than chance would have it. */
const deedOfSeat = fc.record({
  kind: fc.constantFrom(
    ...["read", "write", "write", "write", "write", "info", "intent", "finish"] as const,
  ),
  place,
});
const rareDeed = fc.record({
  kind: fc.constantFrom(...["cancel", "leave", "leave_finishing"] as const),
  place,
});
const fault = fc.record({
  kind: fc.constant("fault" as const),
  fault: fc.constantFrom<WriteFault>("lost_answer", "lost_request", "error_after", "error_before"),
  path: fc.constantFrom("followups", "finish-agent-session", "set-agent-intent", "/login/"),
});

/** Anything that may happen. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 16, arbitrary: deedOfSeat },
  { weight: 2, arbitrary: rareDeed },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom(...["expire", "restart", "wait"] as const) }),
  },
  { weight: 2, arbitrary: fault },
);

/** Does it; nobody can say what comes of it, except that what clients are told is true. */
export async function act(room: Room, deed: Deed): Promise<void> {
  switch (deed.kind) {
    case "expire":
      return await room.stage.expire();
    case "restart":
      return await room.stage.control.forgetAgentSessions();
    case "wait":
      return room.wait(11);
    case "fault":
      return await room.stage.control.failNext({
        kind: deed.fault,
        method: "POST",
        pathContains: deed.path,
      });
    case "read":
      await room.seat(deed.place).call("get_ticket", { ticket_id: 20 });
      return;
    case "info":
      await room.seat(deed.place).call("get_agent_session_info");
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
      await room.seat(deed.place).call("set_agent_intent", { intent: INTENT });
      return;
    case "finish":
      await room.finish(deed.place);
      return;
    case "leave":
    case "leave_finishing":
      await room.seat(deed.place).leave(deed.kind === "leave" ? "leave" : "finish");
      room.replace(deed.place);
  }
}
