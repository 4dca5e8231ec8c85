import type { HttpReply } from "../../http/message.ts";
import { shownLine } from "../../text/shown_text.ts";
import { parseJson } from "../answers/reply.ts";
import { agentSessionInfo, type WireAgentSessionInfo } from "../answers/wire.ts";

/** What the logged-in account is to this helpdesk, as `api/agent-session-info/` tells. */
export type Standing =
  | { readonly kind: "agent"; readonly info: WireAgentSessionInfo }
  | { readonly kind: "not_agent"; readonly says: string }
  | { readonly kind: "no_agent_endpoints" }
  | { readonly kind: "token" }
  | { readonly kind: "unknown"; readonly status: number };

/** The branch that an agent's changes go to; undefined for everybody else. */
export function branchOf(standing: Standing | undefined): string | undefined {
  return standing?.kind === "agent" ? standing.info.branch_name : undefined;
}

/** Reads the answer of `api/agent-session-info/`; 404 is plain django-helpdesk, which has no agents. */
export function readStanding(reply: HttpReply): Standing {
  if (reply.status === 404) return { kind: "no_agent_endpoints" };
  const body = parseJson(reply.text);
  if (reply.status === 200) {
    const parsed = agentSessionInfo.safeParse(body);
    if (parsed.success && parsed.data.is_agent !== false) {
      return { kind: "agent", info: parsed.data };
    }
    return { kind: "unknown", status: reply.status };
  }
  if (reply.status === 403 && typeof body === "object" && body !== null) {
    const says = "message" in body ? body.message : "error" in body ? body.error : undefined;
    if (typeof says === "string") return { kind: "not_agent", says: shownLine(says, 200) };
    if ("detail" in body) {
      const detail = typeof body.detail === "string" ? body.detail : "";
      return { kind: "not_agent", says: shownLine(detail, 200) };
    }
  }
  return { kind: "unknown", status: reply.status };
}
