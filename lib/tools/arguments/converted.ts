import type { ArgumentRole } from "./argument_roles.ts";

/**
 * A value in the type of its argument, where it says the same in another one: clients and models write
 * numbers, booleans and lists as text, and text as a number.
 *
 * @param type of the argument in its JSON Schema
 */
export function converted(
  value: unknown,
  type: string | undefined,
  { isList }: ArgumentRole = {},
): unknown {
  if (type === "string") return isList ? joined(value) : texted(value);
  if (typeof value !== "string") return value;
  const text = value.trim();
  const number = text.replace(/^#/, "");
  if (type === "integer" && isInteger(number)) return Number(number);
  if (type === "array") return parsedArray(text) ?? value;
  if (type === "boolean" && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return value;
}

/** Whether a text is a number as an id is. */
export function isInteger(text: string): boolean {
  return /^[+-]?\d{1,16}$/.test(text.trim());
}

function texted(value: unknown): unknown {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : value;
}

/** A list as the text that stands for it; a list may itself come as JSON text. */
function joined(value: unknown): unknown {
  const list = typeof value === "string" ? parsedArray(value.trim()) : value;
  if (!Array.isArray(list)) return texted(value);
  const texts = list.map(texted);
  return texts.every((text) => typeof text === "string") ? texts.join(",") : value;
}

/** A list that is written as JSON; undefined when the text is none. */
export function parsedArray(text: string): unknown[] | undefined {
  if (!text.startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
