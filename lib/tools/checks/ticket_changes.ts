import * as z from "zod";
import { HelpdeskError } from "../../errors.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { readCustomValues } from "../../helpdesk/catalogue/custom_values.ts";
import { requireKnown } from "../../helpdesk/catalogue/references.ts";
import type { TicketChanges } from "../../helpdesk/tickets/ticket_fields.ts";
import {
  ASSIGNEE,
  nameFor,
  priorityId,
  queueId,
  statusId,
  userId,
} from "../arguments/argument_roles.ts";
import { customFieldsField, readCustomFields } from "../arguments/custom_fields_field.ts";
import {
  dueDate,
  isEmailAddress,
  line,
  outgoing,
  paragraphs,
  paragraphsOrNothing,
  requireLengths,
} from "../arguments/fields.ts";
import { noteLiteralBreaks } from "./line_break_note.ts";
import type { CallContext } from "./call_context.ts";
import { requireVisibleAllowed } from "./visible_text.ts";

/** How fields are cleared. */
export const CLEARING = 'assigned_to 0 unassigns, an empty due_date or resolution ("") clears it';

/** The fields that can be changed, as tools' arguments. */
export const changeFields = {
  title: outgoing(line("New title")).optional(),
  description: outgoing(paragraphs("New text")).optional(),
  status: statusId().optional(),
  status_name: nameFor("status", "In place of status").optional(),
  priority: priorityId().optional(),
  assigned_to: userId("User id, from get_users; 0 unassigns", 0).optional(),
  assignee: nameFor("assigned_to", ASSIGNEE).optional(),
  due_date: dueDate("YYYY-MM-DD or with a time; empty clears it", true).optional(),
  queue: queueId("Queue id to move it to").optional(),
  submitter_email: outgoing(line("Who is mailed from now on"))
    .refine(isEmailAddress, "must be an e-mail address").optional(),
  on_hold: z.boolean().optional().describe("true: not escalated"),
  resolution: outgoing(paragraphsOrNothing("The submitter can see it; empty clears it")).optional(),
  custom_fields: customFieldsField().optional(),
};
/** Without those that give another one by name. */
const FIELDS = Object.keys(changeFields).filter((field) =>
  !["status_name", "assignee"].includes(field)
);
export type GivenChanges = z.infer<z.ZodObject<typeof changeFields>>;

/**
 * Checks changes of one or more tickets, and asks for what a person has to allow.
 *
 * @param tickets their ids
 * @returns the changes, and the catalogue they were checked against
 * @throws {HelpdeskError} "invalid" for a value that this helpdesk does not take, or none at all; "forbidden"
 * for a queue that may not be worked, and as `requireVisibleAllowed`
 */
export async function readChanges(
  tool: string,
  given: GivenChanges,
  tickets: readonly number[],
  context: CallContext,
): Promise<{ changes: TicketChanges; catalogue: Catalogue }> {
  if (Object.values(given).every((value) => value === undefined)) {
    throw new HelpdeskError(
      "invalid",
      `${tool} was not called: no field to change was given. Give at least one of ` +
        `${FIELDS.join(", ")}. ${CLEARING}`,
    );
  }
  const { title, description, status, priority, assigned_to, due_date, queue, resolution } = given;
  const catalogue = await requireKnown(
    { queues: queue, statuses: status, priorities: priority, users: assigned_to || undefined },
    context.helpdesk.catalogue,
    context.call,
    "The place to move to",
  );
  requireLengths({ title, description, submitter_email: given.submitter_email }, catalogue);
  const custom = given.custom_fields === undefined
    ? undefined
    : readCustomValues(readCustomFields(given.custom_fields), [...catalogue.customFields.values()]);
  if (resolution?.trim()) {
    // Before a person is asked.
    for (const ticket of tickets) {
      await context.helpdesk.tickets.requireAllowed(ticket, context.call);
    }
    const which = tickets.length === 1 ? `ticket ${tickets[0]}` : `tickets ${tickets.join(", ")}`;
    await requireVisibleAllowed({
      many: "resolutions, which the submitter can see",
      one: "resolution, which the submitter can see",
      noun: "resolution",
      question: `Set the resolution of ${which}? The submitter can see it.`,
      text: resolution,
      remedy: "The other fields can be changed without it",
    }, context);
  }
  const changes = {
    title: title?.trim(),
    description,
    status,
    priority,
    assignedTo: assigned_to === 0 ? null : assigned_to,
    dueDate: due_date === "" ? null : due_date,
    queue,
    submitterEmail: given.submitter_email?.trim(),
    onHold: given.on_hold,
    resolution: resolution?.trim() === "" ? null : resolution,
    ...(custom === undefined ? {} : { custom }),
  };
  noteLiteralBreaks({ description, resolution }, tool, context.call);
  return { changes, catalogue };
}
