import { addAttachments, checkExtension, readFiles } from "../effects/attachments.ts";
import type { Exchange, ServedHelpdesk } from "../web/exchange.ts";
import { FieldError, readFields } from "../rest/fields.ts";
import { addBacklinks } from "../effects/follow_up_effects.ts";
import { OPEN, type Ticket, type User } from "../state/model.ts";
import { notify } from "../effects/notifications.ts";
import { paginate } from "../rest/pagination.ts";
import { refuseUnknown, RestError } from "../rest/rest_error.ts";
import type { RestInput } from "../rest/rest_input.ts";
import type { RestAnswer, RestCall, RestView } from "../rest/rest_view.ts";
import { ServerFault } from "../python/server_fault.ts";
import { absentValue, type CustomValue } from "../rest/custom_fields.ts";
import { readSentCustomValues, type TicketFields, ticketFields } from "../rest/ticket_fields.ts";
import { ticketForm } from "./ticket_form.ts";
import { ticketJson } from "../rest/ticket_json.ts";
import { ticketActions } from "./ticket_metadata.ts";

const DESCRIPTION = "A viewset that provides the standard actions to handle Ticket\n\n" +
  "You can filter the tickets by status using the `status` query parameter. For example:\n\n" +
  "`/api/tickets/?status=Open,Resolved` will return all the tickets that are Open or Resolved.";

/** The tickets that `?status=` lets through: ids only, and none that is known means all. */
function listTickets({ helpdesk, url }: Exchange): Ticket[] {
  const asked = (url.searchParams.get("status") ?? "").split(",");
  const statuses = helpdesk.settings.statuses
    .map(({ value }) => value)
    .filter((value) => asked.includes(String(value)));
  const tickets = [...helpdesk.store.tickets.values()].sort((a, b) => a.id - b.id);
  return statuses.length === 0
    ? tickets
    : tickets.filter((ticket) => statuses.includes(ticket.status));
}

/** @throws {RestError} 404 when there is none, or its status is not one that was asked for */
function findTicket({ exchange, parameters }: RestCall): Ticket {
  const key = parameters[0] ?? "";
  const ticket = listTickets(exchange).find(({ id }) => String(id) === key);
  if (ticket === undefined) throw refuseUnknown("Ticket", key);
  return ticket;
}

/** `api/tickets/` */
export const TICKET_LIST: RestView = {
  name: "Ticket List",
  description: DESCRIPTION,
  permission: "staff",
  methods: {
    GET: (call) =>
      paginate(call, listTickets(call.exchange), (ticket) => ticketJson(call.exchange, ticket)),
    POST: createTicket,
  },
  actions: ({ exchange }) => ticketActions(exchange.helpdesk.settings),
  form: ({ exchange }) => ticketForm(exchange.helpdesk),
};

/** `api/tickets/ID/` */
export const TICKET_INSTANCE: RestView = {
  name: "Ticket Instance",
  description: DESCRIPTION,
  permission: "staff",
  methods: {
    GET: (call) => ({ status: 200, data: ticketJson(call.exchange, findTicket(call)) }),
    PUT: (call) => changeTicket(call, false),
    PATCH: (call) => changeTicket(call, true),
    DELETE: (call) => {
      call.exchange.helpdesk.store.removeTicket(findTicket(call).id);
      return { status: 204, data: null };
    },
  },
};

/** Writes the fields and nothing else: no follow-up, no message. */
async function changeTicket(call: RestCall, partial: boolean): Promise<RestAnswer> {
  const { exchange } = call;
  const { helpdesk } = exchange;
  const ticket = findTicket(call);
  const input = await call.input();
  const values = readFields(ticketFields(helpdesk), input, partial);
  const custom = readSentCustomValues(helpdesk, input, partial);
  if (values.queue !== undefined) ticket.queue = values.queue;
  if (values.title !== undefined) ticket.title = values.title;
  if (values.description !== undefined) ticket.description = values.description;
  if (values.resolution !== undefined) ticket.resolution = values.resolution;
  if (values.submitter_email !== undefined) ticket.submitterEmail = values.submitter_email;
  if (values.assigned_to !== undefined) ticket.assignedTo = values.assigned_to;
  if (values.status !== undefined) ticket.status = values.status;
  if (values.on_hold !== undefined) ticket.onHold = values.on_hold;
  if (values.priority !== undefined) ticket.priority = values.priority;
  if (values.due_date !== undefined) ticket.dueDate = values.due_date;
  if (values.merged_to !== undefined) ticket.mergedTo = values.merged_to;
  for (const [name, { stored }] of custom) ticket.customValues.set(name, stored);
  ticket.modified = helpdesk.clock.moment();
  const shown = [...custom].map(([name, { shown }]) => [`custom_${name}`, shown]);
  const data = { ...ticketJson(exchange, ticket), ...Object.fromEntries(shown) };
  return { status: 200, data, objectId: ticket.id };
}

/**
 * Creates a ticket as the web form does, which it hands the checked values to: the form asks for a
 * priority and calls the description "body", and takes neither status nor hold, resolution or merger.
 */
async function createTicket({ exchange, user, ...call }: RestCall): Promise<RestAnswer> {
  const { helpdesk } = exchange;
  const { settings, store } = helpdesk;
  const input = await call.input();
  const values = readFields(ticketFields(helpdesk), input, false);
  const custom = readSentCustomValues(helpdesk, input, false);
  const files = readAttachment(input);
  if (values.description === undefined) throw new ServerFault("KeyError: 'description'");
  checkForm(helpdesk, values, custom, files);
  const now = helpdesk.clock.moment();
  const ticket: Ticket = {
    id: store.nextId("ticket"),
    queue: values.queue ?? 0,
    title: values.title ?? "",
    description: values.description,
    resolution: null,
    submitterEmail: values.submitter_email ?? "",
    assignedTo: values.assigned_to ?? null,
    status: OPEN,
    onHold: false,
    priority: values.priority ?? 0,
    dueDate: values.due_date ?? null,
    mergedTo: null,
    secretKey: crypto.randomUUID(),
    created: now,
    modified: now,
    customValues: new Map(
      settings.customFields.map((field) => [
        field.name,
        custom.get(field.name)?.stored ?? absentValue(field),
      ]),
    ),
    copies: [],
    dependsOn: [],
  };
  store.addTicket(ticket);
  await openTicket(exchange, ticket, user, files);
  return { status: 201, data: ticketJson(exchange, ticket), objectId: ticket.id };
}

function readAttachment(input: RestInput): File[] {
  if (!input.has("attachment")) return [];
  try {
    return readFiles(input, "attachment").slice(-1);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    const reasons = Object.values(error.reasons as Record<string, string[]>)[0];
    throw new RestError(400, { attachment: reasons });
  }
}

/** @throws {RestError} 400 with what the web form refuses */
function checkForm(
  helpdesk: ServedHelpdesk,
  values: Partial<TicketFields>,
  custom: ReadonlyMap<string, CustomValue>,
  files: readonly File[],
): void {
  const errors: Record<string, unknown> = {};
  // A box that is not ticked is missing, to a form.
  for (const { name, required } of helpdesk.settings.customFields) {
    if (required && custom.get(name)?.shown === false) {
      errors[`custom_${name}`] = ["This field is required."];
    }
  }
  if (!values.description) errors.body = ["This field is required."];
  if (values.priority === undefined) errors.priority = ["This field is required."];
  try {
    for (const file of files) checkExtension(helpdesk, file);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    errors.attachment = error.reasons;
  }
  if (Object.keys(errors).length > 0) throw new RestError(400, errors);
}

/** The first follow-up of a new ticket, its file, and the messages about it. */
async function openTicket(
  { helpdesk }: Exchange,
  ticket: Ticket,
  author: User | null,
  files: readonly File[],
): Promise<void> {
  const { store } = helpdesk;
  const assignee = store.account(ticket.assignedTo);
  const name = `${assignee?.firstName} ${assignee?.lastName}`.trim() || assignee?.username;
  const followUp = {
    id: store.nextId("followUp"),
    ticket: ticket.id,
    user: author?.id ?? null,
    title: assignee === undefined ? "Ticket Opened" : `Ticket Opened & Assigned to ${name}`,
    comment: ticket.description,
    public: true,
    newStatus: null,
    timeSpent: null,
    attachments: [],
    date: ticket.created,
    emailRecipients: null as string[] | null,
  };
  store.addFollowUp(followUp);
  await addAttachments(helpdesk, ticket, followUp, files);
  followUp.emailRecipients = notify(helpdesk, ticket, {
    occasion: "opened",
    body: ticket.description ?? "",
    toSubmitter: true,
    leaveOut: null,
  });
  if (author !== null) addBacklinks(helpdesk, ticket, ticket.description ?? "", author);
}
