import { Deadline } from "../../../lib/http/deadline.ts";

/** A deadline whose pauses are over at once. */
export class HurriedDeadline extends Deadline {
  override sleep(): Promise<void> {
    return Promise.resolve();
  }
}
