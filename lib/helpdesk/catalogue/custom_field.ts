/** A custom field of this helpdesk, as its metadata tells of it. */
export interface CustomField {
  /** What the API calls it: `custom_NAME`. */
  readonly wireName: string;
  readonly label: string;
  /** Django REST framework's: "string", "integer", "decimal", "choice", "boolean", "date", … */
  readonly type: string;
  readonly required: boolean;
  /** Most characters of a text; of a decimal most digits. */
  readonly longest: number | undefined;
  /** Of a decimal; undefined: not told. */
  readonly decimalPlaces: number | undefined;
  /** Of a choice; empty otherwise. */
  readonly choices: readonly CustomChoice[];
}

/** A value that a custom field takes, and what people read for it. */
export interface CustomChoice {
  readonly value: string;
  readonly label: string;
}

/** A custom field's own name. */
export function customNameOf({ wireName }: CustomField): string {
  return wireName.replace(/^custom_/, "");
}

/** A field in words: `Room (room, required): a text of at most 40 characters`. */
export function describeCustomField(field: CustomField): string {
  const { label, required, type, longest, decimalPlaces, choices } = field;
  const is = {
    integer: "an integer",
    decimal: `a number${
      decimalPlaces === undefined ? "" : ` with ${decimalPlaces} decimal places`
    }`,
    choice: `one of ${choices.map(({ value }) => JSON.stringify(value)).join(", ")}`,
    boolean: required ? "true" : "true or false",
    date: "a date, YYYY-MM-DD",
    time: "a time, HH:MM",
    datetime: "a date and time of the helpdesk's zone, YYYY-MM-DDTHH:MM",
    email: "an e-mail address",
    url: "an address (URL)",
    slug: "letters, digits, underscores and hyphens",
  }[type] ?? `a text${longest === undefined ? "" : ` of at most ${longest} characters`}`;
  return `${label} (${customNameOf(field)}${required ? ", required" : ""}): ${is}`;
}
