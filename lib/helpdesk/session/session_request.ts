import type { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import type { TracedRequest } from "../branch/branch_trace.ts";
import type { Change } from "../branch/ledger.ts";
import type { WireRequest } from "../login/session_wire.ts";

/** A request that reads; several may run at once. */
export type ReadRequest = WireRequest & { readonly turn: "read" };

/** A request about the session itself; nothing else runs beside it. */
export type AloneRequest = WireRequest & {
  readonly turn: "alone";
  /**
   * Sees the answer, or the failure that leaves the outcome unknown, before any other request may
   * run; not an answer that refuses the session. What it throws is the request's failure.
   */
  readonly settle?: (outcome: HttpReply | HelpdeskError) => Promise<void>;
  /** Whether an agent's is sent only when it will run on the branch of its session, as a write is. */
  readonly isSecured?: boolean;
  /** The login that this request is about: it is not sent in a later session. */
  readonly generation?: number;
};

/** What a write has to see first. */
export interface Look {
  /** Asked one after another until one is not a 404. */
  readonly requests: readonly WireRequest[];
  /** Sees the answer, which may be any; what it throws keeps the write from being sent. */
  check(reply: HttpReply): void;
}

/** A request that changes tickets; one at a time. */
export type WriteRequest = WireRequest & TracedRequest & {
  readonly turn: "write";
  /** Taken in the write's turn, and on an agent's branch once that is known to be checked out. */
  readonly look?: Look;
  /** What the ledger records when the request is answered. */
  readonly change: Change;
};

/** An answer to a request of a session. */
export interface SessionReply extends HttpReply {
  /** Of an agent's write: the branch on which it was read back; the session may be another one by now. */
  readonly branch?: string;
}

/** Where an agent's write was read back, as a part of what is told of it. */
export function branchIn({ branch }: SessionReply): { readonly branch?: string } {
  return branch === undefined ? {} : { branch };
}

/** A request of the logged-in account. */
export type SessionRequest = ReadRequest | AloneRequest | WriteRequest;

/** A request for people: its method and its path below the helpdesk's mount. */
export function shownAs({ method, path, shownAs }: WireRequest): string {
  return `${method} ${shownAs ?? path}`;
}
