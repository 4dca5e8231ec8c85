import * as z from "zod";
import { intentField } from "./intent_field.ts";
import { defineTool } from "./tool.ts";

export const finishAgentSession = defineTool({
  name: "finish_agent_session",
  title: "Finish the agent session",
  description: "Hands this agent session's changes over for review: commits its branch with the " +
    "intent and opens a pull request. Needs an intent. The next call starts a new session.",
  effect: "session",
  input: z.object({ intent: intentField().optional() }),
  output: z.object({
    branch_name: z.string().optional().describe("Branch that was finished"),
    intent: z.string().describe("Intent it was finished with"),
    message: z.string().optional().describe("The helpdesk's own message"),
    next: z.string().describe("What the next call does"),
  }),
  async run({ intent }, { helpdesk, call }) {
    if (intent !== undefined) await helpdesk.agentSession.setIntent(intent.trim(), call);
    const finished = await helpdesk.agentSession.finish(call);
    helpdesk.catalogue.clear();
    return {
      branch_name: finished.branch,
      intent: finished.intent,
      message: finished.message,
      next: "The helpdesk logged this session out. The next call logs in again and starts a new " +
        "session with a new branch and no intent.",
    };
  },
  render: ({ branch_name, intent, message, next }) => ({
    summary: `The agent session is finished. ${next}`,
    quoted: `Branch: ${branch_name ?? "unknown"}\nIntent: ${intent}` +
      (message === undefined ? "" : `\nThe helpdesk says: ${message}`),
  }),
});
