import { enterBranch } from "./agent_branch.ts";
import { checkOut } from "./checkout.ts";
import { type Exchange, logOut } from "../web/exchange.ts";
import { finishSession } from "./finish_session.ts";
import type { User } from "../state/model.ts";
import { errorReply, jsonReply, redirectReply, type Reply } from "../web/reply.ts";
import { sessionIdentifier } from "./session_identifier.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
// These change the session, not the helpdesk.
const SESSION_CALLS = ["set-agent-intent/", "finish-agent-session/"];

/**
 * What stands between an agent's request and its view: its branch is checked out, another session of
 * the account that the server remembers is finished, and the web pages are closed. Other accounts pass.
 */
export async function guardAgent(
  exchange: Exchange,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  const { helpdesk, user } = exchange;
  if (!helpdesk.settings.agentEndpoints || user?.isAgent !== true) return await answer();
  const branch = await enterBranch(exchange, user);
  if (branch === undefined) return errorReply(500);
  checkOut(exchange, branch);
  rememberSession(exchange, user, branch.name);
  const api = `${helpdesk.settings.mount}api/`;
  if (!exchange.path.startsWith(api)) return refuse(exchange);
  if (SESSION_CALLS.includes(exchange.path.slice(api.length))) return await answer();
  const reply = await answer();
  recordWrite(exchange, branch.name, reply);
  return reply;
}

/**
 * Notes the session in the memory of the process. What stood there of another session is finished on
 * the connection of this request, which goes on with whatever that leaves checked out.
 */
function rememberSession(exchange: Exchange, { id }: User, branch: string): void {
  const { memory, session } = exchange;
  if (memory === undefined) return;
  const key = sessionIdentifier(exchange);
  const known = memory.get(id);
  if (known !== undefined && known.key !== key) {
    finishSession(exchange, known.branch, known.intent, "server");
  }
  memory.set(id, { key, branch, intent: session.values.agentIntent ?? null });
}

function refuse(exchange: Exchange): Reply {
  if (wantsJson(exchange.headers)) {
    return jsonReply({
      code: "AGENT_WEB_ACCESS_DENIED",
      error: "Agents work through the API only",
    }, 403);
  }
  logOut(exchange);
  return redirectReply(exchange.helpdesk.settings.loginPath);
}

function wantsJson(headers: Headers): boolean {
  return (headers.get("accept") ?? "").includes("application/json") ||
    headers.get("x-requested-with") === "XMLHttpRequest";
}

/** Notes a successful write where it landed. @param session the branch of the session that wrote */
function recordWrite(exchange: Exchange, session: string, { status, objectId }: Reply): void {
  const { branch, helpdesk, method, path } = exchange;
  if (SAFE_METHODS.has(method) || status < 200 || status >= 300) return;
  const writes = branch?.writes ?? helpdesk.branches.mainWrites;
  const late = branch !== null && branch.message !== null;
  writes.push({ method, path, objectId: objectId ?? null, session, late });
}
