import type { FieldChoice, StoredCustomField } from "../state/model.ts";
import type { Settings } from "../state/settings.ts";

type Description = Readonly<Record<string, unknown>>;

const STATUS_HELP = "If the status was changed, what was it changed to?";
const PUBLIC_HELP = "Public tickets are viewable by the submitter and all staff, but non-public " +
  "tickets can only be seen by staff.";
const MAIL_HELP = "Addresses successfully notified by e-mail about this follow-up. Null means " +
  "recipients were not recorded.";

function field(type: string, label: string, more: Description = {}): Description {
  return { type, required: false, read_only: false, label, ...more };
}

function choices(list: readonly FieldChoice[]): Description {
  return { choices: list.map(({ value, label }) => ({ value, display_name: label })) };
}

const ID = field("integer", "ID", { read_only: true });

function attachmentFields(): Description {
  return {
    id: ID,
    followup: field("field", "Follow-up", { required: true }),
    file: field("file upload", "File", { required: true, max_length: 1000 }),
    filename: field("string", "Filename", { max_length: 1000 }),
    mime_type: field("string", "MIME Type", { max_length: 255 }),
    size: field("integer", "Size", { help_text: "Size of this file in bytes" }),
  };
}

function nest(label: string, children: Description): Description {
  const child = { type: "nested object", required: false, read_only: true, children };
  return field("field", label, { read_only: true, child });
}

/** What `OPTIONS api/followups/` says about the fields of a new follow-up. */
export function followUpActions(settings: Settings): Description {
  const file = { type: "file upload", required: true, read_only: false };
  return {
    id: ID,
    ticket: field("field", "Ticket", { required: true }),
    user: field("field", "User"),
    title: field("string", "Title", { max_length: 200 }),
    comment: field("string", "Comment"),
    public: field("boolean", "Public", { help_text: PUBLIC_HELP }),
    new_status: field("choice", "New Status", {
      help_text: STATUS_HELP,
      ...choices(settings.statuses),
    }),
    time_spent: field("duration", "Time spent", { help_text: "Time spent on this follow up" }),
    attachments: field("list", "Attachments", { child: file }),
    followupattachment_set: nest("Followupattachment set", attachmentFields()),
    date: field("datetime", "Date", { read_only: true }),
    message_id: field("string", "E-Mail ID", {
      read_only: true,
      help_text: "The Message ID of the submitter's email.",
    }),
    email_recipients: field("field", "E-Mail Recipients", {
      read_only: true,
      help_text: MAIL_HELP,
    }),
  };
}

const CUSTOM_TYPES: Readonly<Record<string, string>> = {
  ...{ varchar: "string", text: "string", ipaddress: "string", list: "choice" },
};

function describeCustom(custom: StoredCustomField): Description {
  const { dataType, label, required, maxLength, decimalPlaces, choices } = custom;
  const limit = maxLength === undefined
    ? {}
    : dataType === "decimal"
    ? { max_digits: maxLength, decimal_places: decimalPlaces }
    : { max_length: maxLength };
  const list = choices.map((value) => ({ value, display_name: value }));
  return field(CUSTOM_TYPES[dataType] ?? dataType, label, {
    ...{ required, ...limit },
    ...dataType === "list" ? { choices: list } : {},
  });
}

/** What `OPTIONS api/tickets/` says about the fields of a new ticket. */
export function ticketActions(settings: Settings): Description {
  const custom = settings.customFields.map((one) => [`custom_${one.name}`, describeCustom(one)]);
  return {
    id: ID,
    queue: field("field", "Queue", { required: true }),
    title: field("string", "Title", { required: true, max_length: 200 }),
    description: field("string", "Description", {
      help_text: "The content of the customers query.",
    }),
    resolution: field("string", "Resolution", {
      help_text: "The resolution provided to the customer by our staff.",
    }),
    submitter_email: field("email", "Submitter E-Mail", {
      help_text:
        "The submitter will receive an email for all public follow-ups left for this task.",
      max_length: 254,
    }),
    assigned_to: field("field", "Assigned to"),
    status: field("choice", "Status", choices(settings.statuses)),
    on_hold: field("boolean", "On Hold", {
      help_text: "If a ticket is on hold, it will not automatically be escalated.",
    }),
    priority: field("choice", "Priority", {
      help_text: "1 = Highest Priority, 5 = Low Priority",
      ...choices(settings.priorities),
    }),
    due_date: field("datetime", "Due on"),
    merged_to: field("field", "Merged to"),
    attachment: field("file upload", "Attachment"),
    followup_set: nest("Followup set", followUpActions(settings)),
    ...Object.fromEntries(custom),
  };
}
