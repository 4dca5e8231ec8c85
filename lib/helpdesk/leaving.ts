import { HelpdeskError } from "../errors.ts";
import { Deadline } from "../http/deadline.ts";
import type { Log } from "../log/log.ts";
import type { SessionWork } from "./agent/agent_session.ts";
import type { Helpdesk } from "./helpdesk.ts";
import { wordsFor } from "./branch/ledger.ts";
import { pullRequestAddress } from "./branch/pull_request_address.ts";

/** Finishing on exit may take this long; the client is gone and nobody waits for more. */
const FINISH_MILLISECONDS = 5_000;
const NO_NAME = "without a name";

/**
 * Ends the program's work on a helpdesk when its client is gone: unfinished work of an agent session is
 * named on stderr, or finished when the settings say so and an intent is set. Throws nothing.
 */
export async function leave(
  helpdesk: Helpdesk,
  onExit: "leave" | "finish",
  log: Log,
): Promise<void> {
  const { closedBranches, misplaced } = await leaveSession(helpdesk, onExit, log);
  for (const { branch, changes } of closedBranches) {
    if (changes === 0) continue;
    log.warn(`Branch ${branch} with ${countChanges(changes)} was left before it was finished here`);
  }
  for (const change of misplaced) {
    const place = change.outcome === "in_doubt"
      ? `Perhaps not on branch ${change.branch} but elsewhere, such as main, without review`
      : `Not on branch ${change.branch}, very likely on main without review`;
    log.warn(`${place}: ${wordsFor(change)}`);
  }
}

/** @returns the work as it was before the session's end */
async function leaveSession(
  helpdesk: Helpdesk,
  onExit: "leave" | "finish",
  log: Log,
): Promise<SessionWork> {
  const { session, agentSession } = helpdesk;
  const standing = session.knownStanding;
  const work = agentSession.work();
  if (standing?.kind !== "agent" || work.changes.length === 0) return work;
  const changes = countChanges(work.changes.length);
  const branch = standing.info.branch_name ?? NO_NAME;
  const unfinished = `Unfinished agent session: branch ${branch} has ${changes}`;
  if (onExit === "leave" || !standing.info.intent) {
    // Without an intent no later session can finish it either.
    const next = standing.info.intent
      ? ". People find it by its name; a new session may finish it"
      : " and no intent, so it cannot be finished. People find it by its name";
    log.warn(`${unfinished}${next}`);
    return work;
  }
  const link = pullRequestAddress(branch, session.baseUrl);
  const lost =
    `The answer to finishing branch ${branch} with ${changes} was lost: people see at ${link} whether ` +
    "its pull request is there";
  if (session.branch.isHandedOver) {
    log.warn(lost);
    return work;
  }
  const deadline = new Deadline(FINISH_MILLISECONDS);
  const notices = new Set<string>();
  try {
    const call = { deadline, notice: (sentence: string) => void notices.add(sentence) };
    // Asking what became of a lost answer must not take more time than there is.
    const finished = await deadline.race(agentSession.finish(call));
    const branch = finished.branch ?? NO_NAME;
    const finishedChanges = countChanges(finished.changes.length);
    log.warn(`Finished the agent session on exit: branch ${branch} with ${finishedChanges}`);
    return finished;
  } catch (error) {
    const reason = error instanceof HelpdeskError ? error.message : String(error);
    const isLost = error instanceof HelpdeskError && error.kind === "outcome_unknown";
    log.warn(isLost ? lost : `${unfinished}, and finishing it on exit failed: ${reason}`);
    return agentSession.work();
  } finally {
    deadline.end();
    for (const sentence of notices) log.warn(sentence);
  }
}

function countChanges(changes: number): string {
  return changes === 1 ? "1 change" : `${changes} changes`;
}
