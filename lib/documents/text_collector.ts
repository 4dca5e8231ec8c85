/** Thrown where no more of a document is read; the message completes "only its beginning was read:". */
export class EnoughText extends Error {}

/** Gathers a document's text, up to a length. */
export class TextCollector {
  readonly #most: number;
  readonly #parts: string[] = [];
  #length = 0;

  /** @param most characters */
  constructor(most: number) {
    this.#most = most;
  }

  /** @throws {EnoughText} when there is no room for more */
  add(text: string): void {
    const part = text.slice(0, this.#most - this.#length);
    this.#parts.push(part);
    this.#length += part.length;
    if (part.length < text.length) {
      throw new EnoughText(`it has more than ${this.#most.toLocaleString("en")} characters`);
    }
  }

  /** The text, without white space at the ends of lines and without more than one empty line in a row. */
  get text(): string {
    return this.#parts.join("").replace(/[^\S\n]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  }
}
