import type { Receipt } from "../../views/receipt.ts";
import { button, type Contents, element, written } from "./base/element.ts";
import { foldedValue } from "./base/folded_text.ts";
import { helpdeskLink } from "./base/link.ts";
import { openTicket } from "./ticket/ticket_page.ts";
import { panel, type Stage } from "./base/stage.ts";
import type { Arguments } from "./base/host.ts";

/** What a write answers with; the id of a follow-up where it was one. */
export type ReceiptAnswer = Receipt & {
  readonly followup_id?: number;
  readonly title?: string;
  /** Of a follow-up that was corrected: who was mailed the text of then, where the helpdesk tells. */
  readonly mailed_before?: readonly string[];
};

/** What was asked, what is stored, what differs, and who was mailed. */
export function receiptPage(receipt: ReceiptAnswer, stage: Stage, given: Arguments): HTMLElement {
  const { ticket_id, title, url, differences, earlier } = receipt;
  const open = stage.host.canCall
    ? button(
      "main",
      () => void openTicket(ticket_id, "Back to the receipt", stage),
      "Show the ticket",
    )
    : undefined;
  return element(
    "div",
    {},
    element("h1", { tabindex: -1 }, headingOf(receipt, given)),
    title === undefined ? undefined : element("div", { class: "quiet" }, foldedValue(title)),
    verdict(receipt),
    earlier
      ? panel("note", "An earlier try had arrived after all; nothing was sent a second time.")
      : undefined,
    differences.length === 0 ? undefined : fieldTable(receipt, true),
    fieldTable({ ...receipt, fields: [...textsIn(given, receipt), ...receipt.fields] }, false),
    mailPanel(receipt, given),
    element("p", { class: "line" }, open, helpdeskLink(url, "Open in the helpdesk", stage)),
  );
}

/** A follow-up is named by who corrects it, and by nobody who adds one. */
function isCorrected(given: Arguments): boolean {
  return given.followup_id !== undefined;
}

function headingOf({ ticket_id, followup_id }: ReceiptAnswer, given: Arguments): string {
  if (isCorrected(given)) return `Follow-up of ticket #${ticket_id} corrected`;
  if (followup_id !== undefined) return `Follow-up added to ticket #${ticket_id}`;
  return given.ticket_id === undefined
    ? `Ticket #${ticket_id} opened`
    : `Ticket #${ticket_id} changed`;
}

function verdict({ differences, branch_name }: Receipt): HTMLElement {
  const where: Contents[] = branch_name === undefined
    ? []
    : [" on branch ", written(branch_name), ", which people review"];
  if (differences.length === 0) {
    return panel("good", element("strong", {}, "Stored as asked"), ...where, ".");
  }
  const names = differences.join(", ");
  return panel(
    "bad",
    element("strong", {}, "Stored otherwise than asked: "),
    written(names),
    ...where.length === 0 ? [] : ["; all of it", ...where],
    ".",
  );
}

/** Texts that are stored as they were given, which a receipt does not tell back. */
function textsIn(given: Arguments, { fields }: Receipt): Receipt["fields"] {
  return ["comment", "description", "resolution"].flatMap((field) => {
    const stored = given[field];
    const isTold = fields.some((one) => one.field === field);
    return typeof stored !== "string" || stored === "" || isTold ? [] : [{ field, stored }];
  });
}

/** The fields of a receipt as a table: those that differ with both values, or all others. */
function fieldTable({ fields, differences }: Receipt, isDiffering: boolean): Contents {
  const shown = fields.filter(({ field }) => differences.includes(field) === isDiffering);
  if (shown.length === 0) return undefined;
  const columns = isDiffering ? ["Field", "Asked", "Stored"] : ["Field", "Stored"];
  const rows = shown.map(({ field, asked, stored, own }) => {
    const value = (text: string | undefined, look: string) =>
      element("td", { class: look }, foldedValue(fieldWords(field, text)));
    const last = value(stored, isDiffering ? "bad" : "");
    if (own) last.append(element("span", { class: "quiet" }, " the helpdesk's choice"));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, field.replaceAll("_", " ")),
      isDiffering ? value(asked, "") : undefined,
      last,
    );
  });
  return element(
    "table",
    { class: isDiffering ? "fields differ" : "fields" },
    element(
      "caption",
      { class: "heard" },
      isDiffering ? "Fields that differ" : "Fields as they are stored",
    ),
    element(
      "thead",
      {},
      element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name))),
    ),
    element("tbody", {}, ...rows),
  );
}

/** A value as people say it. */
export function fieldWords(field: string, text: string | undefined): string {
  const isSwitch = ["public", "on_hold"].includes(field);
  return isSwitch && text !== undefined ? (text === "true" ? "yes" : "no") : text ?? "(nothing)";
}

/** Who was mailed, as far as the helpdesk tells. */
function mailPanel(
  { mailed, branch_name, followup_id, mailed_before }: ReceiptAnswer,
  given: Arguments,
): HTMLElement {
  if (isCorrected(given)) return mailedBefore(mailed_before);
  const early = branch_name === undefined ? "" : " at once, before the review";
  if (mailed === undefined) {
    const isOpened = followup_id === undefined && given.ticket_id === undefined;
    return panel(
      "note",
      isOpened
        ? `The helpdesk mails the submitter${early}, without telling whether it could.`
        : `This helpdesk does not tell who was mailed; it mails${early || " at once"}.`,
    );
  }
  if (mailed.length === 0) return panel("plain", "Nobody was mailed.");
  return panel("told", element("strong", {}, `Mailed${early} to`), addressList(mailed));
}

/** A correction reaches nobody who was mailed the text before it. */
function mailedBefore(addresses: readonly string[] | undefined): HTMLElement {
  if (addresses === undefined) {
    return panel(
      "note",
      "Nobody was mailed now. Who got the earlier text by mail, this helpdesk does not tell.",
    );
  }
  if (addresses.length === 0) {
    return panel("plain", "Nobody was mailed, neither now nor with the earlier text.");
  }
  const title = element("strong", {}, "Nobody was mailed now. The earlier text had been mailed to");
  return panel("note", title, addressList(addresses));
}

function addressList(addresses: readonly string[]): HTMLElement {
  return element("ul", {}, ...addresses.map((address) => element("li", {}, foldedValue(address))));
}
