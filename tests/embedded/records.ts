import { SAMPLE_COUNT, sampleId } from "../../lib/demo/samples/sample_content.ts";
import type { Branch } from "../../lib/demo/state/branch.ts";
import type { Branches } from "../../lib/demo/state/branches.ts";
import type { Logins } from "../../lib/demo/state/logins.ts";
import type { Ticket } from "../../lib/demo/state/model.ts";
import type { BranchRecord, FollowUpRecord, TicketRecord } from "../../lib/demo/state/records.ts";
import type { Settings } from "../../lib/demo/state/settings.ts";
import type { Store } from "../../lib/demo/state/store.ts";
import type { Fixture } from "../../site/site_fixture.ts";

const ROLES = [
  ...["emoji", "arabic", "cjk", "longText", "markup", "held", "merged", "mergedInto"] as const,
  ...["textAttachment", "imageAttachment", "longHistory", "noDescription", "orders"] as const,
  ...["combining", "longTitle"] as const,
];

/** What tests need to know of the content; the shape is that of the real site's fixture. */
export function sampleFixture(settings: Settings, store: Store, release: string) {
  const named = ({ value, label }: Settings["statuses"][number]) => ({ id: value, name: label });
  return {
    // What the embedded helpdesk is like.
    release,
    database: settings.database,
    queues: store.queues.map(({ id, title, slug }) => ({ id, title, slug })),
    statuses: settings.statuses.map(named),
    priorities: settings.priorities.map(named),
    customField: settings.customFields[0]?.name ?? "",
    ticketCount: SAMPLE_COUNT,
    /** Ids of tickets that are hard to show, each in its own way. */
    tickets: Object.fromEntries(ROLES.map((role) => [role, sampleId(role)])) as Fixture["tickets"],
  };
}

/**
 * The state of main or of a branch; of the newest branch (or main, without one) when none is named.
 *
 * @throws {RangeError} when there is no branch of that name
 */
export function stateOf(branches: Branches, on: string | undefined): Store {
  if (on === "main") return branches.main;
  const branch = on === undefined
    ? branches.all().findLast(({ state }) => state !== "deleted")
    : branches.find(on);
  if (on !== undefined && branch === undefined) throw new RangeError(`There is no branch "${on}"`);
  return branch?.store ?? branches.main;
}

/** Makes of a branch what tests see of it. */
export function branchRecord(logins: Logins): (branch: Branch) => BranchRecord {
  return ({ name, username, login, state, endedBy, message, writes }) => ({
    ...{ name, username, session: String(login), state, endedBy },
    intent: message ?? (state === "open" ? logins.intent(login) : ""),
    writes: writes.map((write) => ({ ...write })),
  });
}

/** A ticket as it is held. */
export function ticketRecord(ticket: Ticket): TicketRecord {
  const { id, queue, title, description, resolution, status, priority } = ticket;
  return {
    ...{ id, queue, title, description, resolution, status, priority },
    submitter_email: ticket.submitterEmail,
    assigned_to: ticket.assignedTo,
    on_hold: ticket.onHold,
    due_date: ticket.dueDate?.toISOString() ?? null,
    merged_to: ticket.mergedTo,
    created: ticket.created.toISOString(),
    modified: ticket.modified.toISOString(),
    secret_key: ticket.secretKey,
    custom: Object.fromEntries(ticket.customValues),
  };
}

/** The follow-ups of a ticket as they are held, in the order of their ids. */
export function followUpRecords(store: Store, ticketId: number): FollowUpRecord[] {
  const followUps = store.followUpsOf(ticketId).sort((a, b) => a.id - b.id);
  return followUps.map(({ id, ticket, user, title, comment, timeSpent, ...followUp }) => ({
    ...{ id, ticket, user, title, comment, public: followUp.public },
    new_status: followUp.newStatus,
    time_spent_seconds: timeSpent === null ? null : timeSpent / 1_000_000,
    date: followUp.date.toISOString(),
    message_id: null,
    email_recipients: followUp.emailRecipients,
    attachments: followUp.attachments.map(({ id, path, filename, mimeType, content }) => ({
      ...{ id, file: decodeURIComponent(path), filename, mime_type: mimeType },
      size: content.length,
    })),
  }));
}
