import type { Misbehaviour } from "./misbehaviour.ts";
import { CHANGE, faultAt, READ, type ServerFault, TICKET_PATH } from "./server_fault.ts";

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
    faultAt(`${status} that repeats the request`, `PATCH ${TICKET_PATH}`, echoing(status, true), {
      ...CHANGE,
      fails: /./,
    }, 9),
    faultAt(
      `${status} that repeats the request as a page`,
      `GET ${TICKET_PATH}`,
      echoing(status, false),
      { ...READ, fails: /./ },
      9,
    ),
    faultAt(`${status} that repeats the login`, "POST /login/", echoing(status, true), {
      fromStart: true,
      tool: "get_queues",
      fails: /./,
    }, 9),
  ]),
  faultAt(
    "an agent session whose refusal repeats the request",
    "GET /api/agent-session-info/",
    echoing(403, true),
    { fromStart: true, tool: "get_agent_session_info", fails: /./ },
    9,
  ),
];
