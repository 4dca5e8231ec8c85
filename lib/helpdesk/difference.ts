/** A field in which the helpdesk stored something else than was asked. */
export interface Difference {
  readonly field: string;
  readonly asked: string;
  readonly stored: string;
}

/** A field that was asked for, with what the helpdesk says it stored. */
export interface WrittenField {
  readonly field: string;
  readonly asked: string | number | boolean | undefined;
  readonly stored: string | number | boolean | undefined;
}

/**
 * The fields whose stored value is another than the asked one. White space at both ends of a text does
 * not count: Django REST framework trims it.
 */
export function differences(fields: readonly WrittenField[]): Difference[] {
  return fields.filter(({ asked, stored }) => comparable(asked) !== comparable(stored))
    .map(({ field, asked, stored }) => ({
      field,
      asked: String(asked ?? "(none)"),
      stored: String(stored ?? "(none)"),
    }));
}

/**
 * A due date as the helpdesk stores it, when it falls on the asked day: the stored date and time is
 * written in the server's time zone, so its day is compared as it stands.
 */
export function storedDay(stored: string | undefined): string | undefined {
  return stored?.slice(0, "YYYY-MM-DD".length);
}

function comparable(value: WrittenField["asked"]): WrittenField["asked"] {
  return typeof value === "string" ? value.trim() || undefined : value;
}
