import type { ServedHelpdesk } from "../../lib/demo/web/exchange.ts";
import type { FollowUpRecord, NewUser, TicketRecord } from "../../lib/demo/state/records.ts";
import type { Ticket } from "../../lib/demo/state/model.ts";
import type { Branches } from "../../lib/demo/state/branches.ts";
import type { Store } from "../../lib/demo/state/store.ts";

const DAY = 24 * 3600 * 1000;
const MINUTE = 60_000;
const FIRST_CREATED = Date.UTC(2024, 0, 1);

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

/** A ticket as it is held. */
export function ticketRecord(ticket: Ticket): TicketRecord {
  return {
    id: ticket.id,
    queue: ticket.queue,
    title: ticket.title,
    description: ticket.description,
    resolution: ticket.resolution,
    submitter_email: ticket.submitterEmail,
    assigned_to: ticket.assignedTo,
    status: ticket.status,
    on_hold: ticket.onHold,
    priority: ticket.priority,
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
  return store.followUpsOf(ticketId).sort((a, b) => a.id - b.id).map((followUp) => ({
    id: followUp.id,
    ticket: followUp.ticket,
    user: followUp.user,
    title: followUp.title,
    comment: followUp.comment,
    public: followUp.public,
    new_status: followUp.newStatus,
    time_spent_seconds: followUp.timeSpent === null ? null : followUp.timeSpent / 1_000_000,
    date: followUp.date.toISOString(),
    message_id: null,
    email_recipients: followUp.emailRecipients,
    attachments: followUp.attachments.map((attachment) => ({
      id: attachment.id,
      file: decodeURIComponent(attachment.path),
      filename: attachment.filename,
      mime_type: attachment.mimeType,
      size: attachment.content.length,
    })),
  }));
}

/**
 * Adds tickets with consecutive ids, spread evenly over queues, statuses, priorities and staff (every
 * third one unassigned), created one minute after another.
 */
export function createManyTickets(
  { settings, store }: ServedHelpdesk,
  count: number,
  followUpsEach: number,
): { firstId: number; lastId: number } {
  const staff = store.accounts.filter(({ isStaff }) => isStaff).map(({ id }) => id);
  const now = settings.now();
  const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  let firstId = 0;
  let lastId = 0;
  for (let index = 0; index < count; index++) {
    const id = store.nextId("ticket");
    lastId = id;
    if (index === 0) firstId = id;
    store.addTicket({
      id,
      queue: pick(store.queues, index).id,
      title: `Bulk ticket ${id}: device ${index % 97} does not start`,
      description: `Reported at desk ${index % 211}. Nothing is shown on the screen.`,
      resolution: null,
      submitterEmail: `submitter${index % 53}@example.com`,
      assignedTo: index % 3 === 0 ? null : pick(staff, index),
      status: pick(settings.statuses, Math.floor(index / store.queues.length)).value,
      onHold: false,
      priority: 1 + Math.floor(index / 2) % 5,
      dueDate: index % 4 === 0 ? new Date(now.getTime() + (index % 90) * DAY) : null,
      mergedTo: null,
      secretKey: crypto.randomUUID(),
      created: new Date(FIRST_CREATED + index * MINUTE),
      modified: now,
      customValues: new Map(),
      copies: [],
      dependsOn: [],
    });
    for (let step = 0; step < followUpsEach; step++) {
      store.addFollowUp({
        id: store.nextId("followUp"),
        ticket: id,
        user: pick(staff, index + step),
        title: "Comment",
        comment: `Step ${step + 1} of the search for the cause on ticket ${id}.`,
        public: step % 2 === 0,
        newStatus: null,
        timeSpent: null,
        attachments: [],
        date: new Date(now.getTime() - (followUpsEach - step) * MINUTE),
        emailRecipients: null,
      });
    }
  }
  return { firstId, lastId };
}

/** Adds accounts that cannot log in; returns their ids in the same order. */
export function createManyUsers(store: Store, users: readonly NewUser[]): number[] {
  return users.map((user) => {
    const id = user.id ?? store.nextId("account");
    store.accounts.push({
      id,
      username: user.username,
      password: "",
      email: user.email ?? "",
      firstName: user.firstName ?? "",
      lastName: user.lastName ?? "",
      isStaff: user.staff ?? false,
      isSuperuser: false,
      isAgent: false,
    });
    return id;
  });
}
