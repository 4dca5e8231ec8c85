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

function echo(
  where: string,
  status: number,
  call: Pick<ServerFault, "tool" | "input" | "fromStart">,
  isJson = true,
): ServerFault {
  const name = `${status} that repeats the request, to ${where}`;
  return faultAt(name, where, echoing(status, isJson), { ...call, fails: /./ }, 9);
}

/** Case 21: servers whose errors repeat the credentials that they were sent. */
export const echoFaults: readonly ServerFault[] = [
  ...[400, 401, 403, 404, 409, 429, 500, 503].flatMap((status): ServerFault[] => [
    echo(`PATCH ${TICKET_PATH}`, status, CHANGE),
    echo(`GET ${TICKET_PATH}`, status, READ, false),
    echo("POST /login/", status, { fromStart: true, tool: "get_queues" }),
  ]),
  echo("GET /api/agent-session-info/", 403, { fromStart: true, tool: "get_agent_session_info" }),
];
