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
const TURNS = ["read", "write", "write", "write", "write", "info", "intent", "finish"] as const;
const RARE = ["cancel", "leave", "leave_finishing"] as const;
const EVENTS = ["expire", "restart", "wait"] as const;
/** Both seats do something; they take turns more often than chance would have it. */
const deedOfSeat = fc.record({ kind: fc.constantFrom(...TURNS), place });
const rareDeed = fc.record({ kind: fc.constantFrom(...RARE), place });
const event = fc.record({ kind: fc.constantFrom(...EVENTS) });
const fault = fc.record({
  kind: fc.constant("fault" as const),
  fault: fc.constantFrom<WriteFault>("lost_answer", "lost_request", "error_after", "error_before"),
  path: fc.constantFrom("followups", "finish-agent-session", "set-agent-intent", "/login/"),
});

/** Anything that may happen. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 16, arbitrary: deedOfSeat },
  { weight: 2, arbitrary: rareDeed },
  { weight: 1, arbitrary: event },
  { weight: 2, arbitrary: fault },
);

/**
 * Does it; nobody can say what comes of it, except that what clients are told is true.
 *
 * @param isAlone whether nothing else happens meanwhile
 */
export async function act(room: Room, deed: Deed, isAlone: boolean): Promise<unknown> {
  const { stage } = room;
  if ("fault" in deed) return await stage.fail(deed.fault, deed.path);
  if (!("place" in deed)) {
    if (deed.kind === "expire") return await stage.expire();
    return deed.kind === "wait" ? room.wait(11) : await stage.control.forgetAgentSessions();
  }
  const client = room.seat(deed.place);
  switch (deed.kind) {
    case "read":
      return await client.call("get_ticket", { ticket_id: 20 });
    case "info":
      return await client.call("get_agent_session_info");
    case "write":
      return await client.write();
    case "cancel": {
      const cancellation = new AbortController();
      const writing = client.write({ signal: cancellation.signal });
      const timer = setTimeout(() => cancellation.abort(), 3);
      return await writing.finally(() => clearTimeout(timer));
    }
    case "intent":
      return await client.call("set_agent_intent", { intent: INTENT });
    case "finish":
      return await room.finish(deed.place, { isQuiet: isAlone });
    case "leave":
    case "leave_finishing":
      await client.leave(deed.kind === "leave" ? "leave" : "finish");
      return room.replace(deed.place);
  }
}
