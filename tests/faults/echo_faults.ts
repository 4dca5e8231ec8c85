import type { Misbehaviour } from "./misbehaviour.ts";
import { CHANGE, READ, type ServerFault, TICKET_PATH } from "./server_fault.ts";

/** An error that repeats the whole request, as debugging middleware does. */
function echoing(status: number, isJson: boolean): Misbehaviour {
  return async ({ method, target, headers, body }, pass) => {
    // A new session with the error: its cookie is repeated, too.
    const renewed = (await pass()).headers;
    const request = {
      // First, as a message has room for its beginning only.
      detail: `${new TextDecoder().decode(body).slice(0, 200)} ${headers.get("cookie")}`,
      message: [...renewed].map(([name, value]) => `${name}: ${value}`),
      cookie: headers.get("cookie"),
      request: { method, target, headers: Object.fromEntries(headers) },
    };
    const type = isJson ? "application/json" : "text/html";
    const answerHeaders = new Headers({ "content-type": type });
    for (const cookie of renewed.getSetCookie()) answerHeaders.append("set-cookie", cookie);
    return new Response(JSON.stringify(request), { status, headers: answerHeaders });
  };
}

/** Case 21: servers whose errors repeat the credentials that they were sent. */
export const echoFaults: readonly ServerFault[] = [
  ...[400, 401, 403, 404, 409, 429, 500, 503].flatMap((status): ServerFault[] => [
    {
      name: `${status} that repeats the request`,
      arrange: (helpdesk) => helpdesk.misbehave(`PATCH ${TICKET_PATH}`, echoing(status, true), 9),
      ...CHANGE,
      fails: /./,
    },
    {
      name: `${status} that repeats the request as a page`,
      arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, echoing(status, false), 9),
      ...READ,
      fails: /./,
    },
    {
      name: `${status} that repeats the login`,
      fromStart: true,
      arrange: (helpdesk) => helpdesk.misbehave("POST /login/", echoing(status, true), 9),
      tool: "get_queues",
      fails: /./,
    },
  ]),
  {
    name: "an agent session whose refusal repeats the request",
    fromStart: true,
    arrange: (helpdesk) =>
      helpdesk.misbehave("GET /api/agent-session-info/", echoing(403, true), 9),
    tool: "get_agent_session_info",
    fails: /./,
  },
];
