/** What is counted. */
type Table = "ticket" | "followUp" | "attachment";

/** Ids go up and are not used twice, on whichever branch they are given. */
export class Ids {
  readonly #last: Record<Table, number> = { ticket: 0, followUp: 0, attachment: 0 };
  #isZeroNext = false;

  /** Lets the next attachment have the id 0, as the first one of a Dolt database. */
  beginWithZero(): void {
    this.#isZeroNext = true;
  }

  /** The next id of a table. */
  next(table: Table): number {
    if (table !== "attachment" || !this.#isZeroNext) return ++this.#last[table];
    this.#isZeroNext = false;
    return 0;
  }

  /** Counts on from an id that is in use. */
  use(table: Table, id: number): void {
    this.#last[table] = Math.max(this.#last[table], id);
  }
}
