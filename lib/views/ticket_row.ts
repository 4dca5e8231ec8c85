import * as z from "zod";
import type { ListedTicket } from "../helpdesk/listing/listing_question.ts";
import { inLine } from "../text/strangers_text.ts";
import { ticketReferences, writeNamed } from "./named.ts";
import { REFERENCES } from "./shared_names.ts";

/** What the columns of `renderRows` may be; one that no row has anything in is left out. */
export const COLUMNS = [
  "id",
  "title",
  "queue",
  "status",
  "priority",
  "assignee",
  "submitter",
  "created",
  "due",
] as const;
type Column = (typeof COLUMNS)[number];
/** These stand in every list. */
const ALWAYS: readonly Column[] = ["id", "title", "queue", "status", "priority", "assignee"];
/** Without spaces: a list has hundreds of them. */
export const COLUMN_SEPARATOR = "|";
const NOTHING = "-";

/** Titles get what the other columns leave, between these. */
const SHORTEST_TITLE = 30;
const LONGEST_TITLE = 60;
/** Names get less than the most only where titles would else get less than their least. */
const SHORTEST_NAME = 8;
const LONGEST_NAME = 16;
/** For dates that the list does not tell. */
const DUE_WORDS = { overdue: "overdue", ahead: "due", untold: "due date not told" } as const;

/** A ticket in a list. */
export const row = z.object({
  id: z.int(),
  title: z.string(),
  ...ticketReferences,
  submitter_email: z.string().optional(),
  due_date: z.string().optional(),
  due: z.string().optional(),
  created: z.string().optional(),
  last_followup: z.string().optional(),
});
export type Row = z.infer<typeof row>;
/** What the ids in a list's rows stand for, by field. */
export const rowNames = z.partialRecord(z.enum(REFERENCES), z.record(z.string(), z.string()));

/** A listed ticket as tools show it. */
export function rowOf(ticket: ListedTicket): Row {
  return {
    id: ticket.id,
    title: ticket.title,
    queue: ticket.queue?.id,
    queue_name: ticket.queue?.name,
    status: ticket.status?.id,
    status_name: ticket.status?.name,
    priority: ticket.priority?.id,
    priority_name: ticket.priority?.name,
    assigned_to: ticket.assignedTo?.id,
    assigned_to_name: ticket.assignedTo?.name,
    submitter_email: ticket.submitterEmail,
    due_date: ticket.dueDate,
    due: ticket.dueProse && DUE_WORDS[ticket.dueProse],
    created: ticket.created,
    last_followup: ticket.lastFollowUp,
  };
}

/** The columns of a list. */
export function columnsOf(rows: readonly Row[]): readonly Column[] {
  const used = rows.map((row) => detailsOf(row, LONGEST_NAME));
  return COLUMNS.filter((column) =>
    ALWAYS.includes(column) || used.some((details) => details[column] !== undefined)
  );
}

/**
 * Tickets as text, one a line, with the columns of `columnsOf`.
 *
 * @param room characters that the text should not exceed; titles and names are cut to fit, though
 * not below 30 and 8
 */
export function renderRows(rows: readonly Row[], room: number): string {
  const columns = columnsOf(rows).filter((column) => column !== "id" && column !== "title");
  for (let longestName = LONGEST_NAME;; longestName--) {
    const details = rows.map((row) => {
      const values = detailsOf(row, longestName);
      return columns.map((column) => COLUMN_SEPARATOR + (values[column] ?? NOTHING)).join("");
    });
    const taken = details.reduce((sum, text, place) => {
      return sum + text.length + String(rows[place]?.id).length + COLUMN_SEPARATOR.length + 1;
    }, 0);
    const share = Math.floor((room - taken) / rows.length);
    if (share < SHORTEST_TITLE && longestName > SHORTEST_NAME) continue;
    const longest = Math.min(LONGEST_TITLE, Math.max(SHORTEST_TITLE, share));
    return rows.map(({ id, title }, place) =>
      `${id}${COLUMN_SEPARATOR}${inLine(title, longest)}${details[place]}`
    ).join("\n");
  }
}

function detailsOf(row: Row, longestName: number): Partial<Record<Column, string>> {
  const cut = (name: string | undefined) =>
    name === undefined ? undefined : inLine(name, longestName);
  const day = (moment: string | undefined) =>
    moment === undefined ? undefined : inLine(moment.replace(/T[\d:.]+.*$/, ""), LONGEST_NAME);
  return {
    queue: writeNamed(row.queue, cut(row.queue_name)),
    status: writeNamed(row.status, cut(row.status_name)),
    priority: writeNamed(row.priority, cut(row.priority_name)),
    assignee: writeNamed(row.assigned_to, cut(row.assigned_to_name), NOTHING),
    submitter: cut(row.submitter_email),
    created: day(row.created),
    due: day(row.due_date) ?? row.due,
  };
}
