import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../../helpdesk/calls/call.ts";
import { Deadline } from "../../http/deadline.ts";

/** Does one check's work, as `attempt` with the visit's time and notices. */
export type Attempt = <Value>(
  work: (call: Call) => Promise<Value>,
) => Promise<Value | HelpdeskError>;

/**
 * Does one check's work, with the time of one call.
 *
 * @param notices gets what the call is told beside its result
 * @returns the work's value, or the error that a caller of the program would get
 */
export async function attempt<Value>(
  milliseconds: number,
  notices: Set<string>,
  work: (call: Call) => Promise<Value>,
): Promise<Value | HelpdeskError> {
  const deadline = new Deadline(milliseconds);
  try {
    return await work({ deadline, notice: (sentence) => void notices.add(sentence) });
  } catch (error) {
    if (error instanceof HelpdeskError) return error;
    throw error;
  } finally {
    deadline.end();
  }
}
