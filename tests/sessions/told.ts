/** Something that a client was told, and where it was said. */
interface Telling {
  readonly place: "notice" | "error" | "closed_branches" | "finished" | "stderr";
  readonly text: string;
}

/** A place in the order of what was told: nothing said before it counts as said after it. */
export type Moment = number;

/** Everything by which one client could learn what became of its work. */
export class Told {
  readonly #tellings: Telling[] = [];

  /** The end of what was told so far. */
  get now(): Moment {
    return this.#tellings.length;
  }

  add(place: Telling["place"], text: string): void {
    this.#tellings.push({ place, text });
  }

  /** Whether a branch was named after a moment: in a notice, an error, a list or on stderr. */
  names(branch: string, since: Moment): boolean {
    return this.#tellings.slice(since).some(({ place, text }) =>
      place !== "finished" && text.includes(branch)
    );
  }

  /** Whether a finish that succeeded reported this branch after a moment. */
  reportsFinished(branch: string, since: Moment): boolean {
    return this.#tellings.slice(since).some(({ place, text }) =>
      place === "finished" && text === branch
    );
  }

  /** All of it, for the message of a failed test. */
  toString(): string {
    return this.#tellings.map(({ place, text }) => `${place}: ${text}`).join("\n");
  }
}
