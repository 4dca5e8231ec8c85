import type { Exchange } from "../web/exchange.ts";

/** How the server tells an agent's sessions apart: by their key, or by the branch that a cookie names. */
export function sessionIdentifier({ helpdesk, session }: Exchange): string {
  if (helpdesk.settings.sessionEngine === "database") return session.key ?? "";
  return `cookie_${session.values.user}_${session.values.agentBranch}`;
}
