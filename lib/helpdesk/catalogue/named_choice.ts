import { HelpdeskError } from "../../errors.ts";
import { nearestName } from "../../text/nearest_name.ts";
import { comparableName } from "../../text/same_name.ts";
import { shownLine } from "../../text/shown_text.ts";
import { keyOf } from "../answers/stand_in.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Catalogue, CatalogueList } from "./catalogue.ts";
import type { CatalogueKeeper } from "./catalogue_keeper.ts";
import {
  choiceList,
  isSameAddress,
  tellsFullNames,
  USER_NAMES_ONLY,
  type UserChoice,
  wholeName,
} from "./choice.ts";
import { ownUser, requireOwnUser } from "./own_user.ts";
import { listedBy, ONE_OF } from "./references.ts";
import { choicesNamed } from "./selection.ts";

/** What people write for no user at all. */
const NOBODY = new Set(["nobody", "no one", "noone", "no user", "none", "null", "unassigned"]);

/** Most candidates that a message names. */
const MOST_CANDIDATES = 10;

/** Where names are looked up. */
interface Parts {
  readonly session: HelpdeskSession;
  readonly catalogue: CatalogueKeeper;
}

/**
 * The id of a queue, user, status or priority that is given by id or name: a queue also by its slug, a user by user
 * name, full name or an address that is known, or as `me`. A number that is neither an id nor a name is returned as it is.
 *
 * @param problem begins the messages
 * @throws {HelpdeskError} "invalid" for a name of nothing or of several, with the candidates
 */
export async function idOfNamed(
  list: CatalogueList,
  text: string,
  problem: string,
  { session, catalogue: keeper }: Parts,
  call: Call,
): Promise<number> {
  const accepts = (kept: Catalogue) => isSettled(list, text, kept);
  const catalogue = list === "users"
    ? await keeper.getWithNames(call, accepts)
    : await keeper.get(call, accepts);
  const called = candidatesOf(list, text, catalogue);
  const isSelf = list === "users" && comparableName(text) === "me";
  if (called.length === 0 && isSelf) {
    return await requireOwnUser(session, catalogue, `${problem}: "me"`, call);
  }
  const self = isSelf ? ownUser(session, catalogue) : undefined;
  const found = self === undefined || called.includes(self) ? called : [self, ...called];
  const bySlug = found.length > 0 || list !== "queues"
    ? undefined
    : await keeper.queuesWithSlug(text, call);
  const meant = bySlug ?? found;
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only.id;
  if (meant.length === 0 && /^\s*[+-]?\d{1,15}\s*$/.test(text)) return Number(text);
  const reason = meant.length === 0
    ? unknown(list, text, catalogue)
    : `${quote(text)} names ${meant.length} of the ${list}: ${
      shown(meant)
    }. Give the id, as a number`;
  throw new HelpdeskError("invalid", `${problem}: ${reason}`);
}

function isSettled(list: CatalogueList, text: string, catalogue: Catalogue): boolean {
  return candidatesOf(list, text, catalogue).length > 0 ||
    list === "users" && comparableName(text) === "me";
}

/** Those of the best kind of likeness: the very user name or key, a name, a name as tools write it. */
function candidatesOf(
  list: CatalogueList,
  text: string,
  catalogue: Catalogue,
): readonly UserChoice[] {
  const choices: readonly UserChoice[] = catalogue[list];
  // A number in a text may be an id that a client wrote as text, and somebody's name: then it is neither.
  const exact = choices.filter((choice) =>
    [choice.username, String(keyOf(choice.id)), String(choice.id)].includes(text.trim()) ||
    /^\s*\d+\s*$/.test(text) && choice.label.trim() === text.trim()
  );
  if (exact.length > 0) return exact;
  const addressed = choices.filter(({ address }) => isSameAddress(address, text));
  if (addressed.length > 0) return addressed;
  const named = choicesNamed(choices, text);
  const name = comparableName(text);
  const byUsername = choices.filter((choice) =>
    comparableName(choice.username ?? "") === name && !named.includes(choice)
  );
  if (named.length + byUsername.length > 0) return [...named, ...byUsername];
  return choices.filter((choice) => writtenForms(choice).includes(name));
}

/** "5 Ann Lee", "Ann Lee (ann)", "5 Ann Lee (ann)", as lists of this program show a user. */
function writtenForms(choice: UserChoice): string[] {
  const { id, label, username } = choice;
  return [label, username ?? label, wholeName(choice)]
    .flatMap((name) => [name, `${id} ${name}`]).map(comparableName);
}

function unknown(list: CatalogueList, text: string, catalogue: Catalogue): string {
  const choices: readonly UserChoice[] = catalogue[list];
  if (list === "users" && NOBODY.has(comparableName(text))) {
    return `there is no user ${
      quote(text)
    }. A change takes assigned_to 0 for nobody, list_tickets ` +
      "takes unassigned: true, and a new ticket is nobody's where neither is given";
  }
  const like = alike(text, choices);
  const meant = like.length === 0 ? "" : ` (did you mean ${shown(like)}?)`;
  const incomplete = catalogue.incomplete.get(list);
  const perhaps = incomplete === undefined
    ? ""
    : `, which may lack some: ${incomplete}. Then give the id`;
  const all = listedBy(list, choices);
  const untold = list === "users" && text.includes("@")
    ? "; this helpdesk does not tell its users' e-mail addresses: give the name"
    : list === "users" && !tellsFullNames(choices)
    ? `; ${USER_NAMES_ONLY}`
    : "";
  return `there is no ${ONE_OF[list]} ${quote(text)}${meant}${untold}; ${all}${perhaps}`;
}

/** Those with all, or else any, of the words of a text in their names, or a name that it may be a slip of. */
function alike(text: string, choices: readonly UserChoice[]): readonly UserChoice[] {
  const words = comparableName(text.replace(/@.*$/, "")).split(/[\s.]+/).filter(Boolean);
  const hits = (choice: UserChoice) => {
    const names = comparableName(`${choice.label} ${choice.username ?? ""}`);
    return words.filter((word) => names.includes(word)).length;
  };
  const most = Math.max(0, ...choices.map(hits));
  if (most > 0) return choices.filter((choice) => hits(choice) === most);
  const names = choices.flatMap((choice) => [choice.label, choice.username ?? choice.label]);
  const nearest = nearestName(text, names);
  return nearest === undefined
    ? []
    : choices.filter((choice) => [choice.label, choice.username].includes(nearest));
}

function shown(choices: readonly UserChoice[]): string {
  return shownLine(choiceList(choices, MOST_CANDIDATES), 600);
}

function quote(text: string): string {
  return JSON.stringify(shownLine(text, 60));
}
