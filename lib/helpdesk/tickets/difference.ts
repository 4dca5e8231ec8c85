/** A field of a write: what was asked for, and what the helpdesk says it stored. */
export interface WrittenField {
  readonly field: string;
  /** Absent: not asked for, so whatever is stored is the helpdesk's own choice. */
  readonly asked: FieldValue;
  /** Absent: nothing is stored. */
  readonly stored: FieldValue;
}
/** `null` asks for the field to be empty. */
export type FieldValue = string | number | boolean | null | undefined;

/**
 * Whether something else is stored than was asked for. White space at both ends of a text does not count:
 * Django REST framework trims it.
 */
export function differs({ asked, stored }: WrittenField): boolean {
  return asked !== undefined && comparable(asked) !== comparable(stored);
}

/** Names of the fields that are stored otherwise than asked for. */
export function differingFields(fields: readonly WrittenField[]): string[] {
  return fields.filter(differs).map(({ field }) => field);
}

function comparable(value: FieldValue): FieldValue {
  return typeof value === "string" ? trimEnds(value) || null : value ?? null;
}

/** As Python's `str.strip`, which takes away four separators and NEL besides what `trim` does. */
function trimEnds(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOuterSpace(text[start])) start++;
  while (end > start && isOuterSpace(text[end - 1])) end--;
  return text.slice(start, end);
}

function isOuterSpace(character = ""): boolean {
  return character.trim() === "" || "\x1c\x1d\x1e\x1f\x85".includes(character);
}
