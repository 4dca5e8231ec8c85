import { renderSessionWork, viewSessionWork } from "../views/agent_session_view.ts";
import { getAgentSessionInfo } from "../tools/get_agent_session_info.ts";
import type { RenderedResult, ToolContext } from "../tools/tool.ts";
import { definePrompt } from "./prompt.ts";

export const reportSession = definePrompt({
  name: "report_session",
  title: "Report on the session's work",
  description: "Reports what was changed in this session, for the people who review it.",
  arguments: {
    audience: {
      title: "Audience",
      description: "Who the report is for, such as: reviewers, the team's lead",
      required: false,
    },
  },
  async write({ audience }, context) {
    const { isAgent, rendered } = await workOf(context);
    return [
      { kind: "words", text: instructionsFor(isAgent, audience) },
      { kind: "data", rendered },
    ];
  },
});

async function workOf(
  context: ToolContext,
): Promise<{ isAgent: boolean; rendered: RenderedResult }> {
  const { session, agentSession } = context.helpdesk;
  const standing = await session.standing(context.call);
  if (standing.kind === "agent") {
    const { rendered } = await getAgentSessionInfo.call({}, context);
    return { isAgent: true, rendered };
  }
  const work = viewSessionWork(agentSession.work(), undefined, session);
  return {
    isAgent: false,
    rendered: {
      summary: "There is no agent session: changes of this account are made directly.",
      quoted: renderSessionWork(work),
    },
  };
}

function instructionsFor(isAgent: boolean, audience: string | undefined): string {
  const lines = [
    "Report on the work of this session. The next message is this program's record of the changes that it " +
    "sent: when, what was done, ticket and fields. Changes by anybody else are not in it.",
    "Group it by ticket: what was changed and, as far as you know it from our conversation, why. Read a " +
    "ticket with get_ticket before you say how it stands now. List apart: changes whose outcome is unknown " +
    "(check them), changes that are not on the branch and branches that were left unfinished (people must " +
    "look at both), and what is left to do. Where nothing was changed, say just that.",
  ];
  if (audience !== undefined) lines.push(`It is for: ${audience}`);
  if (isAgent) {
    lines.push(
      "If no intent is set, propose one of at most 512 characters for set_agent_intent. Call " +
        "finish_agent_session, which hands the branch over for review, only when I say so.",
    );
  }
  return lines.join("\n");
}
