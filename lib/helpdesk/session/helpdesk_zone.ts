import { offsetOf, readMoment, writeMoment } from "../../text/moment.ts";

const QUARTER = 90 * 86_400_000;
/** Django allows years from 1 to 9999; dates that far away tell nothing about offsets. */
const MOST_QUARTERS = 400;

/**
 * The helpdesk's time zone, as far as its answers tell it: by the offsets of the times in them. An
 * instant that the helpdesk told in UTC is shown with the offset that was seen nearest to it, so that it
 * is always the same instant, and looks like the times beside it.
 */
export class HelpdeskZone {
  /** The latest instant that was seen with each offset, by quarters of a year. */
  readonly #seen = new Map<string, { readonly instant: number; readonly offset: number }>();

  /** Takes the offset from a time as the helpdesk's API writes it; anything else is passed over. */
  observe(text: string | undefined): void {
    const moment = readMoment(text);
    const offset = moment === undefined ? undefined : offsetOf(moment);
    if (moment === undefined || offset === undefined) return;
    const instant = Date.parse(moment);
    const key = `${Math.floor(instant / QUARTER)} ${offset}`;
    if (this.#seen.size < MOST_QUARTERS || this.#seen.has(key)) {
      this.#seen.set(key, { instant, offset });
    }
  }

  /** A moment with an offset as the helpdesk would write it; as it stands where no offset was seen yet. */
  shift(moment: string): string {
    if (offsetOf(moment) === undefined || this.#seen.size === 0) return moment;
    const instant = Date.parse(moment);
    const [nearest] = [...this.#seen.values()].sort((left, right) =>
      Math.abs(left.instant - instant) - Math.abs(right.instant - instant)
    );
    return nearest === undefined ? moment : writeMoment(instant, nearest.offset);
  }
}
