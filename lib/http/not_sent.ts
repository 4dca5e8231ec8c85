import { HelpdeskError } from "../errors.ts";

/**
 * What a request that was not sent means to its caller, where the time was over before it began.
 *
 * @param what the request, as `shownRequest` names it
 * @param why what it waited for, within a sentence
 * @param reason why the wait ended
 * @param advice what to do next, a sentence; absent: that of the reason
 * @returns "timeout" in those words; any other reason as it is
 */
export function notSentInTime(
  what: string,
  why: string,
  reason: unknown,
  advice?: string,
): unknown {
  if (!(reason instanceof HelpdeskError) || reason.kind !== "timeout") return reason;
  const message = `${what} was not sent: ${why}. ${advice ?? reason.message}`;
  return new HelpdeskError("timeout", message, { cause: reason });
}

/** What a failure means to a caller who had only asked for what it has to see before it sends anything. */
export function nothingSentYet(error: unknown): unknown {
  const isOther = error instanceof HelpdeskError &&
    ["timeout", "unavailable", "bad_reply"].includes(error.kind);
  if (!isOther || /was not sent/.test(error.message)) return error;
  return new HelpdeskError(error.kind, `Nothing was sent: ${error.message}`, { cause: error });
}
