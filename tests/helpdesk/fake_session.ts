import type { Call } from "../../lib/helpdesk/calls/call.ts";
import type { HelpdeskSession } from "../../lib/helpdesk/session/session.ts";
import { HelpdeskZone } from "../../lib/helpdesk/session/helpdesk_zone.ts";
import type { SessionRequest } from "../../lib/helpdesk/session/session_request.ts";
import { Deadline } from "../../lib/http/deadline.ts";
import type { HttpReply } from "../../lib/http/message.ts";

/** A session of no agent that answers requests from a function; nothing else of it may be used. */
export function fakeSession(
  answer: (request: SessionRequest) => HttpReply | Promise<HttpReply>,
): { session: HelpdeskSession; requests: SessionRequest[] } {
  const requests: SessionRequest[] = [];
  const request = async (given: SessionRequest) => {
    requests.push(given);
    return await answer(given);
  };
  const standing = () => Promise.resolve({ kind: "no_agent_endpoints" } as const);
  const session: Pick<HelpdeskSession, "request" | "standing" | "zone"> = {
    request,
    standing,
    zone: new HelpdeskZone(),
  };
  return { session: session as HelpdeskSession, requests };
}

/** Runs work that needs a call; gives its outcome with what the call was told. */
export async function withCall<Value>(
  work: (call: Call) => Promise<Value>,
  options: { signal?: AbortSignal; milliseconds?: number } = {},
): Promise<Value> {
  const deadline = new Deadline(options.milliseconds ?? 20_000, options.signal);
  try {
    return await work({ deadline, notice: () => {} });
  } finally {
    deadline.end();
  }
}
