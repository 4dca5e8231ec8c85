import * as z from "zod";
import type { WireAgentSessionInfo } from "../helpdesk/wire.ts";

/** The agent session as tools show it. */
export const agentSessionView = z.object({
  user_id: z.int().optional().describe("User id of the agent account"),
  username: z.string().optional().describe("User name of the agent account"),
  is_agent: z.boolean().optional().describe("Whether the account is an agent"),
  branch_name: z.string().optional().describe("Branch that this session's changes go to"),
  intent: z.string().optional().describe("What the work is for; absent while none is set"),
  session_key: z.string().optional().describe("Identifier, or the last characters of a key"),
  session_available: z.boolean().optional().describe("Whether the helpdesk keeps a session"),
  authentication_method: z.string().optional().describe("How the account logged in"),
});
export type AgentSessionView = z.infer<typeof agentSessionView>;

/** Session information with its credential masked. */
export function viewAgentSession(info: WireAgentSessionInfo): AgentSessionView {
  return {
    ...info,
    intent: info.intent || undefined,
    session_key: info.session_key === undefined ? undefined : masked(info.session_key),
  };
}

/** `cookie_…` only identifies a session; anything else opens it to whoever knows it. */
function masked(sessionKey: string): string {
  if (/^cookie_[\w-]{1,40}$/.test(sessionKey)) return sessionKey;
  return sessionKey.length < 16 ? "****" : `****${sessionKey.slice(-4)}`;
}

/** Session information as lines of text. */
export function renderAgentSession(session: AgentSessionView): string {
  return [
    `Account: ${session.username ?? "unknown"} (user ${session.user_id ?? "unknown"})`,
    `Branch: ${session.branch_name ?? "none yet"}`,
    `Intent: ${session.intent ?? "none set"}`,
    `Session: ${session.session_key ?? "unknown"} (${session.authentication_method ?? "unknown"})`,
  ].join("\n");
}
