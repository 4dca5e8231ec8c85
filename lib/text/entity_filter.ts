/** The named entities of HTML that denote a character nobody can see; case counts. */
const INVISIBLE_NAMES: ReadonlySet<string> = new Set([
  "ApplyFunction",
  "InvisibleComma",
  "InvisibleTimes",
  "NegativeMediumSpace",
  "NegativeThickSpace",
  "NegativeThinSpace",
  "NegativeVeryThinSpace",
  "NoBreak",
  "ZeroWidthSpace",
  "af",
  "ic",
  "it",
  "lrm",
  "rlm",
  "shy",
  "zwj",
  "zwnj",
]);
const LONGEST_NAME = Math.max(...[...INVISIBLE_NAMES].map((name) => name.length));
/** One more than the last code point: what any larger number counts as. */
const BEYOND_UNICODE = 0x110000;
/** Most unfinished entities inside one another; only hostile text has more, and it loses their `&`. */
const DEEPEST_NESTING = 1000;

/** How far an entity has been read: after `&`, `&#`, `&#x`, digits, or letters of a name. */
type Phase =
  | "ampersand"
  | "number"
  | "hexadecimal"
  | "decimalDigits"
  | "hexadecimalDigits"
  | "name";

/** An `&` in the output that may yet turn out to start an entity. */
interface Candidate {
  /** Where its `&` stands in the open part. */
  readonly start: number;
  phase: Phase;
  /** The number so far, or the length of the name so far. */
  value: number;
}

/**
 * Collects output and takes entities that denote unwanted characters back out of it, as soon as they
 * are complete. Because an entity is looked for in the output, one that only comes about by the
 * removal of something inside it is found too, in the same pass: every `&` that may still become an
 * entity is kept on a stack with what was read of it, so that the work stays linear in the text.
 *
 * A number counts without its `;`, and so does `&shy`, since browsers read them that way.
 */
export class EntityFilter {
  readonly #isUnwanted: (codePoint: number) => boolean;
  readonly #finished: string[] = [];
  readonly #candidates: Candidate[] = [];
  /** The output from the outermost candidate on, in single characters. */
  #open: string[] = [];

  /** @param isUnwanted says of a code point whether an entity that denotes it is to be removed */
  constructor(isUnwanted: (codePoint: number) => boolean) {
    this.#isUnwanted = isUnwanted;
  }

  /** True while the end of the output may be the beginning of an entity. */
  get isWaiting(): boolean {
    return this.#candidates.length > 0;
  }

  /** The last character of the output so far, empty at its start. */
  get lastCharacter(): string {
    const text = this.#open.at(-1) ?? this.#finished.at(-1) ?? "";
    return text.codePointAt(text.length - 2)! > 0xffff ? text.slice(-2) : text.slice(-1);
  }

  /** Adds a run of text without `&`; only while `isWaiting` is false. */
  writeRun(text: string): void {
    if (text !== "") this.#finished.push(text);
  }

  /** Adds one character. */
  write(character: string): void {
    for (let top = this.#candidates.at(-1); top !== undefined; top = this.#candidates.at(-1)) {
      if (!this.#isShy(top) && advance(top, character)) {
        this.#open.push(character);
        return;
      }
      if (this.#denotesUnwanted(top, character)) {
        this.#takeBack(top);
        if (character === ";") return;
        continue;
      }
      // A further `&` leaves this candidate where it is: what follows may be removed again.
      if (character !== "&") this.#settle();
      break;
    }
    if (character === "&") {
      if (this.#candidates.length === DEEPEST_NESTING) return;
      this.#candidates.push({ start: this.#open.length, phase: "ampersand", value: 0 });
      this.#open.push(character);
    } else {
      this.#finished.push(character);
    }
  }

  /** Takes unwanted entities back that are complete unless their number or name goes on. */
  takeBackComplete(): void {
    for (let top = this.#candidates.at(-1); top !== undefined; top = this.#candidates.at(-1)) {
      if (!this.#denotesUnwanted(top, "")) return;
      this.#takeBack(top);
    }
  }

  /** Ends the text and returns all of it. */
  end(): string {
    this.takeBackComplete();
    this.#settle();
    return this.#finished.join("");
  }

  #denotesUnwanted(candidate: Candidate, following: string): boolean {
    switch (candidate.phase) {
      case "decimalDigits":
      case "hexadecimalDigits":
        return candidate.value < BEYOND_UNICODE && this.#isUnwanted(candidate.value);
      case "name":
        return this.#isShy(candidate) ||
          (following === ";" && INVISIBLE_NAMES.has(this.#nameOf(candidate)));
      default:
        return false;
    }
  }

  #isShy(candidate: Candidate): boolean {
    return candidate.phase === "name" && candidate.value === 3 && this.#nameOf(candidate) === "shy";
  }

  #nameOf(candidate: Candidate): string {
    return this.#open.slice(candidate.start + 1).join("");
  }

  #takeBack(candidate: Candidate): void {
    this.#open.length = candidate.start;
    this.#candidates.pop();
  }

  #settle(): void {
    if (this.#open.length > 0) this.#finished.push(this.#open.join(""));
    this.#open = [];
    this.#candidates.length = 0;
  }
}

/** Reads one more character of an entity; false, with nothing changed, where it does not go on. */
function advance(candidate: Candidate, character: string): boolean {
  switch (candidate.phase) {
    case "ampersand":
      if (character === "#") candidate.phase = "number";
      else if (/^[A-Za-z]$/.test(character)) {
        candidate.phase = "name";
        candidate.value = 1;
      } else return false;
      return true;
    case "number":
      if (character !== "x" && character !== "X") return addDigit(candidate, character, 10);
      candidate.phase = "hexadecimal";
      return true;
    case "hexadecimal":
    case "hexadecimalDigits":
      return addDigit(candidate, character, 16);
    case "decimalDigits":
      return addDigit(candidate, character, 10);
    case "name":
      if (candidate.value === LONGEST_NAME || !/^[A-Za-z0-9]$/.test(character)) return false;
      candidate.value++;
      return true;
  }
}

function addDigit(candidate: Candidate, character: string, base: 10 | 16): boolean {
  if (!(base === 10 ? /^[0-9]$/ : /^[0-9A-Fa-f]$/).test(character)) return false;
  candidate.phase = base === 10 ? "decimalDigits" : "hexadecimalDigits";
  candidate.value = Math.min(candidate.value * base + parseInt(character, base), BEYOND_UNICODE);
  return true;
}
