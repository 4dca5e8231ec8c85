import { guardAgent } from "./agents/agent_access.ts";
import { readCookies, removeCookie, setCookie } from "./web/cookies.ts";
import { CsrfState } from "./web/csrf.ts";
import { decodedPath, type Exchange, logOut, type ServedHelpdesk } from "./web/exchange.ts";
import { errorReply, type Reply } from "./web/reply.ts";
import { route } from "./views/router.ts";
import { ServerFault, SuspiciousRequest } from "./python/server_fault.ts";
import type { SessionMemory } from "./state/session_memory.ts";

const SESSION_SECONDS = 14 * 24 * 3600;
const CSRF_SECONDS = 52 * 7 * 24 * 3600;

/** A request with its body read. */
export interface Incoming {
  readonly request: Request;
  readonly url: URL;
  /** Decoded. */
  readonly path: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Of the process that serves it. */
  readonly memory: SessionMemory | undefined;
}

/** Reads a request, and gives it to the process whose turn it is. */
export async function receive({ memories }: ServedHelpdesk, request: Request): Promise<Incoming> {
  const url = new URL(request.url);
  const body = await request.bytes();
  return { request, url, path: decodedPath(url), body, memory: memories.next() };
}

/** The way of a request through the middleware: session, CSRF cookie, account, agent, view and back. */
export async function serve(
  helpdesk: ServedHelpdesk,
  { request, url, path, body, memory }: Incoming,
): Promise<{ response: Response; username: string | null }> {
  const { settings, sessions, store, logins } = helpdesk;
  const cookies = readCookies(request.headers);
  const sessionCookie = cookies.get(settings.sessionCookieName);
  const session = await sessions.load(sessionCookie);
  const user = store.account(session.values.user ?? null) ?? null;
  const exchange: Exchange = {
    helpdesk,
    branch: null,
    memory,
    method: request.method,
    url,
    path,
    headers: request.headers,
    body,
    session,
    csrf: new CsrfState(cookies.get(settings.csrfCookieName)),
    user,
    seenUser: null,
  };
  if (user !== null && logins.isVoid(user.username, session.values.login ?? 0)) logOut(exchange);
  exchange.seenUser = exchange.user;
  let reply = await guard(() => guardAgent(exchange, () => guard(() => route(exchange))));
  const setCookies: string[] = [];
  const now = settings.now();
  if (session.empty) {
    if (sessionCookie !== undefined) setCookies.push(removeCookie(settings.sessionCookieName));
  } else if ((session.modified || sessions.savesAlways) && reply.status !== 500) {
    try {
      const value = await sessions.save(session);
      const options = { maxAge: SESSION_SECONDS, now, httpOnly: true };
      setCookies.push(setCookie(settings.sessionCookieName, value, options));
    } catch (error) {
      reply = replyToError(error);
    }
  }
  if (exchange.csrf.needsCookie) {
    const options = { maxAge: CSRF_SECONDS, now, httpOnly: false };
    setCookies.unshift(setCookie(settings.csrfCookieName, exchange.csrf.secret, options));
  }
  const headers = new Headers(reply.headers);
  for (const cookie of setCookies) headers.append("set-cookie", cookie);
  const hasBody = request.method !== "HEAD" && reply.status !== 204;
  return {
    response: new Response(hasBody ? reply.body : null, { status: reply.status, headers }),
    username: exchange.seenUser?.username ?? null,
  };
}

async function guard(answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    return replyToError(error);
  }
}

function replyToError(error: unknown): Reply {
  if (error instanceof ServerFault) return errorReply(500);
  if (error instanceof SuspiciousRequest) return errorReply(400);
  throw error;
}
