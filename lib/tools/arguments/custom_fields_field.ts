import * as z from "zod";
import type { GivenCustomValue } from "../../helpdesk/catalogue/custom_values.ts";
import { outgoing } from "./fields.ts";

/** Most characters of all of them. */
const LONGEST = 20_000;

/**
 * Values of custom fields, as a tool's argument: JSON as a text, which every client can write. An object, and a
 * list of names and values, stand for it, too.
 */
export function customFieldsField() {
  return z.preprocess(
    (given) => typeof given === "object" && given !== null ? JSON.stringify(given) : given,
    outgoing(z.string().max(LONGEST)).refine(
      (text) => readCustomFields(text).length > 0,
      'must be a JSON object of texts, numbers, true or false by name or label: {"Room": "B-7"}',
    ),
  ).describe('JSON by name or label: {"Room": "B-7"}');
}

/** The values in a text that `customFieldsField` let pass; empty where it is another one. */
export function readCustomFields(text: string): GivenCustomValue[] {
  const given = parsed(text);
  const list = Array.isArray(given)
    ? given
    : isRecord(given)
    ? Object.entries(given).map(([name, value]) => ({ name, value }))
    : [];
  const values = list.map(readEntry);
  return values.every((value) => value !== undefined) ? values : [];
}

function readEntry(entry: unknown): GivenCustomValue | undefined {
  if (!isRecord(entry)) return undefined;
  const { name, value } = entry;
  const isSimple = ["string", "number", "boolean"].includes(typeof value);
  return typeof name === "string" && name.trim() !== "" && isSimple
    ? { name, value: String(value) }
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
