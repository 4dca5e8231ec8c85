import * as z from "zod";
import { handedOverNotice } from "../helpdesk/branch/branch_errors.ts";
import { pullRequestAddress } from "../helpdesk/branch/pull_request_address.ts";
import {
  agentSessionView,
  newestChanges,
  renderAgentSession,
  renderSessionWork,
  sessionWorkView,
  viewAgentSession,
  viewSessionWork,
} from "../views/agent_session_view.ts";
import { changedTexts } from "../views/changed_values.ts";
import { defineTool } from "./tool.ts";

export const getAgentSessionInfo = defineTool({
  name: "get_agent_session_info",
  title: "Show the agent session",
  description:
    "For agent accounts: branch, intent and account of the session, and what this program changed in it.",
  effect: "read",
  needs: "agent sessions",
  input: z.object({}),
  isOutputUntold: true,
  output: agentSessionView.extend(sessionWorkView.shape),
  async run(_input, { helpdesk, call }, _show, tellView) {
    const info = await helpdesk.agentSession.info(call);
    const { agentSession, session } = helpdesk;
    if (session.branch.isHandedOver && info.branch_name !== undefined) {
      call.notice(handedOverNotice(pullRequestAddress(info.branch_name, session.baseUrl)));
    }
    const work = agentSession.work();
    const catalogue = helpdesk.catalogue.lastRead;
    if (catalogue !== undefined) {
      tellView({ values: changedTexts(newestChanges(work.changes), catalogue) });
    }
    return {
      ...viewAgentSession(info),
      // A branch without changes comes to no pull request.
      ...viewSessionWork(
        work,
        work.changes.length + work.misplaced.length === 0 ? undefined : info.branch_name,
        session,
      ),
    };
  },
  render: (session) => ({
    summary: session.intent === undefined
      ? "The agent session is open and has no intent yet: set_agent_intent sets one, which finishing needs."
      : "The agent session is open.",
    quoted: [
      renderAgentSession(session),
      ...session.pull_request_url === undefined
        ? []
        : [`Pull request, once finished: ${session.pull_request_url}`],
      renderSessionWork(session),
    ].join("\n"),
  }),
});
