/**
 * A search text in the form that makes the list endpoint look for it literally: the server splits at
 * every "OR", also inside a word ("ORDER"), and gives "queue:" and "priority:" at the start a meaning of
 * their own. It compares without regard to case, so a lower-case "or" changes nothing else.
 */
export function literalSearch(text: string): string {
  const literal = alternatives(text).map((part) => part.replaceAll("OR", "or")).join(" OR ");
  return /^(?:queue|priority):/.test(literal) ? ` ${literal}` : literal;
}

/** The alternatives of a search text, trimmed, as ` OR ` separates them; empty ones are left out. */
export function alternatives(text: string): string[] {
  return text.trim().split(/\sOR\s/).map((part) => part.trim()).filter(Boolean);
}

/** Whether a value contains one of the alternatives, in any case. */
export function containsAny(
  values: readonly (string | number | undefined)[],
  wanted: readonly string[],
): boolean {
  const texts = values.filter((value) => value !== undefined)
    .map((value) => String(value).toLowerCase());
  return wanted.some((part) => texts.some((text) => text.includes(part.toLowerCase())));
}
