import { DEFAULT_STATUSES, type FollowUp, type Queue, type Ticket } from "../state/model.ts";
import { SAMPLE_ACCOUNTS } from "./sample_accounts.ts";
import { FACILITY_TICKETS } from "./sample_facility_tickets.ts";
import { IT_TICKETS } from "./sample_it_tickets.ts";
import { LAB_TICKETS } from "./sample_lab_tickets.ts";
import { ORDER_TICKETS } from "./sample_order_tickets.ts";
import type { SampleFollowUp, SampleTicket } from "./sample_ticket.ts";
import type { Settings } from "../state/settings.ts";
import type { Content } from "../state/store.ts";

const HOUR = 3600 * 1000;
const MINUTE_IN_MICROSECONDS = 60_000_000;

function queue(id: number, title: string, slug: string): Queue {
  return { id, title, slug, emailAddress: `${slug}@example.com` };
}

/** The queues with their tickets. */
const QUEUES: readonly (readonly [Queue, readonly SampleTicket[]])[] = [
  [queue(1, "IT Support", "it"), IT_TICKETS],
  [queue(2, "Facilities & Workplace", "facilities"), FACILITY_TICKETS],
  [queue(3, "Customer Orders", "orders"), ORDER_TICKETS],
  [queue(4, "Lab Equipment – 実験室", "lab"), LAB_TICKETS],
];

/** All sample tickets, oldest first, with their queues: their ids are their positions. */
const SAMPLES = QUEUES
  .flatMap(([queue, tickets]) => tickets.map((sample) => ({ queue, sample })))
  .sort((a, b) => b.sample.age - a.sample.age);

/**
 * A believable helpdesk of an invented maker of measuring devices: the same at every start, with dates
 * relative to now.
 */
export function sampleContent({ now }: Settings): Content {
  const present = now();
  const followUps: FollowUp[] = [];
  const tickets = SAMPLES.map(({ queue, sample }, index) =>
    addSample(index + 1, queue, sample, present, followUps)
  );
  const merged = tickets[sampleId("merged") - 1];
  if (merged !== undefined) merged.mergedTo = sampleId("mergedInto");
  return {
    accounts: SAMPLE_ACCOUNTS,
    queues: QUEUES.map(([queue]) => queue),
    tickets,
    followUps,
  };
}

/** How many tickets there are at the start. */
export const SAMPLE_COUNT = SAMPLES.length;

/** The id of the sample ticket that plays a role; 0 when none does. */
export function sampleId(role: string): number {
  return SAMPLES.findIndex(({ sample }) => sample.role === role) + 1;
}

function addSample(
  id: number,
  queue: Queue,
  sample: SampleTicket,
  present: Date,
  followUps: FollowUp[],
): Ticket {
  const created = new Date(present.getTime() - sample.age * HOUR);
  const { conversation = [], from } = sample;
  const resolved = conversation.findLast(({ newStatus }) => newStatus === "Resolved");
  const ticket: Ticket = {
    id,
    queue: queue.id,
    title: sample.title,
    description: sample.text ?? null,
    resolution: resolved?.text ?? null,
    submitterEmail: from === undefined || from.includes("@") ? from ?? null : `${from}@example.com`,
    assignedTo: accountId(sample.assignee),
    status: statusId(sample.status ?? "Open"),
    onHold: sample.onHold ?? false,
    priority: sample.priority ?? 3,
    dueDate: sample.due === undefined
      ? null
      : new Date(startOfDay(present) + (sample.due * 24 + 16) * HOUR),
    mergedTo: null,
    secretKey: crypto.randomUUID(),
    created,
    modified: new Date(created.getTime() + (conversation.at(-1)?.after ?? 0) * HOUR),
    customValues: new Map(sample.room === undefined ? [] : [["room", sample.room]]),
    copies: [],
    dependsOn: [],
  };
  for (const entry of conversation) followUps.push(sampleFollowUp(ticket, queue, entry, followUps));
  return ticket;
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

function accountId(username: string | undefined): number | null {
  return SAMPLE_ACCOUNTS.find((account) => account.username === username)?.id ?? null;
}

function statusId(label: string): number {
  return DEFAULT_STATUSES.find((status) => status.label === label)?.value ?? 1;
}

function sampleFollowUp(
  ticket: Ticket,
  queue: Queue,
  entry: SampleFollowUp,
  earlier: readonly FollowUp[],
): FollowUp {
  const id = earlier.length + 1;
  const files = earlier.reduce((count, { attachments }) => count + attachments.length, 0);
  const folder = `${queue.slug}-${ticket.id}-${ticket.secretKey}/${id}`;
  return {
    id,
    ticket: ticket.id,
    user: accountId(entry.by),
    title: entry.title ?? entry.newStatus ?? "Comment",
    comment: entry.text,
    public: !entry.internal,
    newStatus: entry.newStatus === undefined ? null : statusId(entry.newStatus),
    timeSpent: entry.minutes === undefined ? null : entry.minutes * MINUTE_IN_MICROSECONDS,
    attachments: entry.file === undefined ? [] : [{
      id: files + 1,
      filename: entry.file.name,
      mimeType: entry.file.type,
      content: Uint8Array.from(atob(entry.file.base64), (character) => character.charCodeAt(0)),
      path: `helpdesk/attachments/${folder}/${entry.file.name}`,
    }],
    date: new Date(ticket.created.getTime() + entry.after * HOUR),
    emailRecipients: entry.internal || ticket.submitterEmail === null
      ? []
      : [ticket.submitterEmail],
  };
}
