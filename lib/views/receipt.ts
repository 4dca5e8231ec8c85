import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { labelOf } from "../helpdesk/catalogue/choice.ts";
import {
  differingFields,
  type FieldValue,
  type WrittenField,
} from "../helpdesk/tickets/difference.ts";
import { formatMinutes } from "../helpdesk/writes/duration.ts";
import type { Mailed } from "../helpdesk/writes/mailed.ts";
import { ticketAddress } from "../helpdesk/tickets/ticket_address.ts";
import { shownLine } from "../text/shown_text.ts";
import { differingTexts } from "./differing_texts.ts";
import { writeNamed } from "./named.ts";

/** Most characters shown of a value that is stored as asked. */
const LONGEST_VALUE = 100;

/** Texts of the caller's own: those that are stored word for word are not told back. */
const TEXTS: readonly string[] = ["comment", "description", "resolution"];

/**
 * What a write answers with. `title` is the ticket's; `fields` holds what is `stored`, long values cut, beside it what
 * was `asked` where that is something else, and `own` where the helpdesk chose itself, but neither a text of several
 * lines nor the ticket's title that is stored as asked; `differences` names those stored otherwise than asked; `mailed` names each address with what it is to the ticket, and is absent where
 * the helpdesk does not tell.
 */
export const receipt = z.object({
  ticket_id: z.int(),
  title: z.string().optional(),
  url: z.string(),
  fields: z.array(z.object({
    field: z.string(),
    asked: z.string().optional(),
    stored: z.string().optional(),
    own: z.boolean().optional(),
  })),
  differences: z.array(z.string()),
  mailed: z.array(z.string()).optional(),
  earlier: z.boolean().optional().describe("Made by an earlier try"),
  branch_name: z.string().optional(),
});
export type Receipt = z.infer<typeof receipt>;
type ToldField = Receipt["fields"][number];

/**
 * The receipt of a write.
 *
 * @param write `ticket`: as it stood around the write; `mailed` absent: the helpdesk does not tell; `isEarlier`: an earlier try made it;
 * `branch`: where an agent's was read back
 */
export function receiptOf(
  write: {
    readonly ticket: { readonly id: number; readonly title?: string | undefined };
    readonly fields: readonly WrittenField[];
    readonly mailed?: readonly Mailed[];
    readonly isEarlier?: boolean;
    readonly branch?: string;
  },
  catalogue: Catalogue,
  baseUrl: URL,
): Receipt {
  const differing = differingFields(write.fields);
  return {
    ticket_id: write.ticket.id,
    title: shownValue(write.ticket.title),
    url: ticketAddress(write.ticket.id, baseUrl),
    fields: write.fields
      .filter((one) => isTold(one, write.ticket.title) || differing.includes(one.field))
      .map((one) => toldField(one, differing.includes(one.field), catalogue)),
    differences: differing,
    mailed: write.mailed?.map(({ address, part }) => `${address} (${part})`),
    earlier: write.isEarlier ? true : undefined,
    branch_name: write.branch,
  };
}

function toldField(one: WrittenField, isDiffering: boolean, catalogue: Catalogue): ToldField {
  const { field } = one;
  const asked = valueText(field, one.asked, catalogue);
  const stored = valueText(field, one.stored, catalogue);
  if (!isDiffering) {
    const value = { field, stored: shownValue(stored ?? asked) };
    return asked === undefined ? { ...value, own: true } : value;
  }
  if (asked === undefined || stored === undefined) return { field, asked: shownValue(asked) };
  const [askedExcerpt, storedExcerpt] = differingTexts(asked, stored);
  return { field, asked: askedExcerpt, stored: storedExcerpt };
}

function isTold({ field, asked, stored }: WrittenField, title: string | undefined): boolean {
  const isText = TEXTS.includes(field) || field === "title" && stored === title;
  return !isText || !asked || stored === undefined;
}

/**
 * The ticket's title, the fields a line each, and who was mailed. Of a field the stored value, and beside one
 * that differs what was asked.
 */
export function renderReceipt({ ticket_id, title, fields, differences, mailed }: Receipt): string {
  const lines = fields.map(({ field, asked, stored, own }) => {
    if (differences.includes(field)) {
      return `${field}: asked ${quote(asked)}, stored ${quote(stored)}`;
    }
    return `${field}: ${stored ?? "(none)"}${own ? " (the helpdesk's choice)" : ""}`;
  });
  if (title !== undefined) lines.unshift(`Ticket ${ticket_id}: ${title}`);
  if (mailed?.length) lines.push(`Mailed: ${mailed.join(", ")}`);
  return lines.join("\n");
}

/** A sentence on who was mailed; an agent's mails come before the review. */
export function renderMailed({ mailed, branch_name }: Receipt): string {
  const isEarly = branch_name !== undefined;
  if (mailed === undefined) {
    return ` This helpdesk does not tell who was mailed${
      isEarly ? "; it mails before the review." : "."
    }`;
  }
  if (mailed.length === 0) return " Nobody was mailed.";
  return ` Mailed to ${mailed.length} ${mailed.length === 1 ? "address" : "addresses"} below${
    isEarly ? ", before the review" : ""
  }.`;
}

/** A sentence on whether all is stored as asked, and where. */
export function renderDifferences({ differences, branch_name }: Receipt): string {
  const where = branch_name === undefined ? "" : `, on branch ${branch_name}`;
  return differences.length === 0
    ? ` Stored as asked${where}.`
    : ` WARNING: the helpdesk stored ${differences.join(", ")} otherwise than asked; see below.`;
}

/** A sentence on a write that an earlier try had made; empty otherwise. */
export function renderEarlier({ earlier }: Receipt): string {
  return earlier
    ? " An earlier try with the same arguments, whose outcome was unknown, had arrived: no second one was sent."
    : "";
}

/** A field's value in words, cut where it is long; undefined where there is none. */
export function fieldText(
  field: string,
  value: FieldValue,
  catalogue: Catalogue,
): string | undefined {
  return shownValue(valueText(field, value, catalogue));
}

function shownValue(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const whole = shownLine(text);
  return whole.length <= LONGEST_VALUE
    ? whole
    : `${shownLine(whole, LONGEST_VALUE)} (${text.length} characters)`;
}

function valueText(
  field: string,
  value: FieldValue,
  catalogue: Catalogue,
): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "(none)";
  return typeof value === "string" ? value : nameValue(field, value, catalogue);
}

function nameValue(field: string, value: number | boolean, catalogue: Catalogue): string {
  if (field === "time_spent" && typeof value === "number") return formatMinutes(value);
  const lists = {
    queue: catalogue.queues,
    status: catalogue.statuses,
    new_status: catalogue.statuses,
    priority: catalogue.priorities,
    assigned_to: catalogue.users,
  };
  const list = Object.entries(lists).find(([name]) => name === field)?.[1];
  if (list === undefined || typeof value === "boolean") return String(value);
  return writeNamed(value, labelOf(list, value));
}

function quote(value: string | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
