import { shownLine } from "../text/shown_text.ts";

/** Values shorter than this are not tracked: they would blank out ordinary words. */
const SHORTEST_SECRET = 4;

/** Characters that HTML and XML give names. */
const NAMED = new Map([["&", "amp"], ["<", "lt"], [">", "gt"], ['"', "quot"], ["'", "apos"]]);

/** Keeps credentials out of lines that people get to see. */
export class Redaction {
  readonly #hidden = new Set<string>();
  readonly #patterns: RegExp[] = [];
  /** Tracked, and not looked for yet: few starts write a line, and all wait for this. */
  readonly #added: string[] = [];

  /**
   * Tracks a credential, unless it is shorter than four characters: in plain, URL-encoded, JSON and base64
   * form, and with any of its characters written as an escape of JSON, of URLs or of HTML.
   */
  hide(secret: string): void {
    if (secret.length >= SHORTEST_SECRET) this.#added.push(secret);
  }

  /** The message on one line, as it may be shown: without control characters and tracked credentials. */
  clean(message: string): string {
    for (const secret of this.#added.splice(0)) this.#track(secret);
    // Cleaned first: an invisible character inside a secret must not keep it from being found.
    let text = shownLine(message);
    for (const secret of this.#hidden) text = text.replaceAll(secret, "[hidden]");
    for (const pattern of this.#patterns) text = text.replace(pattern, "[hidden]");
    return text;
  }

  #track(secret: string): void {
    for (const form of formsOf(secret)) this.#hidden.add(form);
    this.#patterns.push(new RegExp(Array.from(shownLine(secret), anyFormOf).join(""), "g"));
  }
}

/** A pattern for one character, as it is or as an escape: `\\u0041`, `%41`, `&#65;`, `&#x41;`, `&amp;`. */
function anyFormOf(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, place) => character.charCodeAt(place));
  const hex = (value: number, digits: number) =>
    [...value.toString(16).padStart(digits, "0")]
      .map((digit) => /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit).join("");
  const bytes = [...new TextEncoder().encode(character.toWellFormed())];
  const name = NAMED.get(character);
  return `(?:${
    [
      RegExp.escape(character),
      units.map((unit) => `\\\\u${hex(unit, 4)}`).join(""),
      bytes.map((byte) => `%${hex(byte, 2)}`).join(""),
      `&#0*${codePoint};`,
      `&#[xX]0*${hex(codePoint, 1)};`,
      ...name === undefined ? [] : [`&${name};`],
    ].join("|")
  })`;
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
