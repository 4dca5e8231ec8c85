import type { SessionWire, WireRequest } from "../../../lib/helpdesk/login/session_wire.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { jsonReply, reply } from "../http_replies.ts";

/** What a request is answered with: a follow-up with this comment, no such thing, or a status. */
export type Read = string | "missing" | number;

/** A wire that answers reads of one follow-up, and questions for the branch, each in turn. */
export function fakeWire(reads: readonly Read[], infos: readonly (string | number)[] = []) {
  const asked: string[] = [];
  const left = { reads: [...reads], infos: [...infos] };
  const send = ({ method, path, query }: WireRequest): Promise<HttpReply> => {
    asked.push(`${method} ${path}${query === undefined ? "" : `?${query}`}`);
    const isInfo = path === "api/agent-session-info/";
    const next = isInfo ? left.infos.shift() : left.reads.shift();
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
