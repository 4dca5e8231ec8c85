import type { Catalogue } from "../catalogue/catalogue.ts";
import { isSettled } from "../catalogue/resolution.ts";
import type { ListedTicket, LocalConditions } from "./listing_question.ts";

/** Whether there is any. */
export function hasConditions(conditions: LocalConditions): boolean {
  return Object.values(conditions).some((value) => value !== undefined && value !== false);
}

/** Whether any is about due dates. */
export function isAboutDueDates({ dueAfter, dueBefore, overdue }: LocalConditions): boolean {
  return dueAfter !== undefined || dueBefore !== undefined || overdue === true;
}

/** Whether a ticket fits; days are those of the helpdesk, as its dates are written. */
export function fitsLocally(
  ticket: ListedTicket,
  conditions: LocalConditions,
  catalogue: Catalogue,
  now: number,
): boolean {
  const { submitter, updatedAfter, dueAfter, dueBefore, overdue } = conditions;
  const due = ticket.dueDate;
  if (submitter !== undefined && !isFrom(ticket.submitterEmail ?? "", submitter)) return false;
  const moved = dayOf(ticket.lastFollowUp ?? ticket.created);
  if (updatedAfter !== undefined && !(moved !== undefined && moved >= updatedAfter)) return false;
  if (dueAfter !== undefined && !(due !== undefined && due >= dueAfter)) return false;
  if (dueBefore !== undefined && !(due !== undefined && due < dueBefore)) return false;
  if (overdue !== true) return true;
  return due !== undefined && isPast(due, now) && !isEnded(ticket, catalogue);
}

function isFrom(address: string, asked: string): boolean {
  const [left, right] = [address.trim().toLowerCase(), asked.trim().toLowerCase()];
  return right.includes("@") ? left === right : left.includes(right);
}

function dayOf(moment: string | undefined): string | undefined {
  return moment?.slice(0, "YYYY-MM-DD".length);
}

/** A day without a time is due as it begins. */
function isPast(due: string, now: number): boolean {
  return Date.parse(due) < now;
}

function isEnded({ status }: ListedTicket, catalogue: Catalogue): boolean {
  return isSettled(status?.id, catalogue) ||
    /^(?:duplicate|closed|resolved)\b/i.test(status?.name ?? "");
}
