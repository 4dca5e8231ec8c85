import { readFiles } from "../effects/attachments.ts";
import type { Exchange, ServedHelpdesk } from "../web/exchange.ts";
import {
  booleanField,
  choiceField,
  durationField,
  FieldError,
  type Fields,
  keyField,
  nullable,
  nullableKeyField,
  readFields,
  textField,
} from "../rest/fields.ts";
import { addFollowUp } from "../effects/follow_up_effects.ts";
import { followUpActions } from "./ticket_metadata.ts";
import type { FollowUp } from "../state/model.ts";
import { paginate } from "../rest/pagination.ts";
import { refuseUnknown, RestError } from "../rest/rest_error.ts";
import type { RestInput } from "../rest/rest_input.ts";
import type { RestAnswer, RestCall, RestView } from "../rest/rest_view.ts";
import { ServerFault } from "../python/server_fault.ts";
import { attachmentJson, followUpJson } from "../rest/ticket_json.ts";

/** What a client may write of a follow-up. */
interface FollowUpFields {
  ticket: number;
  user: number | null;
  title: string | null;
  comment: string | null;
  public: boolean;
  new_status: number | null;
  time_spent: number | null;
}

function followUpFields({ settings, store }: ServedHelpdesk): Fields<FollowUpFields> {
  return {
    ticket: keyField((id) => store.tickets.has(id), { required: true }),
    user: nullableKeyField((id) => store.account(id) !== undefined),
    title: nullable(textField({ allowBlank: true, maxLength: 200 })),
    comment: nullable(textField({ allowBlank: true })),
    public: booleanField(),
    new_status: nullable(choiceField(settings.statuses)),
    time_spent: durationField(),
  };
}

/** @throws {RestError} 404 when there is none */
function findFollowUp({ exchange, parameters }: RestCall): FollowUp {
  const key = parameters[0] ?? "";
  const followUp = exchange.helpdesk.store.followUp(Number(key));
  if (followUp === undefined) throw refuseUnknown("FollowUp", key);
  return followUp;
}

/** `api/followups/` */
export const FOLLOW_UP_LIST: RestView = {
  name: "Follow Up List",
  description: "",
  permission: "staff",
  methods: {
    GET: (call) =>
      paginate(
        call,
        call.exchange.helpdesk.store.followUps(),
        (followUp) => followUpJson(call.exchange, followUp),
      ),
    POST: createFollowUp,
  },
  actions: ({ exchange }) => followUpActions(exchange.helpdesk.settings),
};

/** `api/followups/ID/` */
export const FOLLOW_UP_INSTANCE: RestView = {
  name: "Follow Up Instance",
  description: "",
  permission: "staff",
  methods: {
    GET: (call) => ({ status: 200, data: followUpJson(call.exchange, findFollowUp(call)) }),
    PUT: (call) => changeFollowUp(call, false),
    PATCH: (call) => changeFollowUp(call, true),
    DELETE: (call) => {
      call.exchange.helpdesk.store.removeFollowUp(findFollowUp(call));
      return { status: 204, data: null };
    },
  },
};

async function createFollowUp({ exchange, user, ...call }: RestCall): Promise<RestAnswer> {
  const input = await call.input();
  const values = readFields(followUpFields(exchange.helpdesk), input, false);
  const files = readAttachments(input);
  const ticket = exchange.helpdesk.store.tickets.get(values.ticket ?? 0);
  if (ticket === undefined || user === null) throw new ServerFault("No ticket, or no author");
  if (values.comment === null) throw new ServerFault("A comment of null cannot be rendered");
  const followUp = await addFollowUp(exchange, ticket, user, {
    title: values.title ?? null,
    comment: values.comment ?? "",
    public: values.public ?? false,
    newStatus: values.new_status ?? null,
    timeSpent: values.time_spent ?? null,
    files,
  });
  return { status: 201, data: followUpJson(exchange, followUp), objectId: followUp.id };
}

function readAttachments(input: RestInput): File[] {
  try {
    return readFiles(input, "attachments");
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new RestError(400, { attachments: error.reasons });
  }
}

/** Writes the fields and nothing else: no template is rendered, and the ticket stays as it is. */
async function changeFollowUp(call: RestCall, partial: boolean): Promise<RestAnswer> {
  const { exchange } = call;
  const { helpdesk } = exchange;
  const followUp = findFollowUp(call);
  const values = readFields(followUpFields(helpdesk), await call.input(), partial);
  if (values.ticket !== undefined) helpdesk.store.moveFollowUp(followUp, values.ticket);
  if (values.user !== undefined) followUp.user = values.user;
  if (values.title !== undefined) followUp.title = values.title;
  if (values.comment !== undefined) followUp.comment = values.comment;
  if (values.public !== undefined) followUp.public = values.public;
  if (values.new_status !== undefined) followUp.newStatus = values.new_status;
  if (values.time_spent !== undefined) followUp.timeSpent = values.time_spent;
  return { status: 200, data: followUpJson(exchange, followUp), objectId: followUp.id };
}

/** `api/followups-attachments/` */
export const ATTACHMENT_LIST: RestView = {
  name: "Follow Up Attachment List",
  description: "",
  permission: "staff",
  methods: {
    GET: (call) =>
      paginate(
        call,
        call.exchange.helpdesk.store.attachments(),
        ({ attachment, followUp }) => attachmentJson(call.exchange, attachment, followUp),
      ),
  },
};

/** `api/followups-attachments/ID/` */
export const ATTACHMENT_INSTANCE: RestView = {
  name: "Follow Up Attachment Instance",
  description: "",
  permission: "staff",
  methods: {
    GET: ({ exchange, parameters }) => ({
      status: 200,
      data: findAttachment(exchange, parameters),
    }),
  },
};

function findAttachment(exchange: Exchange, parameters: readonly string[]): unknown {
  const key = parameters[0] ?? "";
  const found = exchange.helpdesk.store.attachments()
    .find(({ attachment }) => String(attachment.id) === key);
  if (found === undefined) throw refuseUnknown("FollowUpAttachment", key);
  return attachmentJson(exchange, found.attachment, found.followUp);
}
