import { element } from "../base/element.ts";
import { dueMark, nameOf, priorityMark, statusMark } from "../base/marks.ts";
import { foldedText } from "../base/folded_text.ts";
import type { Stage } from "../base/stage.ts";
import type { TicketAnswer } from "./ticket_page.ts";

/** What a ticket's fields hold on the branch now; fields of its follow-ups are in the conversation. */
export function storedValues(
  fields: readonly string[],
  ticket: TicketAnswer,
  stage: Stage,
): HTMLElement {
  const values: Readonly<Record<string, () => HTMLElement>> = {
    title: () => foldedText(ticket.title),
    description: () => foldedText(ticket.description ?? ""),
    status: () => statusMark(ticket),
    priority: () => priorityMark(ticket),
    queue: () => foldedText(nameOf(ticket.queue_name, ticket.queue, "None")),
    assigned_to: () => foldedText(nameOf(ticket.assigned_to_name, ticket.assigned_to, "Nobody")),
    due_date: () => element("div", {}, dueMark(ticket, stage.host.context) ?? "No date"),
    submitter_email: () => foldedText(ticket.submitter_email ?? "Unknown"),
  };
  const names = new Set([
    "title",
    ...fields.map((field) => field === "new_status" ? "status" : field),
  ]);
  const rows = [...names].flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    const term = element("dt", {}, name.replaceAll("_", " "));
    return [element("div", {}, term, element("dd", {}, value()))];
  });
  return element("dl", { "aria-label": "Stored now" }, ...rows);
}
