import type { HttpReply } from "../../http/message.ts";
import { parseJson } from "../answers/reply.ts";
import type { WireRequest } from "../login/session_wire.ts";

/** What a write left on the helpdesk, and by what it is told from anything else. */
export interface Trace {
  /** Where it is read: `api/tickets/7/`. */
  readonly path: string;
  /** A ticket's status: among the tickets of one status the helpdesk finds it several times faster. */
  readonly status?: number;
  /** Fields as the write's answer had them. */
  readonly expected: Readonly<Record<string, unknown>>;
}

/** A request whose answer tells what it left. */
export interface TracedRequest {
  /** What the write left, from its answer: an agent's is read back before it counts as made. */
  readonly trace: (reply: HttpReply) => Trace | undefined;
  readonly outcomeCheck?: string;
  /** What a failure of the helpdesk (status 500) to read it back may be about, a sentence. */
  readonly failureHint?: string;
}

/**
 * Takes the trace of a write from its answer.
 *
 * @param fields those that tell what was written from what was there before
 * @returns undefined when the answer names nothing that could be read
 */
export function traceIn(
  reply: HttpReply,
  collection: "tickets" | "followups",
  fields: readonly string[],
): Trace | undefined {
  const body = recordIn(reply);
  if (body === undefined || !Number.isInteger(body["id"])) return undefined;
  const known = fields.filter((field) => field in body);
  const expected = Object.fromEntries(known.map((field) => [field, body[field]]));
  const status = collection === "tickets" ? body["status"] : undefined;
  return {
    path: `api/${collection}/${body["id"]}/`,
    expected,
    ...(typeof status === "number" ? { status } : {}),
  };
}

/** A trace of two writes on the same thing, the later one on top. */
export function joinTraces(earlier: Trace | undefined, later: Trace): Trace {
  return { ...earlier, ...later, expected: { ...earlier?.expected, ...later.expected } };
}

/** Whether an answer holds what was written. */
export function showsTrace(reply: HttpReply, { expected }: Trace): boolean {
  const body = reply.status === 200 ? recordIn(reply) : undefined;
  return body !== undefined &&
    Object.entries(expected).every(([field, value]) => isSame(body[field], value));
}

/** The request that reads what was written. */
export function requestFor({ path, status }: Trace): WireRequest {
  if (status === undefined) return { method: "GET", path };
  return { method: "GET", path, query: new URLSearchParams({ status: String(status) }) };
}

/** A moment may be written with another offset than when it was stored. */
function isSame(found: unknown, expected: unknown): boolean {
  if (found === expected) return true;
  if (typeof found !== "string" || typeof expected !== "string") {
    return JSON.stringify(found) === JSON.stringify(expected);
  }
  const isMoment = [found, expected].every((text) => /^\d{4}-\d\d-\d\dT/.test(text));
  return isMoment && Date.parse(found) === Date.parse(expected);
}

function recordIn(reply: HttpReply): Record<string, unknown> | undefined {
  const body = parseJson(reply.text);
  return typeof body === "object" && body !== null && !Array.isArray(body)
    ? { ...body }
    : undefined;
}
