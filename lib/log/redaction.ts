import { shownLine } from "../text/shown_text.ts";

/** Values shorter than this are not tracked: they would blank out ordinary words. */
const SHORTEST_SECRET = 4;

/** Keeps credentials out of lines that people get to see. */
export class Redaction {
  readonly #hidden = new Set<string>();

  /**
   * Tracks a credential, in plain, URL-encoded, JSON and base64 form, unless it is shorter than four
   * characters.
   */
  hide(secret: string): void {
    if (secret.length < SHORTEST_SECRET) return;
    for (const form of formsOf(secret)) this.#hidden.add(form);
  }

  /** The message on one line, as it may be shown: without control characters and tracked credentials. */
  clean(message: string): string {
    // Cleaned first: an invisible character inside a secret must not keep it from being found.
    let text = shownLine(message);
    for (const secret of this.#hidden) text = text.replaceAll(secret, "[hidden]");
    return text;
  }
}

/** The secret as it may stand in a line: lines are cleaned before they are searched. */
function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const bytes = new TextEncoder().encode(wellFormed);
  return [
    secret,
    encodeURIComponent(wellFormed),
    new URLSearchParams({ secret: wellFormed }).toString().slice("secret=".length),
    JSON.stringify(secret).slice(1, -1),
    btoa(String.fromCharCode(...bytes)).replace(/=+$/, ""),
  ].map((form) => shownLine(form))
    .filter((form) => form.length >= SHORTEST_SECRET)
    .sort((left, right) => right.length - left.length);
}
