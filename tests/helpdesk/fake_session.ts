import type { Call } from "../../lib/helpdesk/calls/call.ts";
import type { Catalogue } from "../../lib/helpdesk/catalogue/catalogue.ts";
import type { HelpdeskSession } from "../../lib/helpdesk/session/session.ts";
import { HelpdeskZone } from "../../lib/helpdesk/session/helpdesk_zone.ts";
import type { SessionRequest } from "../../lib/helpdesk/session/session_request.ts";
import { Deadline } from "../../lib/http/deadline.ts";
import type { HttpReply } from "../../lib/http/message.ts";

/** How a helpdesk answers the requests of a session. */
export type Answering = (request: SessionRequest) => HttpReply | Promise<HttpReply>;

/** A session of no agent that answers requests from a function; nothing else of it may be used. */
export function fakeSession(answer: Answering) {
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

/** Runs work that needs a call; gives its outcome. */
export async function withCall<Value>(
  work: (call: Call) => Promise<Value>,
  options: { signal?: AbortSignal; milliseconds?: number; deadline?: Deadline } = {},
): Promise<Value> {
  const { signal, milliseconds = 20_000, deadline = new Deadline(milliseconds, signal) } = options;
  try {
    return await work({ deadline, notice: () => {} });
  } finally {
    deadline.end();
  }
}

/** A catalogue of which nothing is known but this. */
export function catalogueOf(known: Partial<Catalogue>): Catalogue {
  return {
    ...{ queues: [], users: [], statuses: [], priorities: [] },
    ...{ maximumLengths: new Map(), customFields: new Map(), incomplete: new Map() },
    ...known,
  };
}
