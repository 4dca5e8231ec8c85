import { HelpdeskError } from "../errors.ts";
import type { CatalogueList } from "../helpdesk/catalogue/catalogue.ts";
import { type Choice, choiceList } from "../helpdesk/catalogue/choice.ts";
import { listedBy } from "../helpdesk/catalogue/references.ts";
import { complete, type Completer } from "../resources/completion.ts";
import { comparableName } from "../text/same_name.ts";
import { shownLine } from "../text/shown_text.ts";
import type { ToolContext } from "../tools/tool.ts";

/**
 * The id of a queue or user that is given by its id or, as `comparableName` has it, by its name.
 *
 * @param argument names it in messages
 * @throws {HelpdeskError} "forbidden" for a queue that may not be worked; "invalid" when there is none of that name, or several
 */
export async function requireChoice(
  argument: string,
  text: string,
  list: "queues" | "users",
  { helpdesk, call }: ToolContext,
): Promise<number> {
  const catalogue = await helpdesk.catalogue.get(
    call,
    (kept) => choicesNamed(text, kept[list]).length > 0,
  );
  const choices = catalogue[list];
  const named = choicesNamed(text, choices);
  const [choice] = named;
  if (choice !== undefined && named.length === 1) return choice.id;
  if (list === "queues" && named.length === 0) {
    const id = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
    helpdesk.catalogue.requireQueue(id, `The queue ${JSON.stringify(shownLine(text, 100))}`);
  }
  // A list that may lack entries cannot prove that an id is wrong.
  const mayExist = catalogue.incomplete.has(list) && /^[1-9]\d{0,8}$/.test(text);
  if (named.length === 0 && mayExist) return Number(text);
  const given = `${argument} ${JSON.stringify(shownLine(text, 100))}`;
  throw new HelpdeskError(
    "invalid",
    named.length > 1
      ? `${given} names several, so give the id: ${shownLine(choiceList(named), 1_000)}`
      : `${given} names none of this helpdesk's; ${listedBy(list, choices)}`,
  );
}

/** Completes a queue, status or user from its id or any part of its name. */
export function completeChoice(list: CatalogueList): Completer {
  return async (typed, { helpdesk, call }) => {
    const catalogue = await helpdesk.catalogue.get(call);
    const choices = catalogue[list];
    const isWhole = !catalogue.incomplete.has(list);
    const isUnderstood = isNameUnderstood(choices);
    return complete(typed, choices, {
      isWhole,
      offer: ({ id, label }) => isUnderstood(label) ? label : String(id),
    });
  };
}

/** Completes the last of several values between commas, and keeps those before it. */
export function completeLast(completer: Completer): Completer {
  return async (typed, context) => {
    const [, before = "", last = ""] = /^(.*,\s*)?([^,]*)$/s.exec(typed) ?? [];
    const completion = await completer(last, context);
    return { ...completion, values: completion.values.map((value) => before + value) };
  };
}

function choicesNamed(text: string, choices: readonly Choice[]): readonly Choice[] {
  const byId = choices.filter(({ id }) => String(id) === text);
  const name = comparableName(text);
  return byId.length > 0 ? byId : choices.filter(({ label }) => comparableName(label) === name);
}

/** Whether a name alone says which entry is meant: it is one of a kind, and arrives as it is shown. */
function isNameUnderstood(choices: readonly Choice[]): (label: string) => boolean {
  const byName = Map.groupBy(choices, ({ label }) => comparableName(label));
  return (label) =>
    shownLine(label, 100) === label && !/^\d*$|,/.test(label) &&
    byName.get(comparableName(label))?.length === 1;
}
