/** One of the things that tickets refer to by id: a queue, a user, a status, a priority. */
export interface Choice {
  readonly id: number;
  /** What people read. */
  readonly label: string;
}

/** Somebody whom tickets can be assigned to; the label is the full name, where the helpdesk tells one. */
export interface UserChoice extends Choice {
  /** As the API has it; undefined when nothing but the id is known. */
  readonly username?: string;
  /** E-mail address; undefined where the helpdesk does not tell it, as a rule. */
  readonly address?: string;
}

/** What to know of users whose full names are not told. */
export const USER_NAMES_ONLY = "of users this account is told user names only, no full names";

/** Whether full names are told: of somebody who has one. */
export function tellsFullNames(users: readonly UserChoice[]): boolean {
  return users.some(({ label, username }) => username !== undefined && username !== label);
}

const ALPHABET = new Intl.Collator("en", { numeric: true });

/** Users by the names that people read. */
export function inOrderOfNames(users: readonly UserChoice[]): UserChoice[] {
  return users.toSorted((one, other) =>
    ALPHABET.compare(one.label, other.label) || one.id - other.id
  );
}

/** The label of an id, undefined when the choices do not have it. */
export function labelOf(choices: readonly Choice[], id: number | undefined): string | undefined {
  return choices.find((choice) => choice.id === id)?.label;
}

/** Whether two e-mail addresses are the same: case tells none apart. */
export function isSameAddress(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.trim().toLowerCase() === other?.trim().toLowerCase();
}

/** A choice's name, and a user's user name where that is another one: "Ann Lee (ann)". */
export function wholeName(choice: UserChoice): string {
  const { label, username } = choice;
  return username === undefined || username === label ? label : `${label} (${username})`;
}

/** Choices as a sentence's end: `1 "Open", 2 "Reopened", …`; long lists are cut and say so. */
export function choiceList(choices: readonly UserChoice[], most = 20): string {
  const shown = choices.slice(0, most)
    .map((choice) => `${choice.id} ${JSON.stringify(wholeName(choice))}`).join(", ");
  return choices.length > most ? `${shown} and ${choices.length - most} more` : shown;
}
