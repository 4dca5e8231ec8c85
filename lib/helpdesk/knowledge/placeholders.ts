/** What a canned reply leaves to be filled in: `{{ ticket.title }}`, with its filters where it has any. */
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const LOGIC = /\{%.*?%\}/;

/** The names of a reply's placeholders, each once, in their order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ""))];
}

/** Whether a reply decides by itself what it says, by tags such as `{% if … %}`. */
export function hasLogic(text: string): boolean {
  return LOGIC.test(text);
}

/** A reply with what is known in the place of its placeholders; the rest becomes a gap in square brackets. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? `[${name}]`);
}
