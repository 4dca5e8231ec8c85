import { HelpdeskError } from "../errors.ts";
import { nearestName } from "../text/nearest_name.ts";
import type { Completer } from "../resources/completion.ts";
import { shownLine } from "../text/shown_text.ts";
import type { RenderedResult, ToolContext } from "../tools/tool.ts";

const LONGEST_ARGUMENT = 500;

/** A value that a prompt takes; the protocol knows only texts. */
export interface PromptArgument {
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  /** Absent for a text of the user's own. */
  readonly complete?: Completer;
}

/** A part of a prompt: the program's own words, or what comes from the helpdesk. */
export type PromptPart =
  | { readonly kind: "words"; readonly text: string }
  | {
    readonly kind: "data";
    readonly rendered: RenderedResult;
    /** Address of the resource that holds the same; absent when none does. */
    readonly uri?: string;
  };

/** A prompt as the protocol layer uses it. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** By name, in the order in which a client asks for them. */
  readonly arguments: ReadonlyMap<string, PromptArgument>;
  /**
   * Checks the arguments, reads what the prompt is about and writes it.
   *
   * @throws {HelpdeskError} "invalid" when the arguments do not fit, before anything is read
   */
  write(
    given: Readonly<Record<string, string>>,
    context: ToolContext,
  ): Promise<readonly PromptPart[]>;
}

type Given<Arguments extends Record<string, PromptArgument>> = {
  readonly [Name in keyof Arguments]: Arguments[Name]["required"] extends true ? string
    : string | undefined;
};

/** Makes a prompt of its definition; its arguments arrive on one line each, never empty. */
export function definePrompt<const Arguments extends Record<string, PromptArgument>>(
  definition: {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly arguments: Arguments;
    /** @throws {HelpdeskError} for every failure that the caller can understand */
    write(given: Given<Arguments>, context: ToolContext): Promise<readonly PromptPart[]>;
  },
): Prompt {
  const { name, title, description } = definition;
  const known = new Map<string, PromptArgument>(Object.entries(definition.arguments));
  return {
    name,
    title,
    description,
    arguments: known,
    async write(given, context) {
      const read = readArguments(name, known, given);
      return await definition.write(read as Given<Arguments>, context);
    },
  };
}

function readArguments(
  prompt: string,
  known: ReadonlyMap<string, PromptArgument>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const problems: string[] = [];
  const read: Record<string, string> = {};
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    const taken = known.size === 0 ? "no arguments" : [...known.keys()].join(", ");
    const nearest = nearestName(name, [...known.keys()]);
    const meant = nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
    problems.push(`${quote(name)} is not an argument of ${prompt}, which takes ${taken}${meant}`);
  }
  for (const [name, { description, required }] of known) {
    const text = shownLine(given[name] ?? "");
    if (text.length > LONGEST_ARGUMENT) {
      problems.push(`${name} has more than ${LONGEST_ARGUMENT} characters (${description})`);
    } else if (text !== "") read[name] = text;
    else if (required) problems.push(`${name} is missing (${description})`);
  }
  if (problems.length === 0) return read;
  throw new HelpdeskError("invalid", `${prompt} was not written: ${problems.join("; ")}`);
}

function quote(name: string): string {
  return JSON.stringify(shownLine(name, 60));
}
