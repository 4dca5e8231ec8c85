import { HelpdeskError } from "../../errors.ts";
import { Deadline } from "../../http/deadline.ts";
import type { HttpReply } from "../../http/message.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Call } from "../calls/call.ts";
import { pullRequestAddress } from "../branch/pull_request_address.ts";
import { type Action, parseJson, readReply } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Standing } from "../login/standing.ts";
import { agentFinish, type WireAgentFinish, type WireAgentSessionInfo } from "../answers/wire.ts";

const PROBE_MILLISECONDS = 5_000;

/** The agent session that is to be finished. */
export interface FinishedSubject {
  readonly session: HelpdeskSession;
  readonly info: WireAgentSessionInfo;
  /** The login that it began with: a later session is not touched. */
  readonly generation: number;
  /** Is called as soon as it is finished, before anything else may be sent. */
  readonly onFinished: () => void;
}

/**
 * Sends `finish-agent-session`. Afterwards the session is forgotten, or, where the answer was lost, closed
 * to writes: with signed cookies it would still work, and add to a branch under review.
 *
 * @throws {HelpdeskError} "invalid" when the helpdesk refuses, "auth" when the session is another one by
 * now, "unavailable" when the session is still there after a lost answer, "outcome_unknown" when nobody
 * can tell
 */
export async function sendFinish(subject: FinishedSubject, call: Call): Promise<WireAgentFinish> {
  const { session, info, generation } = subject;
  const branch = nameOf(info);
  const outcomeCheck = "Call get_agent_session_info, then finish_agent_session again";
  const action = { name: `finish the agent session on branch ${branch}`, outcomeCheck };
  const kept = "The session is kept: call finish_agent_session again, or tell people the branch";
  // Whatever waits for its turn must find the session gone, or its refusal would look like a loss.
  const settle = async (outcome: HttpReply | HelpdeskError) => {
    if (outcome instanceof HelpdeskError) throw await fateOf(subject, outcome);
    if (isFinished(outcome)) {
      subject.onFinished();
      return session.forget();
    }
    const failure = failureIn(outcome, action);
    if (failure?.kind === "outcome_unknown") throw await fateOf(subject, failure);
  };
  const path = "api/finish-agent-session/";
  const reply = await session.request({
    ...{ turn: "alone", method: "POST", path, body: {}, outcomeCheck, settle, generation },
  }, call);
  const failure = failureIn(reply, action);
  if (failure !== undefined) throw new HelpdeskError(failure.kind, `${failure.message}. ${kept}`);
  const answer = readReply(reply, agentFinish, action);
  if (isFinished(reply)) return answer;
  throw new HelpdeskError(
    "invalid",
    `The helpdesk did not finish the agent session on branch ${branch} (it says: ` +
      `${shownLine(answer.error ?? answer.message ?? "nothing", 300)}). ${kept}`,
  );
}

/** What became of a session whose finish was not answered properly, as far as the helpdesk can tell. */
async function fateOf(
  { session, info }: FinishedSubject,
  lost: HelpdeskError,
): Promise<HelpdeskError> {
  session.branch.handOver();
  const branch = nameOf(info);
  const link = pullRequestAddress(info.branch_name ?? "", session.baseUrl);
  const cause = { cause: lost };
  const standing = await probe(session);
  if (
    standing === undefined ||
    standing !== "silent" && standing.kind === "unknown" && standing.status === 500
  ) {
    const closed = standing === undefined
      ? "the helpdesk has closed the session, as it does after finishing"
      : "its branch is gone, as after finishing a session in which nothing was changed";
    const changes = session.ledger.on(info.branch_name).length;
    // Nobody saw it finished, so it stays among the branches that are told of.
    if (info.branch_name !== undefined) session.ledger.close(info.branch_name);
    session.forget();
    const newSession = "The next call starts a new session with a new branch";
    if (standing !== undefined && changes === 0) {
      return new HelpdeskError(
        "outcome_unknown",
        `The answer to finishing was lost, but ${closed}. This program had changed nothing on branch ` +
          `${branch}, so nothing is lost. ${newSession}`,
        cause,
      );
    }
    return new HelpdeskError(
      "outcome_unknown",
      `The answer to finishing was lost, but ${closed}. Ask people to look for the pull request of branch ` +
        `${branch} at ${link} (${changes} changes by this program). Do not repeat the work. ${newSession}`,
      cause,
    );
  }
  const again =
    "Call finish_agent_session again: it finishes what is left, and does no harm when all was " +
    "done. Nothing is written in this session before that";
  const isOpen = standing !== "silent" && standing.kind === "agent" &&
    standing.info.branch_name === info.branch_name &&
    !standing.info.session_key?.startsWith("cookie_");
  if (isOpen) {
    return new HelpdeskError(
      "unavailable",
      `The agent session was not finished: the helpdesk still has it open on branch ${branch}, with its ` +
        `intent. Nothing is lost. ${again}. If it fails again, tell people the branch`,
      cause,
    );
  }
  return new HelpdeskError(
    "outcome_unknown",
    `The answer to finishing branch ${branch} was lost, and this helpdesk does not tell whether it was ` +
      `done. People see at ${link} whether its pull request is there. ${again}`,
    cause,
  );
}

/** @returns undefined when the session is gone, "silent" when the helpdesk does not answer */
async function probe(session: HelpdeskSession): Promise<Standing | "silent" | undefined> {
  // The call's own time may be what ran out.
  const deadline = new Deadline(PROBE_MILLISECONDS);
  try {
    return await session.probe(deadline);
  } catch {
    return "silent";
  } finally {
    deadline.end();
  }
}

function isFinished(reply: HttpReply): boolean {
  const parsed = agentFinish.safeParse(parseJson(reply.text));
  return reply.status >= 200 && reply.status < 300 && parsed.success &&
    parsed.data.success !== false && parsed.data.error === undefined;
}

function failureIn(reply: HttpReply, action: Action): HelpdeskError | undefined {
  try {
    readReply(reply, agentFinish, action);
    return undefined;
  } catch (error) {
    if (error instanceof HelpdeskError) return error;
    throw error;
  }
}

function nameOf(info: WireAgentSessionInfo): string {
  return shownLine(info.branch_name ?? "without a name", 100);
}
