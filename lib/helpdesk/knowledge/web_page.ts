import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import { isRedirection } from "../answers/redirection.ts";
import { type Action, errorOf } from "../answers/reply.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { ReadRequest } from "../session/session_request.ts";

/**
 * Reads what the helpdesk shows to people in a browser.
 *
 * @param path made of constants, validated ids and slugs
 * @throws {HelpdeskError} "forbidden" for agents that may use the API only and accounts without staff rights; else
 * what `errorOf` makes of the answer, "not_found" among it
 */
export async function readWebPage(
  path: string,
  session: HelpdeskSession,
  call: Call,
  { action, query }: { action: Action; query?: URLSearchParams },
): Promise<HttpReply> {
  const request: ReadRequest = { turn: "read", method: "GET", path, query };
  const { generation } = session;
  let reply = await session.request(request, call);
  if (isRedirection(reply)) {
    await requireSession(session, call, action);
    if (session.generation !== generation) reply = await session.request(request, call);
  }
  if (reply.status === 200) return reply;
  if (reply.status === 403) throw confinedToApi(action);
  if (isRedirection(reply)) throw onlyForStaff(action, session);
  throw errorOf(reply, action);
}

/**
 * Makes sure that there is a session; one that was lost is replaced. A page that is open to everybody does not
 * tell: it shows less.
 */
export async function requireSession(
  session: HelpdeskSession,
  call: Call,
  action: Action,
): Promise<void> {
  const check = await session.request(
    { turn: "read", method: "OPTIONS", path: "api/tickets/" },
    call,
  );
  if (check.status >= 400) throw errorOf(check, action);
}

/**
 * Asks for one page before many things are read for others, where an agent may not have them.
 *
 * @throws {HelpdeskError} "forbidden" for agents that may use the API only, and what requests throw
 */
export async function requireWebPages(
  session: HelpdeskSession,
  call: Call,
  action: Action,
): Promise<void> {
  if ((await session.standing(call)).kind !== "agent") return;
  const reply = await session.request({ turn: "read", method: "GET", path: "kb/" }, call);
  if (reply.status === 403) throw confinedToApi(action);
}

function confinedToApi({ name }: Action): HelpdeskError {
  return new HelpdeskError(
    "forbidden",
    `This account cannot ${name}: they are web pages, and the helpdesk lets an agent use its API only. ` +
      "list_tickets with search finds earlier tickets",
  );
}

function onlyForStaff({ name }: Action, { username }: HelpdeskSession): HelpdeskError {
  const remedy = username === undefined
    ? "an API token opens no web pages. Set HELPDESK_USERNAME and HELPDESK_PASSWORD instead of it"
    : "the helpdesk sends it to the login page. Its administrator can give the account staff rights";
  return new HelpdeskError("forbidden", `This account cannot ${name}: ${remedy}`);
}
