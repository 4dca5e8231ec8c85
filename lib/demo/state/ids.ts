/** What is counted. */
type Table = "ticket" | "followUp" | "attachment";

/** Ids go up and are not used twice, on whichever branch they are given. */
export class Ids {
  readonly #last: Record<Table, number> = { ticket: 0, followUp: 0, attachment: 0 };

  /** The next id of a table. */
  next(table: Table): number {
    return ++this.#last[table];
  }

  /** Counts on from an id that is in use. */
  use(table: Table, id: number): void {
    this.#last[table] = Math.max(this.#last[table], id);
  }
}
