import type { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import type { Misbehaviour } from "./misbehaviour.ts";

/** Something a server does wrong, the call that meets it, and what the call must come to. */
export interface ServerFault {
  readonly name: string;
  /** Whether the fault is there before the program has logged in. */
  readonly fromStart?: boolean;
  /** "agent" unless it is named. */
  readonly account?: "agent" | "staff" | "customer";
  /** @param elsewhere an origin that nothing may be sent to */
  readonly arrange: (helpdesk: FaultyHelpdesk, elsewhere: string) => void;
  readonly tool: string;
  readonly input?: Record<string, unknown>;
  /** What the error says, or what the result's text holds; "ELSEWHERE" stands for the other origin's host. */
  readonly fails?: RegExp;
  readonly succeeds?: RegExp;
  /** How many requests begin so ("POST /login/"), from the call's start on. */
  readonly requests?: Readonly<Record<string, number>>;
  /** How many requests there are from the call's start on at most. */
  readonly mostRequests?: number;
  /** Names of the cookies of the request after it; the same as before when left out. */
  readonly cookiesAfter?: readonly string[];
  /** How long the call takes at least. */
  readonly takesMilliseconds?: number;
  /** HELPDESK_TIMEOUT; 10 unless it is given. */
  readonly seconds?: number;
}

export const READ = { tool: "get_ticket", input: { ticket_id: 20 } } as const;
/** What a server does to the next requests for a path, and what the call comes to. */
export function faultAt(
  name: string,
  where: string,
  misbehaviour: Misbehaviour,
  outcome: Omit<ServerFault, "name" | "arrange">,
  times = 1,
): ServerFault {
  const arrange: ServerFault["arrange"] = (helpdesk) =>
    helpdesk.misbehave(where, misbehaviour, times);
  return { name, arrange, ...outcome };
}

/** A call that adds a follow-up. */
export const ANSWER = {
  tool: "add_followup",
  input: { ticket_id: 20, comment: "Looked at it.", public: false },
} as const;
export const CHANGE = { tool: "update_ticket", input: { ticket_id: 20, title: "Alarm" } } as const;

export const TICKET_PATH = "/api/tickets/20/";
export const UNKNOWN_OUTCOME =
  /outcome is unknown.*(?:not repeated|not been repeated).*Read ticket 20 with get_ticket/s;
