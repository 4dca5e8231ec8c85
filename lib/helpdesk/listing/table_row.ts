import { readDueDate, readMoment } from "../../text/moment.ts";
import type { WireTicketTable } from "../answers/wire.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { type Choice, isSameAddress, labelOf, type UserChoice } from "../catalogue/choice.ts";
import type { HelpdeskZone } from "../session/helpdesk_zone.ts";
import { readDueProse } from "./due_prose.ts";
import type { LimitedQuestion, ListedTicket, Named } from "./listing_question.ts";

type Row = WireTicketTable["data"][number];

/** A row of the staff list as a ticket; dates in prose are left out, a due date's as `dueProse`. */
export function listTicket(
  row: Row,
  question: LimitedQuestion,
  catalogue: Catalogue,
  zone: HelpdeskZone,
): ListedTicket {
  const dueDate = readDueDate(row.due_date);
  const lastFollowUp = readMoment(row.last_followup);
  return {
    id: row.id,
    title: row.title ?? "",
    queue: row.queue?.title === undefined ? undefined : { id: row.queue.id, name: row.queue.title },
    status: statusOf(row.status, question, catalogue.statuses),
    priority: row.priority === undefined ? undefined : {
      id: row.priority,
      name: labelOf(catalogue.priorities, row.priority) ?? String(row.priority),
    },
    assignedTo: assigneeOf(row.assigned_to, question, catalogue.users),
    submitterEmail: row.submitter || undefined,
    dueDate,
    ...dueDate === undefined && row.due_date ? { dueProse: readDueProse(row.due_date) } : {},
    created: readMoment(row.created),
    // The list tells it in UTC.
    lastFollowUp: lastFollowUp === undefined ? undefined : zone.shift(lastFollowUp),
  };
}

/** What django-helpdesk puts behind a label, in English (`Ticket.get_status` in its models). */
const SUFFIX = /^(?: - On Hold)?(?: - Open dependencies)?$/;

/** The label of a held ticket, or of one with open dependencies, carries a suffix after " - ". */
export function statusOf(
  label: string | undefined,
  question: LimitedQuestion,
  statuses: readonly Choice[],
): Named | undefined {
  if (label === undefined) return undefined;
  if (question.statuses?.length === 1) return { id: question.statuses[0], name: label };
  const fitting = statuses.filter((status) =>
    label === status.label || label.startsWith(`${status.label} - `)
  );
  // A label may hold " - " itself: of several that fit, the longest leaves the least to be a suffix.
  const longest = Math.max(...fitting.map((status) => status.label.length));
  const candidates = fitting.filter((status) =>
    status.label.length === longest || SUFFIX.test(label.slice(status.label.length))
  );
  return { id: candidates.length === 1 ? candidates[0]?.id : undefined, name: label };
}

/** Rows name the assignee by full name, address or user name; of an address that is known the user's name stands. */
function assigneeOf(
  name: string | undefined,
  question: LimitedQuestion,
  users: readonly UserChoice[],
): Named | undefined {
  if (name === undefined || name === "None") return undefined;
  if (question.assignedTo !== undefined && !question.unassigned) {
    const own = name.includes("@") ? labelOf(users, question.assignedTo) : undefined;
    return { id: question.assignedTo, name: own ?? name };
  }
  const candidates = users.filter((user) => user.label === name);
  if (candidates.length === 1) return { id: candidates[0]?.id, name };
  const addressed = users.find(({ address }) => isSameAddress(address, name));
  return addressed === undefined
    ? { id: undefined, name }
    : { id: addressed.id, name: addressed.label };
}
