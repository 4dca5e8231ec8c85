import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { ticketAddress } from "../helpdesk/tickets/ticket_address.ts";
import type { WireTicket } from "../helpdesk/answers/wire.ts";
import { labelOf } from "../helpdesk/catalogue/choice.ts";
import { readDueDate, readMoment } from "../text/moment.ts";
import { cutNoted, readOnAt } from "../text/shown_text.ts";
import { inLine, SEPARATOR, setOff } from "../text/strangers_text.ts";
import { followUpsInOrder } from "./followup_view.ts";
import { ticketReferences, writeNamed } from "./named.ts";

/** Most characters shown of a description or a resolution. */
export const LONGEST_DESCRIPTION = 10_000;
const LONGEST_CUSTOM_VALUE = 1_000;

/** A ticket's own fields as tools show them, without its follow-ups. */
export const ticketView = z.object({
  id: z.int(),
  title: z.string(),
  ...ticketReferences,
  on_hold: z.boolean().optional(),
  submitter_email: z.string().optional(),
  due_date: z.string().optional(),
  created: z.string().optional(),
  last_followup: z.string().optional(),
  merged_to: z.int().optional(),
  description: z.string(),
  /** Of a description that is cut: where it is read on. */
  read_on_at: z.int().optional(),
  resolution: z.string().optional(),
  custom_fields: z.array(z.object({ name: z.string(), label: z.string(), value: z.string() })),
  url: z.string(),
});
export type TicketView = z.infer<typeof ticketView>;

/** A ticket from the server, with names for its ids. @param created where that is known */
export function viewTicket(
  ticket: WireTicket,
  catalogue: Catalogue,
  baseUrl: URL,
  created?: string,
): TicketView {
  return {
    id: ticket.id,
    title: ticket.title ?? "",
    queue: ticket.queue,
    queue_name: labelOf(catalogue.queues, ticket.queue),
    status: ticket.status,
    status_name: labelOf(catalogue.statuses, ticket.status),
    on_hold: ticket.on_hold || undefined,
    priority: ticket.priority,
    priority_name: labelOf(catalogue.priorities, ticket.priority),
    assigned_to: ticket.assigned_to,
    assigned_to_name: labelOf(catalogue.users, ticket.assigned_to),
    submitter_email: ticket.submitter_email || undefined,
    due_date: readDueDate(ticket.due_date) ?? ticket.due_date,
    created,
    last_followup: readMoment(followUpsInOrder(ticket).at(-1)?.date),
    merged_to: ticket.merged_to,
    description: cutNoted(ticket.description ?? "", LONGEST_DESCRIPTION),
    read_on_at: readOnAt(ticket.description ?? "", LONGEST_DESCRIPTION),
    resolution: cutNoted(ticket.resolution ?? "", LONGEST_DESCRIPTION) || undefined,
    custom_fields: customFields(ticket, catalogue),
    url: ticketAddress(ticket.id, baseUrl),
  };
}

function customFields(ticket: WireTicket, catalogue: Catalogue): TicketView["custom_fields"] {
  return Object.entries(ticket)
    .filter(([name, value]) => name.startsWith("custom_") && isShowable(value))
    .map(([name, value]) => ({
      name: name.slice("custom_".length),
      label: catalogue.customFields.get(name)?.label ?? name.slice("custom_".length),
      value: cutNoted(String(value), LONGEST_CUSTOM_VALUE),
    }));
}

/** A custom field holds a text, a number or a choice of two; what is nested is no value of one. */
function isShowable(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "";
}

/** A ticket as lines of text; what somebody wrote cannot look like a line of ours. */
export function renderTicket(ticket: TicketView): string {
  const lines = [
    `Ticket ${ticket.id}: ${inLine(ticket.title)}`,
    `Queue: ${writeNamed(ticket.queue, ticket.queue_name)} | ` +
    `Status: ${writeNamed(ticket.status, ticket.status_name)}${
      ticket.on_hold ? " (on hold)" : ""
    } | ` +
    `Priority: ${writeNamed(ticket.priority, ticket.priority_name)}`,
    `Assigned to: ${writeNamed(ticket.assigned_to, ticket.assigned_to_name, "nobody")} | ` +
    `Submitter: ${inLine(ticket.submitter_email ?? "unknown")} | ` +
    `Due: ${inLine(ticket.due_date ?? "no date")}`,
  ];
  const moments = [
    ticket.created === undefined ? undefined : `Created: ${inLine(ticket.created)}`,
    ticket.last_followup === undefined
      ? undefined
      : `Last follow-up: ${inLine(ticket.last_followup)}`,
  ].filter((moment) => moment !== undefined);
  if (moments.length > 0) lines.push(moments.join(SEPARATOR));
  if (ticket.merged_to !== undefined) lines.push(`Merged into ticket ${ticket.merged_to}`);
  for (const { label, value } of ticket.custom_fields) {
    lines.push(
      value.includes("\n")
        ? `${inLine(label)}:\n${setOff(value)}`
        : `${inLine(label)}: ${inLine(value)}`,
    );
  }
  if (ticket.description !== "") lines.push("", "Description:", setOff(ticket.description));
  if (ticket.read_on_at !== undefined) {
    lines.push(`Cut: get_ticket with offset=${ticket.read_on_at} reads on`);
  }
  if (ticket.resolution !== undefined) lines.push("", "Resolution:", setOff(ticket.resolution));
  return lines.join("\n");
}
