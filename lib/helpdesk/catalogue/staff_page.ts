import type { HttpReply } from "../../http/message.ts";
import { isRedirection } from "../answers/redirection.ts";
import { errorOf, isHtml } from "../answers/reply.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";

/**
 * Asks for something that only staff are given outside the API. Others are redirected to the login page, agents
 * of the Dolt edition get 403 AGENT_WEB_ACCESS_DENIED, and sites without web pages answer 404.
 *
 * @param send makes the request
 * @param isPage whether a page is what staff are given; where it is not, a page is a login page
 * @returns undefined when this account is not given it
 * @throws {HelpdeskError} what requests throw
 */
export async function askAsStaff(
  send: () => Promise<HttpReply>,
  isPage: boolean,
  session: HelpdeskSession,
  call: Call,
): Promise<HttpReply | undefined> {
  const { generation } = session;
  const isLogin = (reply: HttpReply) => isRedirection(reply) || !isPage && isPageIn(reply);
  const reply = await send();
  if (isRefusal(reply)) return undefined;
  if (!isLogin(reply)) return reply;
  // A redirect means "no session" or "no staff rights": only the API tells these apart.
  const check = await session.request(
    { turn: "read", method: "OPTIONS", path: "api/tickets/" },
    call,
  );
  if (check.status >= 400) throw errorOf(check, { name: "list tickets" });
  if (session.generation === generation) return undefined;
  const again = await send();
  return isRefusal(again) || isLogin(again) ? undefined : again;
}

function isPageIn(reply: HttpReply): boolean {
  return reply.status === 200 && isHtml(reply);
}

function isRefusal({ status }: HttpReply): boolean {
  return status === 403 || status === 404;
}
