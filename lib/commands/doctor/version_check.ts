import type { ReleaseSigns } from "../../helpdesk/listing/release_signs.ts";
import { readMoment } from "../../text/moment.ts";
import type { Findings } from "./findings.ts";

const UPDATE = "Its administrator can update django-helpdesk";
const DATES =
  "its list tells due dates as words, so that pages of more than five tickets have no dates";
const MAILED = "receipts of follow-ups cannot say who was mailed";
const OLD = "it is older than 1.6, the oldest that is supported, so look at receipts and warnings";

/** Records which releases have these signs, and what the tools cannot do with those. */
export function recordVersion({ followUpFields, row }: ReleaseSigns, findings: Findings): void {
  const tellsMailed = followUpFields?.has("email_recipients");
  const tellsDates = row === undefined ? undefined : isDate(row["created"]);
  const record = (releases: string, ...lacks: string[]) => {
    const name = `As far as its answers tell, django-helpdesk ${releases}`;
    if (lacks.length === 0) {
      findings.record("version", "passed", `${name}: nothing is amiss with it`);
    } else findings.record("version", "limited", `${name}: ${lacks.join(", and ")}. ${UPDATE}`);
  };
  if (tellsDates) return record("2.6 or newer");
  if (tellsMailed === undefined) {
    return findings.record(
      "version",
      "skipped",
      "The helpdesk's API does not describe itself, so its release cannot be told",
    );
  }
  if (tellsMailed) {
    return tellsDates === undefined ? record("2.4 or newer") : record("2.4 or 2.5", DATES);
  }
  if (followUpFields?.get("date") === false) {
    return record("1.0 or older", OLD, "its follow-ups do not change a ticket's status", MAILED);
  }
  if (row === undefined) return record("1.1 to 2.3, or an edition made of one", MAILED);
  if ("status_badge_class" in row) return record("2.3", DATES, MAILED);
  if ("last_followup" in row) return record("1.5 to 2.2, or an edition made of one", DATES, MAILED);
  record(
    "1.1 to 1.4",
    OLD,
    "its list cannot sort by last_followup, and may fail at searches",
    DATES,
    MAILED,
  );
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && readMoment(value) !== undefined;
}
