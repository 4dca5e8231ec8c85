import { formatDateTime, parseDateTime } from "../python/date_text.ts";
import { strip } from "../python/python_text.ts";
import type { StoredCustomField } from "../state/model.ts";
import { booleanField, type Field, FieldError, textField } from "./fields.ts";

/** A custom value: what is stored of it, and what the answer to a change shows. */
export interface CustomValue {
  readonly stored: string;
  readonly shown: unknown;
}

const TIME_FAULT = "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].";
const DATE_FAULT = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";
const MOMENT_FAULT = "Datetime has wrong format. Use one of these formats instead: " +
  "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/** How a custom field reads its value. */
export function customField(field: StoredCustomField, timeZone: string): Field<CustomValue> {
  const { required, dataType, maxLength } = field;
  const convert = CONVERSIONS[dataType];
  if (convert === undefined) {
    const text = textField({
      required,
      ...maxLength === undefined ? {} : { maxLength },
      email: dataType === "email",
    });
    const { allowNull, allowBlank } = text;
    return { required, allowNull, allowBlank, convert: (value) => asIs(text.convert(value)) };
  }
  return {
    ...{ required, allowNull: false, allowBlank: false },
    convert: (value) => convert(value, field, timeZone),
  };
}

/** What is stored of a value that a new ticket does not have. */
export function absentValue({ dataType }: StoredCustomField): string | null {
  if (dataType === "boolean") return "False";
  return ["integer", "decimal", "date", "time", "datetime"].includes(dataType) ? null : "";
}

/** A stored value as the API shows it. */
export function shownValue({ dataType }: StoredCustomField, stored: string | null): unknown {
  if (stored === null) return null;
  if (dataType === "boolean") return stored === "True";
  return dataType === "integer" ? Number(stored) : stored;
}

type Conversion = (value: unknown, field: StoredCustomField, timeZone: string) => CustomValue;

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  integer(value) {
    const text = strip(String(value));
    if (typeof value === "boolean" || !/^[+-]?\d+$/.test(text)) {
      throw new FieldError(["A valid integer is required."]);
    }
    return { stored: String(Number(text)), shown: Number(text) };
  },
  decimal(value, { decimalPlaces = 0 }) {
    const text = strip(String(value));
    if (text === "" || !Number.isFinite(Number(text))) {
      throw new FieldError(["A valid number is required."]);
    }
    if ((text.split(".")[1]?.length ?? 0) > decimalPlaces) {
      throw new FieldError([`Ensure that there are no more than ${decimalPlaces} decimal places.`]);
    }
    return asIs(Number(text).toFixed(decimalPlaces));
  },
  list(value, { choices }) {
    const text = String(value);
    if (!choices.includes(text)) throw new FieldError([`"${text}" is not a valid choice.`]);
    return asIs(text);
  },
  boolean(value) {
    const is = booleanField().convert(value);
    return { stored: is ? "True" : "False", shown: is };
  },
  date(value) {
    const text = String(value);
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
      throw new FieldError([DATE_FAULT]);
    }
    return asIs(text);
  },
  time(value) {
    const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(String(value));
    if (match === null) throw new FieldError([TIME_FAULT]);
    return asIs(`${match[1]}:${match[2]}:${match[3] ?? "00"}`);
  },
  // Seconds and offset are shown once, and not stored.
  datetime(value, _field, timeZone) {
    const moment = parseDateTime(String(value), timeZone);
    if (moment === undefined) throw new FieldError([MOMENT_FAULT]);
    const shown = formatDateTime(moment, timeZone);
    return { stored: shown.slice(0, "YYYY-MM-DDTHH:MM".length), shown };
  },
  url(value) {
    const text = strip(String(value));
    if (!/^(?:https?|ftps?):\/\/\S+$/.test(text)) throw new FieldError(["Enter a valid URL."]);
    return asIs(text);
  },
  slug(value) {
    const text = strip(String(value));
    if (/^[\w-]+$/.test(text)) return asIs(text);
    throw new FieldError([
      'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.',
    ]);
  },
};

function asIs(text: string): CustomValue {
  return { stored: text, shown: text };
}
