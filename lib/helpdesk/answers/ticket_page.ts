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
 * Reads from a ticket's page who is in copy: their names stand before the link to the list of them, in a field or,
 * up to release 2.2, as text.
 *
 * @returns user names and addresses; none where copies are not mailed
 * @throws {HelpdeskError} "bad_reply" as `parsePage`
 */
export function copiesOnPage(html: string, ticket: number): string[] {
  const list = new RegExp(`/tickets/${ticket}/cc/$`);
  let before = "";
  let copies: string | undefined;
  parsePage(html, {
    onopentag(tag, { href = "", value = "" }) {
      if (tag === "input") before = value;
      else if (tag === "td" || tag === "div") before = "";
      else if (tag === "a" && list.test(href)) copies ??= before;
    },
    ontext(text) {
      before += text;
    },
  });
  return (copies ?? "").split(",").map((one) => one.trim()).filter(Boolean);
}

/**
 * Reads from a ticket's page which tickets it waits for: with the link to each stands the one that drops it,
 * whose address is the same in every language; behind it in items of a list (2.3 and later, and up to 1.2),
 * before it in rows of a table (1.3 to 2.2; `ticket_desc_table.html`).
 *
 * @returns their ids, the open ones first
 * @throws {HelpdeskError} "bad_reply" as `parsePage`
 */
export function dependenciesOnPage(html: string, ticket: number): number[] {
  const drop = new RegExp(`/tickets/${ticket}/dependency/delete/\\d+/$`);
  const found = new Set<number>();
  let [linked, isDropped]: [number | undefined, boolean] = [undefined, false];
  parsePage(html, {
    onopentag(tag, { href = "" }) {
      if (tag === "li" || tag === "tr") [linked, isDropped] = [undefined, false];
      if (tag !== "a") return;
      const other = /\/tickets\/(\d{1,15})\/$/.exec(href)?.[1];
      if (other !== undefined) linked = Number(other);
      else if (drop.test(href)) isDropped = true;
      if (linked === undefined || !isDropped) return;
      found.add(linked);
      [linked, isDropped] = [undefined, false];
    },
  });
  return [...found];
}
