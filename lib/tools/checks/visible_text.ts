import { HelpdeskError } from "../../errors.ts";
import type { Decision } from "../../helpdesk/calls/call.ts";
import { shownText } from "../../text/shown_text.ts";
import type { CallContext } from "./call_context.ts";

/** Most characters of a text that a person can be asked to allow: all of it is shown. */
const LONGEST_QUESTION = 10_000;
/** No person reads and declines in less. */
const READING_MILLISECONDS = 700;

/** A text that the submitter would see, in the words of messages. */
export interface VisibleText {
  /** Completes "HELPDESK_PUBLIC_FOLLOWUPS does not allow". */
  readonly many: string;
  /** Completes "asks a person before each". */
  readonly one: string;
  /** Completes "The person did not allow the". */
  readonly noun: string;
  readonly question: string;
  readonly text: string;
  /** What else the person is to see, below the text. */
  readonly beside?: string;
  /** What can be done instead, a sentence without its full stop. */
  readonly remedy: string;
}

/**
 * Holds a text that the submitter would see to the setting.
 *
 * @throws {HelpdeskError} "forbidden" when the setting, or the person that it makes this ask, does not allow
 * it
 */
export async function requireVisibleAllowed(
  { many, one, noun, question, text, beside = "", remedy }: VisibleText,
  { helpdesk, call }: CallContext,
): Promise<void> {
  if (helpdesk.publicFollowUps === "allow") return;
  const refusal = (reason: string, cause?: unknown) =>
    new HelpdeskError("forbidden", `${reason}. Nothing was sent. ${remedy}`, { cause });
  if (helpdesk.publicFollowUps === "never") {
    throw refusal(`HELPDESK_PUBLIC_FOLLOWUPS does not allow ${many}`);
  }
  const rule = `HELPDESK_PUBLIC_FOLLOWUPS asks a person before each ${one}`;
  if (call.confirm === undefined) throw refusal(`${rule}, and this client cannot ask`);
  const { length } = text;
  if (length > LONGEST_QUESTION) {
    const most = LONGEST_QUESTION.toLocaleString("en");
    throw refusal(
      `${rule}, who can be shown at most ${most} characters; this text has ${
        length.toLocaleString("en")
      }`,
    );
  }
  call.deadline.pause();
  let decision: Decision;
  try {
    decision = await call.confirm(`${question} Its text:\n\n${shownText(text)}${beside}`);
  } catch (cause) {
    call.deadline.signal.throwIfAborted();
    throw refusal(`${rule}, and the client did not ask`, cause);
  } finally {
    call.deadline.extend();
  }
  if (decision.isAllowed) return;
  throw refusal(
    decision.thoughtMilliseconds < READING_MILLISECONDS
      ? `The client declined the ${noun}, faster than a person could have read it`
      : `The person did not allow the ${noun}`,
  );
}
