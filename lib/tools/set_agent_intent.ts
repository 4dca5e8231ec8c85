import * as z from "zod";
import { agentSessionView, renderBranch, viewAgentSession } from "../views/agent_session_view.ts";
import { intentField } from "./arguments/intent_field.ts";
import { defineTool } from "./tool.ts";

export const setAgentIntent = defineTool({
  name: "set_agent_intent",
  title: "Set the agent session's intent",
  description:
    "For agent accounts, whose changes go to a branch that people review: says what the session's work is for. " +
    "It becomes the commit message and the pull request's title.",
  effect: "session",
  needs: "agent sessions",
  input: z.object({ intent: intentField() }),
  isOutputUntold: true,
  output: agentSessionView.pick({ username: true, branch_name: true, intent: true }),
  async run({ intent }, { helpdesk, call }) {
    return viewAgentSession(await helpdesk.agentSession.setIntent(intent.trim(), call));
  },
  render: (session) => ({
    summary: "The intent is set.",
    quoted: renderBranch(session),
  }),
});
