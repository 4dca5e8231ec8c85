import { HelpdeskError } from "../../errors.ts";

/** For a call that waited for the same write of another one for as long as it may. */
export function stillUnderWay(error: unknown, tool: string): unknown {
  if (!(error instanceof HelpdeskError) || error.kind !== "timeout") return error;
  return new HelpdeskError(
    "timeout",
    `Nothing was sent: the same ${tool} is still under way. Call it again later: it looks first whether ` +
      "that one arrived",
    { cause: error },
  );
}

/** @param doubt what was found and why that may be something else, within a sentence */
export function onlyCallerCanTell(doubt: string, tool: string): HelpdeskError {
  return new HelpdeskError(
    "outcome_unknown",
    `Nothing was sent, because an earlier ${tool} with these arguments may have arrived: ${doubt}. If it ` +
      `is not the one you meant, call ${tool} again: it will be sent`,
  );
}

/** For a call that could not look whether the earlier try arrived. */
export function nothingSent(error: unknown, tool: string): unknown {
  if (!(error instanceof HelpdeskError)) return error;
  return new HelpdeskError(
    error.kind,
    `Nothing was sent: the outcome of an earlier ${tool} with these arguments is unknown, and looking ` +
      `whether it arrived failed. ${error.message}`,
    { cause: error },
  );
}

/** For a call that has to end before the earlier try must have arrived. */
export function mayStillArrive(tool: string, milliseconds: number): HelpdeskError {
  return new HelpdeskError(
    "unavailable",
    `Nothing was sent: an earlier ${tool} with these arguments, whose outcome is unknown, is not on the ` +
      `helpdesk yet and may still arrive. Call ${tool} again in ${
        Math.ceil(milliseconds / 1000)
      } s`,
  );
}

/**
 * What a call is told whose earlier try did not arrive.
 *
 * @param before branch of the agent session when the try was lost; `now`: that of today's
 */
export function notFound(
  tool: string,
  before: string | undefined,
  now: string | undefined,
): string {
  const sent =
    `An earlier ${tool} with these arguments, whose outcome was unknown, was not found ` +
    "on the helpdesk, so it was sent now.";
  if (before === undefined || before === now) return sent;
  return `${sent} It went to branch ${before}, which is not this session's: tell people that it ` +
    "may stand there too.";
}
