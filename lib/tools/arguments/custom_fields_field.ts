import * as z from "zod";
import { line, outgoing, paragraphsOrNothing } from "./fields.ts";

/** Most custom fields of one call. */
const MOST_FIELDS = 50;

/**
 * Values of custom fields, as a tool's argument: a list of names and values, for which an object by names
 * stands, too; and for texts what says the same in another type.
 */
export function customFieldsField() {
  return z.preprocess(
    asList,
    z.array(z.strictObject({
      name: line("Name or label"),
      value: outgoing(paragraphsOrNothing("Value")),
    })).min(1).max(MOST_FIELDS),
  ).describe("The site's own fields");
}

function asList(given: unknown): unknown {
  const value = typeof given === "string" ? parsed(given) : given;
  const list = isRecord(value) && !("name" in value && "value" in value)
    ? Object.entries(value).map(([name, value]) => ({ name, value }))
    : isRecord(value)
    ? [value]
    : value;
  if (!Array.isArray(list)) return list;
  return list.map((entry) =>
    isRecord(entry) && ["number", "boolean"].includes(typeof entry.value)
      ? { ...entry, value: String(entry.value) }
      : entry
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
