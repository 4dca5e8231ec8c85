import { isDay } from "../../text/moment.ts";
import { comparableName } from "../../text/same_name.ts";
import type { CustomField } from "./custom_field.ts";

type Reader = (text: string, field: CustomField) => string | number | boolean | undefined;

const YES = /^(?:true|yes|on|1)$/i;
const NO = /^(?:false|no|off|0)$/i;

/**
 * A value as the helpdesk stores it, of the text that is given for it.
 *
 * @returns undefined when the field does not take it; of a type that is not known here the helpdesk decides
 */
export function customValue(
  given: string,
  field: CustomField,
): string | number | boolean | undefined {
  const text = given.trim();
  if (text === "") {
    return field.choices.some(({ value }) => value === "") && !field.required ? "" : undefined;
  }
  return (READERS[field.type] ?? readText)(text, field);
}

const READERS: Readonly<Record<string, Reader>> = {
  integer: (text) => /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined,
  decimal: readDecimal,
  choice: readChoice,
  boolean: (text, { required }) =>
    YES.test(text) ? true : NO.test(text) && !required ? false : undefined,
  date: (text) => isDay(text) ? text : undefined,
  time: readTime,
  datetime: readMoment,
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text) ? text : undefined,
  url: (text) => /^(?:https?|ftps?):\/\//i.test(text) && URL.canParse(text) ? text : undefined,
  slug: (text) => /^[\w-]+$/.test(text) ? text : undefined,
};

function readText(text: string, { longest }: CustomField): string | undefined {
  return longest !== undefined && [...text].length > longest ? undefined : text;
}

/** With as many decimal places as are stored, so that what comes back is the same. */
function readDecimal(text: string, { longest, decimalPlaces }: CustomField): string | undefined {
  const match = /^([+-]?)0*(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", places = ""] = match;
  const own = decimalPlaces === undefined
    ? places
    : places.replace(/0+$/, "").padEnd(decimalPlaces, "0");
  const room = longest === undefined ? Infinity : longest - (decimalPlaces ?? places.length);
  if (own.length > (decimalPlaces ?? own.length) || whole.replace(/^0$/, "").length > room) {
    return undefined;
  }
  return `${sign === "-" ? "-" : ""}${whole}${own === "" ? "" : `.${own}`}`;
}

function readChoice(text: string, { choices }: CustomField): string | undefined {
  const exact = choices.find(({ value }) => value === text);
  if (exact !== undefined) return exact.value;
  const same = choices.filter(({ value, label }) =>
    value !== "" && [value, label].some((known) => comparableName(known) === comparableName(text))
  );
  return same.length === 1 ? same[0]?.value : undefined;
}

function readTime(text: string): string | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (match === null) return undefined;
  const [, hours = "", minutes, seconds = "00"] = match;
  return `${hours.padStart(2, "0")}:${minutes}:${seconds}`;
}

/** To the minute, and in the helpdesk's time zone: django-helpdesk stores neither seconds nor an offset of it. */
function readMoment(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::00)?$/.exec(text);
  return match === null || !isDay(match[1] ?? "") ? undefined : `${match[1]}T${match[2]}`;
}
