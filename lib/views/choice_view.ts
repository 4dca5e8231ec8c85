import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import type { Choice } from "../helpdesk/catalogue/choice.ts";
import { writeNamed } from "./named.ts";

/** Entries a page of a long list of choices. */
export const CHOICES_A_PAGE = 25;

/** An entry that tickets refer to by its id. */
export const choiceView = z.object({
  id: z.int(),
  name: z.string(),
});

/** Choices as tools show them. */
export function viewChoices(choices: readonly Choice[]): z.infer<typeof choiceView>[] {
  return choices.map(({ id, label }) => ({ id, name: label }));
}

/** Choices as text, one a line. */
export function renderChoices(
  choices: readonly z.infer<typeof choiceView>[],
): string | undefined {
  return choices.length === 0
    ? undefined
    : choices.map(({ id, name }) => writeNamed(id, name)).join("\n");
}

/** A sentence on why a list may lack entries; empty when it cannot. */
export function renderIncomplete(reason: string | undefined): string {
  return reason === undefined ? "" : ` The list may be incomplete: ${reason}.`;
}

/**
 * One page of choices.
 *
 * @throws {HelpdeskError} "invalid" past the last page, naming how many there are
 */
export function choicePage(
  choices: readonly Choice[],
  page: number,
): { choices: readonly Choice[]; pages: number } {
  const pages = Math.max(1, Math.ceil(choices.length / CHOICES_A_PAGE));
  if (page > pages) {
    throw new HelpdeskError(
      "invalid",
      `Page ${page} does not exist: there ${pages === 1 ? "is 1 page" : `are ${pages} pages`} of ` +
        `${CHOICES_A_PAGE} (${choices.length} in all); page=${pages} is the last`,
    );
  }
  return { choices: choices.slice((page - 1) * CHOICES_A_PAGE, page * CHOICES_A_PAGE), pages };
}
