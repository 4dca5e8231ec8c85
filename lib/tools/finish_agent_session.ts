import * as z from "zod";
import {
  newestChanges,
  renderSessionWork,
  type SessionWorkView,
  sessionWorkView,
  viewSessionWork,
} from "../views/agent_session_view.ts";
import { changedTexts } from "../views/changed_values.ts";
import { intentField } from "./arguments/intent_field.ts";
import { inLine } from "../text/strangers_text.ts";
import { defineTool } from "./tool.ts";

/** Tells nothing: the helpdesk says it even where the commit was refused. */
const USUAL_MESSAGE = "Session finished successfully";

export const finishAgentSession = defineTool({
  name: "finish_agent_session",
  title: "Finish the agent session",
  description:
    "For agent accounts: hands the session's changes over for review. Commits its branch with the " +
    "intent, which it needs, and opens a pull request; the next call starts a new session.",
  effect: "session",
  needs: "agent sessions",
  input: z.object({ intent: intentField().optional() }),
  isOutputUntold: true,
  output: sessionWorkView.extend({
    branch_name: z.string().optional(),
    intent: z.string(),
    message: z.string().optional().describe("The helpdesk's own words"),
    next: z.string(),
  }),
  async run({ intent }, { helpdesk, call }, _show, tellView) {
    // What is known of the session is forgotten with it.
    const catalogue = helpdesk.catalogue.lastRead;
    if (intent !== undefined) await helpdesk.agentSession.setIntent(intent.trim(), call);
    const finished = await helpdesk.agentSession.finish(call);
    if (catalogue !== undefined) {
      tellView({ values: changedTexts(newestChanges(finished.changes), catalogue) });
    }
    const isDropped = finished.changes.length + finished.misplaced.length === 0;
    return {
      // A branch without changes is dropped: its page would not be found.
      ...viewSessionWork(
        finished,
        isDropped ? undefined : finished.branch,
        helpdesk.session,
      ),
      branch_name: finished.branch,
      intent: finished.intent,
      message: finished.message === USUAL_MESSAGE ? undefined : finished.message,
      next: "The next call logs in again and starts a new session, without an intent.",
    };
  },
  render: ({ branch_name, intent, message, next, ...work }) => ({
    summary: summaryFor(work) + next,
    quoted: `Branch: ${inLine(branch_name ?? "unknown")}\nIntent: ${inLine(intent)}\n` +
      (message === undefined ? "" : `The helpdesk says: ${inLine(message)}\n`) +
      renderSessionWork(work, "tickets"),
  }),
});

function summaryFor(work: SessionWorkView): string {
  const { changes, changes_total, misplaced = [], pull_request_url } = work;
  const isUnclear = changes_total > 0 || misplaced.length > 0;
  const finished = isUnclear && changes.every(({ outcome }) => outcome !== undefined)
    ? "The agent session is finished; whether any of this program's changes arrived is unknown, and without " +
      "changes the helpdesk drops the branch instead of filing it for review. "
    : changes_total === 0
    ? "The agent session is finished; this program changed nothing on its branch, and without changes the " +
      "helpdesk drops the branch. "
    : "The agent session is finished: its branch is committed and waits for review" +
      (pull_request_url === undefined ? ". " : `, by people, at ${pull_request_url}. `);
  return misplaced.length === 0
    ? finished
    : `${finished}WARNING: ${misplaced.length} changes are not, or perhaps not, on their branch but on ` +
      "main, without review; they are listed below: tell people. ";
}
