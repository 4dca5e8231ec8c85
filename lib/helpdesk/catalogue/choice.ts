/** One of the things that tickets refer to by id: a queue, a user, a status, a priority. */
export interface Choice {
  readonly id: number;
  /** What people read. */
  readonly label: string;
}

/** The label of an id, undefined when the choices do not have it. */
export function labelOf(choices: readonly Choice[], id: number | undefined): string | undefined {
  return choices.find((choice) => choice.id === id)?.label;
}

/** Choices as a sentence's end: `1 "Open", 2 "Reopened", …`; long lists are cut and say so. */
export function choiceList(choices: readonly Choice[], most = 20): string {
  const shown = choices.slice(0, most).map(({ id, label }) => `${id} ${JSON.stringify(label)}`)
    .join(", ");
  return choices.length > most ? `${shown} and ${choices.length - most} more` : shown;
}
