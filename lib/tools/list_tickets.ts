import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import type { ListingQuestion } from "../helpdesk/listing/listing_question.ts";
import { nameAssignees } from "../helpdesk/listing/assignee_addresses.ts";
import { tellDueDates } from "../helpdesk/listing/due_dates.ts";
import { hasConditions } from "../helpdesk/listing/local_conditions.ts";
import { countFields, countTickets } from "../helpdesk/listing/ticket_counts.ts";
import { sortFields } from "../helpdesk/listing/listing_question.ts";
import { requireOwnUser } from "../helpdesk/catalogue/own_user.ts";
import { requireKnown } from "../helpdesk/catalogue/references.ts";
import { ignoredNames, selectChoices } from "../helpdesk/catalogue/selection.ts";
import {
  ASSIGNEE,
  nameFor,
  queueId,
  separatedByCommas,
  userId,
} from "./arguments/argument_roles.ts";
import { day, line, lineOrNothing } from "./arguments/fields.ts";
import { writeNamed } from "../views/named.ts";
import { namedRows, shareNames } from "../views/shared_names.ts";
import {
  COLUMN_SEPARATOR,
  columnsOf,
  renderRows,
  row,
  rowNames,
  rowOf,
} from "../views/ticket_row.ts";
import { defineTool, type ToolContext } from "./tool.ts";

/** Most characters of a page's rows, and of rows and summary: with the boundary a page has 5,000. */
const LONGEST_ROWS = 4_600;
const LONGEST_TEXT = 4_800;

const SEARCHED =
  "Searched were id, title, description, resolution, submitter and more, but not the follow-ups: no helpdesk " +
  "searches these.";

const input = z.object({
  status: separatedByCommas(lineOrNothing('Names or ids: "Open,Reopened"')).optional(),
  queue_id: queueId().optional(),
  queue_name: nameFor("queue_id", "In place of queue_id").optional(),
  assigned_to: userId().optional(),
  assignee: nameFor("assigned_to", ASSIGNEE).optional(),
  page: z.int().min(1).default(1).describe("From 1"),
  page_size: z.int().min(1).max(25).default(25).describe("Tickets a page"),
  search: line('Exact phrase; " OR " between alternatives').optional(),
  priority: separatedByCommas(lineOrNothing('Names or ids: "1,2"')).optional(),
  unassigned: z.boolean().optional()
    .describe("true: assigned to nobody; with assigned_to or mine: these too"),
  mine: z.boolean().optional().describe("true: assigned to this account"),
  created_after: day("Opened then or later, YYYY-MM-DD").optional(),
  created_before: day("Opened before, YYYY-MM-DD").optional(),
  updated_after: day("Changed then or later, YYYY-MM-DD").optional(),
  due_after: day("Due then or later, YYYY-MM-DD").optional(),
  due_before: day("Due before, YYYY-MM-DD").optional(),
  overdue: z.boolean().optional().describe("true: due, and neither resolved nor closed"),
  submitter: line("Address, or a part of it").optional(),
  count_by: z.enum(countFields).optional().describe("Counts in place of tickets"),
  sort: z.enum(sortFields).default("id").describe("Order"),
  descending: z.boolean().optional().describe("Default: true for id, created, last_followup"),
});
type Input = z.infer<typeof input>;

export const listTickets = defineTool({
  name: "list_tickets",
  title: "List tickets",
  description:
    "Finds the tickets that meet all conditions given, newest first unless sorted otherwise.",
  effect: "read",
  input,
  output: z.object({
    names: rowNames.optional(),
    tickets: z.array(row),
    page: z.int(),
    page_size: z.int(),
    total: z.int().optional().describe("Absent when not all were counted"),
    pages: z.int().optional(),
    has_more: z.boolean(),
    warnings: z.array(z.string()).describe("What was not applied as asked"),
    counts: z.array(z.object({
      id: z.int().optional(),
      name: z.string().optional(),
      count: z.int(),
    })).optional(),
    searched: z.boolean().optional(),
  }),
  async run(given, context) {
    const { helpdesk, call } = context;
    const { question, catalogue, warnings } = await questionOf(given, context);
    const isCounted = given.count_by !== undefined;
    const listed = isCounted
      ? await helpdesk.listing.all(question, catalogue, call)
      : await helpdesk.listing.list(question, catalogue, call);
    const answer = await nameAssignees(listed, catalogue, helpdesk, call);
    const counts = given.count_by && countTickets(answer.tickets, given.count_by);
    if (counts !== undefined) {
      const { total } = answer;
      const whole = { tickets: [], page: 1, page_size: given.page_size, total, has_more: false };
      return { ...whole, warnings: [...warnings, ...answer.warnings], counts };
    }
    const told = await tellDueDates(answer.tickets, helpdesk.tickets, call);
    const pages = answer.total === undefined
      ? undefined
      : Math.max(1, Math.ceil(answer.total / given.page_size));
    if (answer.tickets.length === 0 && given.page > 1) throw pastTheEnd(given, answer.total, pages);
    const { knownStanding, branch } = helpdesk.session;
    if (knownStanding?.kind === "agent") branch.tellView(call);
    const { names, rows } = shareNames(told.tickets.map(rowOf));
    return {
      names: rows.length === 0 ? undefined : names,
      tickets: [...rows],
      page: given.page,
      page_size: given.page_size,
      total: answer.total,
      pages,
      has_more: answer.hasMore,
      warnings: [...warnings, ...answer.warnings, ...told.warnings],
      searched: question.search === undefined ? undefined : true,
    };
  },
  render(result) {
    const { page, pages, total, has_more, warnings, counts } = result;
    const tickets = namedRows(result);
    const warned = warnings.map((warning) => `Warning: ${warning}`);
    if (counts !== undefined) {
      const summary = [`${total} ${total === 1 ? "ticket" : "tickets"} counted.`, ...warned];
      const lines = counts.map(({ id, name, count }) => `${writeNamed(id, name)}: ${count}`);
      return { summary: summary.join("\n"), quoted: lines.join("\n") || undefined };
    }
    const count = total === undefined
      ? `${tickets.length} tickets; not all that match were counted`
      : total === 0
      ? "No ticket matches"
      : `${tickets.length} of ${total} ${
        total === 1 ? "ticket" : "tickets"
      }, page ${page} of ${pages}`;
    const more = has_more ? `; page=${page + 1} continues` : "";
    const lines = [`${count}${more}.`, ...warned];
    if (total === 0 && result.searched) lines.push(SEARCHED);
    if (tickets.length > 0) lines.push(`Columns: ${columnsOf(tickets).join(COLUMN_SEPARATOR)}`);
    const summary = lines.join("\n");
    const room = Math.min(LONGEST_ROWS, LONGEST_TEXT - summary.length);
    return {
      summary,
      quoted: tickets.length === 0 ? undefined : renderRows(tickets, room),
    };
  },
});

async function questionOf(
  given: Input,
  { helpdesk, call }: ToolContext,
): Promise<{ question: ListingQuestion; catalogue: Catalogue; warnings: string[] }> {
  const warnings: string[] = [];
  const catalogue = await requireKnown(
    { queues: given.queue_id, users: given.assigned_to },
    helpdesk.catalogue,
    call,
  );
  const selected = async (list: "statuses" | "priorities", text: string | undefined) => {
    if (!text?.trim()) return undefined;
    const { known, unknown, choices } = await selectChoices(list, text, helpdesk.catalogue, call);
    if (unknown.length > 0) warnings.push(ignoredNames(list, { known, unknown, choices }));
    return known.map(({ id }) => id);
  };
  const statuses = await selected("statuses", given.status);
  const priorities = await selected("priorities", given.priority);
  const assignedTo = given.mine
    ? await ownId(given.assigned_to, { helpdesk, call }, catalogue)
    : given.assigned_to;
  const local = {
    submitter: given.submitter,
    updatedAfter: given.updated_after,
    dueAfter: given.due_after,
    dueBefore: given.due_before,
    overdue: given.overdue,
  };
  const sort = given.sort;
  const question: ListingQuestion = {
    statuses,
    queue: given.queue_id,
    priorities,
    assignedTo,
    unassigned: given.unassigned,
    search: given.search?.trim(),
    createdAfter: given.created_after,
    createdBefore: given.created_before,
    local: hasConditions(local) ? local : undefined,
    sort,
    descending: given.descending ?? ["id", "created", "last_followup"].includes(sort),
    offset: (given.page - 1) * given.page_size,
    limit: given.page_size,
  };
  return { question, catalogue, warnings };
}

/** @throws {HelpdeskError} "invalid" when the account's id is not known, or another one was asked for */
async function ownId(
  assignedTo: number | undefined,
  { helpdesk, call }: ToolContext,
  catalogue: Catalogue,
): Promise<number> {
  const own = await requireOwnUser(helpdesk.session, catalogue, "mine", call);
  if (assignedTo !== undefined && assignedTo !== own) {
    throw new HelpdeskError(
      "invalid",
      `mine and assigned_to contradict each other: this account is user ${own}. Give one of them`,
    );
  }
  return own;
}

function pastTheEnd(
  { page, page_size }: Input,
  total: number | undefined,
  pages: number | undefined,
): HelpdeskError {
  return new HelpdeskError(
    "invalid",
    total === 0
      ? `Page ${page} does not exist: no ticket matches. Leave out conditions, such as status or search`
      : `Page ${page} does not exist: there ${
        pages === 1 ? "is 1 page" : `are ${pages} pages`
      } of ` +
        `${page_size} (${total} tickets match); page=${pages} is the last`,
  );
}
