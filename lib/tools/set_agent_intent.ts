import * as z from "zod";
import { agentSessionView, renderAgentSession, viewAgentSession } from "./agent_session_view.ts";
import { intentField } from "./intent_field.ts";
import { defineTool } from "./tool.ts";

export const setAgentIntent = defineTool({
  name: "set_agent_intent",
  title: "Set the agent session's intent",
  description:
    "Says what this agent session's work is for. It becomes the commit message and the " +
    "title of the pull request; set it before finishing. Setting it again replaces it.",
  effect: "session",
  input: z.object({ intent: intentField() }),
  output: agentSessionView,
  async run({ intent }, { helpdesk, call }) {
    return viewAgentSession(await helpdesk.agentSession.setIntent(intent.trim(), call));
  },
  render: (session) => ({
    summary: "The intent is set.",
    quoted: renderAgentSession(session),
  }),
});
