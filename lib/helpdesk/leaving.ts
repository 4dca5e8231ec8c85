import { HelpdeskError } from "../errors.ts";
import { Deadline } from "../http/deadline.ts";
import type { Log } from "../log.ts";
import type { Helpdesk } from "./helpdesk.ts";

/** Finishing on exit may take this long; the client is gone and nobody waits for more. */
const FINISH_MILLISECONDS = 5_000;

/**
 * Ends the program's work on a helpdesk when its client is gone: unfinished work of an agent session is
 * named on stderr, or finished when the settings say so and an intent is set. Throws nothing.
 */
export async function leave(
  helpdesk: Helpdesk,
  onExit: "leave" | "finish",
  log: Log,
): Promise<void> {
  const standing = helpdesk.session.knownStanding;
  const { changes, closedBranches } = helpdesk.agentSession.work();
  for (const { branch, changes } of closedBranches) {
    if (changes === 0) continue;
    log.warn(
      `The helpdesk closed branch ${branch} with ${counted(changes)} before it was finished`,
    );
  }
  if (standing?.kind !== "agent" || changes.length === 0) return;
  const branch = standing.info.branch_name ?? "without a name";
  const unfinished = `Unfinished agent session: branch ${branch} has ${counted(changes.length)}`;
  if (onExit === "leave" || !standing.info.intent) {
    const why = standing.info.intent ? "" : " and no intent, so it cannot be finished";
    log.warn(`${unfinished}${why}. People find it by its name; a new login may close it`);
    return;
  }
  const deadline = new Deadline(FINISH_MILLISECONDS);
  try {
    await helpdesk.agentSession.finish({ deadline, notice: (sentence) => log.warn(sentence) });
    log.warn(
      `Finished the agent session on exit: branch ${branch} with ${counted(changes.length)}`,
    );
  } catch (error) {
    const reason = error instanceof HelpdeskError ? error.message : String(error);
    log.warn(`${unfinished}, and finishing it on exit failed: ${reason}`);
  } finally {
    deadline.end();
  }
}

function counted(changes: number): string {
  return changes === 1 ? "1 change" : `${changes} changes`;
}
