import { HelpdeskError } from "../../errors.ts";
import { readDueDate } from "../../text/moment.ts";
import { shownLine } from "../../text/shown_text.ts";

/**
 * Makes sure that due dates can be compared: JavaScript reads some forms of a site's own too, but wrongly, as
 * 09.01. for the first of September.
 *
 * @param what cannot be applied otherwise, as the caller gave it
 * @param dates as the helpdesk writes them; absent ones are in order
 * @throws {HelpdeskError} "invalid", naming the setting
 */
export function requireReadable(what: string, dates: readonly (string | undefined)[]): void {
  const strange = dates.find((date) => date !== undefined && readDueDate(date) === undefined);
  if (strange === undefined) return;
  throw new HelpdeskError(
    "invalid",
    `${what} cannot be applied: the helpdesk writes dates as ${
      JSON.stringify(shownLine(strange, 60))
    } (DATETIME_FORMAT of its REST framework), which do not tell their order. Leave it out, or use another field`,
  );
}
