import { parseDateTime } from "../python/date_text.ts";
import { DurationOverflow, parseDuration } from "../python/duration.ts";
import type { FieldChoice } from "../state/model.ts";
import { codePoints, pythonString, pythonType, strip } from "../python/python_text.ts";
import type { RestInput } from "./rest_input.ts";
import { RestError } from "./rest_error.ts";

/** A value cannot be taken; the REST framework lists the reasons under the field's name. */
export class FieldError extends Error {
  override readonly name = "FieldError";

  constructor(readonly reasons: unknown) {
    super("A field was refused");
  }
}

/** How one field of a serializer reads its value. */
export interface Field<T> {
  readonly required: boolean;
  readonly allowNull: boolean;
  /** A form sends an empty text for it, instead of nothing. */
  readonly allowBlank: boolean;
  /** What a form means that does not send it; undefined: nothing. */
  readonly absentInForm?: T;
  /** @throws {FieldError} */
  convert(value: unknown): T;
}

/** The fields of a serializer by name. */
export type Fields<T> = { readonly [Name in keyof T]: Field<T[Name]> };

/**
 * Reads an input field by field.
 *
 * @param partial a PATCH: nothing is required
 * @throws {RestError} 400 with the reasons of every field that was refused
 */
export function readFields<T extends object>(
  fields: Fields<T>,
  input: RestInput,
  partial: boolean,
): Partial<T> {
  const values: Partial<T> = {};
  const errors: Record<string, unknown> = {};
  for (const name of Object.keys(fields) as (keyof T & string)[]) {
    const field = fields[name];
    try {
      const value = readField(field, name, input, partial);
      if (value !== undefined) values[name] = value;
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      errors[name] = error.reasons;
    }
  }
  if (Object.keys(errors).length > 0) throw new RestError(400, errors);
  return values;
}

function readField<T>(
  field: Field<T>,
  name: string,
  input: RestInput,
  partial: boolean,
): T | undefined {
  let value = input.get(name);
  if (input.isForm && value === "" && !field.allowBlank) {
    value = field.allowNull ? null : field.required ? value : undefined;
  }
  if (value === undefined) {
    if (partial) return undefined;
    if (field.required) throw new FieldError(["This field is required."]);
    return input.isForm ? field.absentInForm : undefined;
  }
  if (value === null && !field.allowNull) throw new FieldError(["This field may not be null."]);
  return field.convert(value);
}

interface Optional {
  readonly required?: boolean;
  readonly allowBlank?: boolean;
}

/** A text, trimmed. @param maxLength in code points */
export function textField(
  { required = false, allowBlank = false, maxLength, email = false }: Optional & {
    readonly maxLength?: number;
    readonly email?: boolean;
  },
): Field<string> {
  return {
    required,
    allowNull: false,
    allowBlank,
    convert(value) {
      if (typeof value !== "string" && typeof value !== "number") {
        throw new FieldError(["Not a valid string."]);
      }
      const text = strip(pythonString(value));
      if (text === "") {
        if (!allowBlank) throw new FieldError(["This field may not be blank."]);
        return text;
      }
      const reasons = textFaults(text);
      if (maxLength !== undefined && codePoints(text) > maxLength) {
        reasons.unshift(`Ensure this field has no more than ${maxLength} characters.`);
      }
      if (email && !isEmail(text)) reasons.push("Enter a valid email address.");
      if (reasons.length > 0) throw new FieldError(reasons);
      return text;
    },
  };
}

function textFaults(text: string): string[] {
  const reasons: string[] = [];
  if (text.includes("\0")) reasons.push("Null characters are not allowed.");
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text);
  if (lone !== null) {
    const code = lone[0].charCodeAt(0).toString(16).toUpperCase();
    reasons.push(`Surrogate characters are not allowed: U+${code}.`);
  }
  return reasons;
}

function isEmail(text: string): boolean {
  return /^[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i
    .test(text) && text.length <= 320;
}

/** The same field, which also takes null. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  return {
    ...field,
    allowNull: true,
    convert: (value) => value === null ? null : field.convert(value),
  };
}

/** One of a list of choices, by value or by its text. */
export function choiceField(choices: readonly FieldChoice[]): Field<number> {
  return {
    required: false,
    allowNull: false,
    allowBlank: false,
    convert(value) {
      const text = pythonString(value);
      const choice = choices.find((candidate) => String(candidate.value) === text);
      if (choice === undefined) throw new FieldError([`"${text}" is not a valid choice.`]);
      return choice.value;
    },
  };
}

/** The id of an object that exists. */
export function keyField(
  exists: (id: number) => boolean,
  { required = false }: Optional = {},
): Field<number> {
  return {
    required,
    allowNull: false,
    allowBlank: false,
    convert(value) {
      const isNumber = typeof value === "number" ||
        (typeof value === "string" && /^\s*[-+]?\d+\s*$/.test(value));
      if (!isNumber) {
        const type = pythonType(value);
        throw new FieldError([`Incorrect type. Expected pk value, received ${type}.`]);
      }
      const id = Number(value);
      if (!exists(id)) {
        throw new FieldError([`Invalid pk "${pythonString(value)}" - object does not exist.`]);
      }
      return id;
    },
  };
}

/** An id that may be null, which an empty text means too. */
export function nullableKeyField(exists: (id: number) => boolean): Field<number | null> {
  const key = keyField(exists);
  return {
    ...key,
    allowNull: true,
    convert: (value) => value === null || value === "" ? null : key.convert(value),
  };
}

const TRUE = /^(t|y|yes|true|on|1)$/i;
const FALSE = /^(f|n|no|false|off|0)$/i;

/** A yes or no; a form that does not send it means no. */
export function booleanField(): Field<boolean> {
  return {
    required: false,
    allowNull: false,
    allowBlank: false,
    absentInForm: false,
    convert(value) {
      const text = pythonString(value);
      if (TRUE.test(text)) return true;
      if (FALSE.test(text)) return false;
      throw new FieldError(["Must be a valid boolean."]);
    },
  };
}

const DATE_FAULT = "Datetime has wrong format. Use one of these formats instead: " +
  "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/** A moment; without an offset it stands in the server's time zone. */
export function dateTimeField(timeZone: string): Field<Date | null> {
  return nullable<Date>({
    required: false,
    allowNull: false,
    allowBlank: false,
    convert(value) {
      const date = typeof value === "string" ? parseDateTime(value, timeZone) : undefined;
      if (date === undefined) throw new FieldError([DATE_FAULT]);
      return date;
    },
  });
}

/** A duration in microseconds; a bare number is seconds. */
export function durationField(): Field<number | null> {
  return nullable<number>({
    required: false,
    allowNull: false,
    allowBlank: false,
    convert(value) {
      try {
        const duration = parseDuration(pythonString(value));
        if (duration !== undefined) return duration;
      } catch (error) {
        if (!(error instanceof DurationOverflow)) throw error;
        throw new FieldError(["The number of days must be between -999999999 and 999999999."]);
      }
      throw new FieldError([
        "Duration has wrong format. Use one of these formats instead: " +
        "[DD] [HH:[MM:]]ss[.uuuuuu].",
      ]);
    },
  });
}
