import type { ServedHelpdesk } from "../web/exchange.ts";
import { customField, type CustomValue } from "./custom_fields.ts";
import {
  booleanField,
  choiceField,
  dateTimeField,
  type Fields,
  keyField,
  nullable,
  nullableKeyField,
  readFields,
  textField,
} from "./fields.ts";
import type { RestInput } from "./rest_input.ts";

/** What a client may write of a ticket. */
export interface TicketFields {
  queue: number;
  title: string;
  description: string | null;
  resolution: string | null;
  submitter_email: string | null;
  assigned_to: number | null;
  status: number;
  on_hold: boolean;
  priority: number;
  due_date: Date | null;
  merged_to: number | null;
}

/** How each is read. */
export function ticketFields({ settings, store }: ServedHelpdesk): Fields<TicketFields> {
  return {
    queue: keyField((id) => store.queue(id) !== undefined, { required: true }),
    title: textField({ required: true, maxLength: 200 }),
    description: nullable(textField({ allowBlank: true })),
    resolution: nullable(textField({ allowBlank: true })),
    submitter_email: nullable(textField({ allowBlank: true, maxLength: 254, email: true })),
    assigned_to: nullableKeyField((id) => store.account(id) !== undefined),
    status: choiceField(settings.statuses),
    on_hold: booleanField(),
    priority: choiceField(settings.priorities),
    due_date: dateTimeField(settings.timeZone),
    merged_to: nullableKeyField((id) => store.tickets.has(id)),
  };
}

/**
 * The custom values that a client sent, by their fields' names without `custom_`.
 *
 * @throws {RestError} 400 for a value that its field does not take
 */
export function readSentCustomValues(
  { settings: { customFields, timeZone } }: ServedHelpdesk,
  input: RestInput,
  partial: boolean,
): Map<string, CustomValue> {
  const fields = Object.fromEntries(
    customFields.map((field) => [`custom_${field.name}`, customField(field, timeZone)]),
  );
  const values = readFields<Record<string, CustomValue>>(fields, input, partial);
  return new Map(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.replace("custom_", ""), value] as const]
    ),
  );
}
