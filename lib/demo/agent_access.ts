import { type Exchange, logOut } from "./exchange.ts";
import { jsonReply, redirectReply, type Reply } from "./reply.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
// These change the session, not the helpdesk.
const SESSION_CALLS = ["set-agent-intent/", "finish-agent-session/"];

/**
 * Confines agents to `api/` and puts their writes on branches: the first request makes the session's
 * branch, and any path outside logs the agent out, unless the request says that it wants JSON, which
 * gets a harmless 403. Other accounts pass.
 */
export async function guardAgent(
  exchange: Exchange,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  const { helpdesk, session, user } = exchange;
  if (!helpdesk.settings.agentEndpoints || user?.isAgent !== true) return await answer();
  const agentSession = helpdesk.agents.find(session);
  if (agentSession === undefined) {
    logOut(exchange);
    return await answer();
  }
  const api = `${helpdesk.settings.mount}api/`;
  if (!exchange.path.startsWith(api)) {
    if (wantsJson(exchange.headers)) {
      return jsonReply({
        code: "AGENT_WEB_ACCESS_DENIED",
        error: "Agents work through the API only",
      }, 403);
    }
    helpdesk.agents.end(agentSession, "web_access");
    logOut(exchange);
    return redirectReply(helpdesk.settings.loginPath);
  }
  const branch = await helpdesk.agents.enterBranch(session, agentSession);
  exchange.agent = { session: agentSession, branch };
  const reply = await answer();
  const isWrite = !SAFE_METHODS.has(exchange.method) &&
    !SESSION_CALLS.includes(exchange.path.slice(api.length));
  if (isWrite && reply.status >= 200 && reply.status < 300) {
    const { method, path } = exchange;
    helpdesk.agents.recordWrite(branch, { method, path, objectId: reply.objectId ?? null });
  }
  return reply;
}

function wantsJson(headers: Headers): boolean {
  return (headers.get("accept") ?? "").includes("application/json") ||
    headers.get("x-requested-with") === "XMLHttpRequest";
}
