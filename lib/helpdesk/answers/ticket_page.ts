import { parsePage } from "./page_parser.ts";

/** The link that takes a ticket, and what ends its title in every language. */
const TAKE = "?take";
const ADDRESS_AT_END = /[^\s@]+@[^\s@]+$/;

/**
 * Reads from a ticket's page the address of whom it is shown to: the title of the link that takes the ticket ends
 * in it.
 *
 * @returns undefined where they have none
 * @throws {HelpdeskError} "bad_reply" as `parsePage`
 */
export function ownAddressOnPage(html: string): string | undefined {
  let address: string | undefined;
  parsePage(html, {
    onopentag(tag, { href = "", title = "" }) {
      if (tag === "a" && href === TAKE) address ??= ADDRESS_AT_END.exec(title.trim())?.[0];
    },
  });
  return address;
}

/**
 * Reads from a ticket's page which tickets it waits for: beside the link to each stands the one that drops
 * it, whose address is the same in every language (`ticket_desc_table.html`).
 *
 * @returns their ids, the open ones first
 * @throws {HelpdeskError} "bad_reply" as `parsePage`
 */
export function dependenciesOnPage(html: string, ticket: number): number[] {
  const drop = new RegExp(`/tickets/${ticket}/dependency/delete/\\d+/$`);
  const found = new Set<number>();
  let last: number | undefined;
  parsePage(html, {
    onopentag(tag, { href = "" }) {
      if (tag !== "a") return;
      const other = /\/tickets\/(\d{1,15})\/$/.exec(href)?.[1];
      if (other !== undefined) last = Number(other);
      else if (last !== undefined && drop.test(href)) found.add(last);
    },
  });
  return [...found];
}
