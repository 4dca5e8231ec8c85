import * as z from "zod";
import { numberOf } from "./stand_in.ts";

// Tolerant on purpose: a field that is missing, null or of another type is left out, and the rest of
// what the server sent is still shown.
const text = z.string().optional().catch(undefined);
const id = z.int().nonnegative().optional().catch(undefined);
/** Of a user or a queue: a number, which may stand for a key that is none. */
const key = z.union([
  z.int().nonnegative(),
  z.string().transform(numberOf),
]).optional().catch(undefined);
/** Of a status or a priority, which a site chooses: any number. */
const choice = z.int().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).catch([]).transform((values): z.infer<Item>[] =>
    values.flatMap((value) => {
      const parsed = item.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    })
  );
}

const attachment = z.object({ id: z.int(), filename: text, mime_type: text, size: id });

/** An attachment as `api/followups-attachments/` tells of it; `file` is its address, which is secret. */
export const attachmentOfFollowUp = attachment.extend({ followup: z.int(), file: z.string() });

export const followUp = z.object({
  id: z.int(),
  ticket: id,
  user: key,
  title: text,
  comment: text,
  public: flag,
  new_status: choice,
  time_spent: text,
  date: text,
  followupattachment_set: listOf(attachment),
  email_recipients: z.unknown().optional(),
});

const ticketFields = {
  id: z.int(),
  queue: key,
  title: text,
  description: text,
  resolution: text,
  submitter_email: text,
  assigned_to: key,
  status: choice,
  on_hold: flag,
  priority: choice,
  due_date: text,
};

/** `followup_set` and the `custom_NAME` keys are read apart. */
export const ticket = z.looseObject({
  ...ticketFields,
  merged_to: id,
  followup_set: listOf(followUp),
});

/**
 * A page of `api/tickets/` as the scan reads it: of follow-ups the dates. Releases up to
 * 1.0 know no pages, and give the tickets alone.
 */
export const ticketPage = z.preprocess(
  asPage,
  z.object({
    count: id,
    next: text,
    previous: text,
    results: listOf(z.looseObject({
      ...ticketFields,
      followup_set: listOf(z.object({ date: text })),
    })),
  }),
);

/** A page of `api/tickets/` with all that it tells of each ticket. */
export const wholeTicketPage = z.preprocess(asPage, z.object({ results: listOf(ticket) }));

function asPage(given: unknown): unknown {
  return Array.isArray(given) ? { results: given } : given;
}

/** The answer of `datatables_ticket_list/`; dates are prose on the Dolt edition. */
export const ticketTable = z.object({
  data: listOf(z.object({
    id: z.int(),
    title: text,
    priority: choice,
    queue: z.object({ id: key, title: text }).optional().catch(undefined),
    status: text,
    created: text,
    due_date: text,
    assigned_to: text,
    submitter: text,
    last_followup: text,
  })),
  recordsTotal: id,
  recordsFiltered: z.int().nonnegative(),
});

/** An id as it is or as text; coercion would make 0 of an empty choice. */
const choiceId = z.union([z.int(), z.string().regex(/^-?\d+$/).transform(Number)]);
const choices = z.object({
  choices: listOf(z.object({ value: choiceId, display_name: z.coerce.string() })),
}).optional().catch(undefined);

/** JSON `OPTIONS api/tickets/`: limits of fields, statuses and priorities. */
export const fieldMetadata = z.object({
  actions: z.object({
    POST: z.object({ status: choices, priority: choices }).catchall(
      z.object({
        ...{ type: text, label: text, required: flag },
        ...{ max_length: id, max_digits: id, decimal_places: id },
        choices: listOf(z.object({ value: z.coerce.string(), display_name: z.coerce.string() })),
      }).optional().catch(undefined),
    ),
  }),
});

export const agentSessionInfo = z.object({
  user_id: key,
  username: text,
  is_agent: flag,
  branch_name: text,
  intent: text,
  session_key: text,
  session_available: flag,
  authentication_method: text,
});

export const agentIntent = z.object({
  success: flag,
  message: text,
  intent: text,
  branch_name: text,
});

export const agentFinish = z.object({ success: flag, message: text, error: text });

export type WireTicket = z.infer<typeof ticket>;
export type WireFollowUp = z.infer<typeof followUp>;
export type WireAttachment = z.infer<typeof attachmentOfFollowUp>;
export type WireAgentSessionInfo = z.infer<typeof agentSessionInfo>;
export type WireAgentFinish = z.infer<typeof agentFinish>;
export type WireTicketPage = z.infer<typeof ticketPage>;
export type WireTicketTable = z.infer<typeof ticketTable>;
export type WireFieldMetadata = z.infer<typeof fieldMetadata>;
