import type { Call } from "../../../lib/helpdesk/calls/call.ts";
import type { SessionWire, WireRequest } from "../../../lib/helpdesk/login/session_wire.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { withCall } from "../fake_session.ts";
import { jsonReply, reply } from "../http_replies.ts";

/** What a request is answered with: a follow-up with this comment, no such thing, or a status. */
export type Read = string | number;

/** Reads that find nothing, so many times. */
export const missing = (times: number): Read[] => Array(times).fill("missing");

/**
 * A wire that answers reads of one follow-up, and questions for the branch, each in turn. Between reads the
 * branch may be asked for any number of times more, so that the next read does not come after another client.
 */
export function fakeWire(reads: readonly Read[], infos: readonly Read[] = []) {
  const asked: string[] = [];
  const left = { reads: [...reads], infos: [...infos] };
  const send = ({ method, path, query }: WireRequest): Promise<HttpReply> => {
    asked.push(`${method} ${path}${query === undefined ? "" : `?${query}`}`);
    const isInfo = path === "api/agent-session-info/";
    const isBetween = isInfo && left.infos.length === 0 && left.reads.length < reads.length;
    const next = isBetween ? "agent-between" : isInfo ? left.infos.shift() : left.reads.shift();
    if (next === undefined) throw new RangeError(`${path} was not to be asked`);
    if (typeof next === "number") return Promise.resolve(refusalOr(next));
    if (isInfo) return Promise.resolve(jsonReply(200, { is_agent: true, branch_name: next }));
    return Promise.resolve(
      next === "missing" ? reply(404, "{}") : jsonReply(200, { id: 7, comment: next }),
    );
  };
  return { wire: { send } as unknown as SessionWire, asked, left };
}

function refusalOr(status: number): HttpReply {
  return status === 403
    ? jsonReply(403, { detail: "Authentication credentials were not provided." })
    : reply(status, "");
}

class HurriedDeadline extends Deadline {
  override sleep(): Promise<void> {
    return Promise.resolve();
  }
}

/** Runs work whose pauses are over at once. */
export function withHurriedCall<Value>(work: (call: Call) => Promise<Value>): Promise<Value> {
  return withCall(work, { deadline: new HurriedDeadline(5_000) });
}
