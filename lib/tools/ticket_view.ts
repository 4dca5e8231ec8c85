import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue.ts";
import type { WireTicket } from "../helpdesk/wire.ts";
import { cutText } from "../shown_text.ts";
import { named, nameOf, written } from "./named.ts";

/** Most characters shown of a description or a resolution. */
export const LONGEST_DESCRIPTION = 10_000;
const LONGEST_CUSTOM_VALUE = 1_000;

/** A ticket's own fields as tools show them, without its follow-ups. */
export const ticketView = z.object({
  id: z.int().describe("Ticket id"),
  title: z.string().describe("Title"),
  queue: named.optional().describe("Queue"),
  status: named.optional().describe("Status"),
  on_hold: z.boolean().optional().describe("Whether it is on hold"),
  priority: named.optional().describe("Priority"),
  assigned_to: named.optional().describe("Assignee; absent when unassigned"),
  submitter_email: z.string().optional().describe("Who opened it"),
  due_date: z.string().optional().describe("ISO 8601; absent when there is none"),
  merged_to: z.int().optional().describe("Ticket it was merged into"),
  description: z.string().describe(`Text, cut at ${LONGEST_DESCRIPTION} characters`),
  description_length: z.int().optional().describe("Whole length, when it was cut"),
  resolution: z.string().optional().describe(`Text, cut at ${LONGEST_DESCRIPTION} characters`),
  resolution_length: z.int().optional().describe("Whole length, when it was cut"),
  custom_fields: z.array(z.object({
    name: z.string().describe("Field"),
    label: z.string().describe("Label"),
    value: z.string().describe("Value"),
  })).describe("Custom fields that have a value"),
  url: z.string().describe("The ticket's web page"),
});
export type TicketView = z.infer<typeof ticketView>;

/** A ticket from the server, with names for its ids. */
export function viewTicket(ticket: WireTicket, catalogue: Catalogue, baseUrl: URL): TicketView {
  const description = cutText(ticket.description ?? "", LONGEST_DESCRIPTION);
  const resolution = cutText(ticket.resolution ?? "", LONGEST_DESCRIPTION);
  return {
    id: ticket.id,
    title: ticket.title ?? "",
    queue: nameOf(catalogue.queues, ticket.queue),
    status: nameOf(catalogue.statuses, ticket.status),
    on_hold: ticket.on_hold,
    priority: nameOf(catalogue.priorities, ticket.priority),
    assigned_to: nameOf(catalogue.users, ticket.assigned_to),
    submitter_email: ticket.submitter_email || undefined,
    due_date: ticket.due_date,
    merged_to: ticket.merged_to,
    description: description.text,
    description_length: description.cut ? ticket.description?.length : undefined,
    resolution: resolution.text || undefined,
    resolution_length: resolution.cut ? ticket.resolution?.length : undefined,
    custom_fields: customFields(ticket, catalogue),
    url: new URL(`tickets/${ticket.id}/`, baseUrl).href,
  };
}

function customFields(ticket: WireTicket, catalogue: Catalogue): TicketView["custom_fields"] {
  return Object.entries(ticket)
    .filter(([name, value]) => name.startsWith("custom_") && isShowable(value))
    .map(([name, value]) => ({
      name: name.slice("custom_".length),
      label: catalogue.customFields.get(name) ?? name.slice("custom_".length),
      value: customValue(String(value)),
    }));
}

/** A custom field holds a text, a number or a choice of two; what is nested is no value of one. */
function isShowable(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "";
}

function customValue(value: string): string {
  const { text, cut } = cutText(value, LONGEST_CUSTOM_VALUE);
  return cut ? `${text} [cut: ${LONGEST_CUSTOM_VALUE} of ${value.length} characters]` : text;
}

/** A ticket as lines of text. */
export function renderTicket(ticket: TicketView): string {
  const lines = [
    `Ticket ${ticket.id}: ${ticket.title}`,
    `Queue: ${written(ticket.queue)} | Status: ${written(ticket.status)}` +
    `${ticket.on_hold ? " (on hold)" : ""} | Priority: ${written(ticket.priority)}`,
    `Assigned to: ${written(ticket.assigned_to, "nobody")} | Submitter: ${
      ticket.submitter_email ?? "unknown"
    } | Due: ${ticket.due_date ?? "no date"}`,
  ];
  if (ticket.merged_to !== undefined) lines.push(`Merged into ticket ${ticket.merged_to}`);
  for (const { label, value } of ticket.custom_fields) lines.push(`${label}: ${value}`);
  if (ticket.description !== "") lines.push("", "Description:", ticket.description);
  if (ticket.description_length !== undefined) {
    lines.push(`[cut: ${LONGEST_DESCRIPTION} of ${ticket.description_length} characters]`);
  }
  if (ticket.resolution !== undefined) lines.push("", "Resolution:", ticket.resolution);
  if (ticket.resolution_length !== undefined) {
    lines.push(`[cut: ${LONGEST_DESCRIPTION} of ${ticket.resolution_length} characters]`);
  }
  return lines.join("\n");
}
