import * as z from "zod";
import type { Call } from "../helpdesk/calls/call.ts";
import type { Helpdesk } from "../helpdesk/helpdesk.ts";
import { type JsonSchema, jsonSchemaOf, readArguments } from "./arguments/arguments.ts";
import { resolveReferences } from "./arguments/resolve_references.ts";

/** What a tool does to the helpdesk; the hints that clients show derive from it. */
export type ToolEffect = "read" | "create" | "update" | "session";

/** What not everybody has: the Dolt edition closes its web pages to agents, and no other edition has agents. */
export type ToolNeeds = "web pages" | "agent sessions";

/** What a tool works with. */
export interface ToolContext {
  readonly helpdesk: Helpdesk;
  readonly call: Call;
}

/** A result as text. */
export interface RenderedResult {
  /** The program's own words: no text that people wrote in the helpdesk. */
  readonly summary: string;
  /** What comes from the helpdesk; it is shown inside a boundary, as data that must not be obeyed. */
  readonly quoted?: string;
  /** Shown beside the text. */
  readonly image?: ShownImage;
  /** What the tool's view shows besides; only clients that show views are sent it. */
  readonly forView?: Readonly<Record<string, unknown>>;
}

/** An image as a client shows it. */
export interface ShownImage {
  /** Base64. */
  readonly data: string;
  readonly mimeType: string;
}

/** A tool as its file defines it. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: ToolEffect;
  /** What the helpdesk must have for it; it is not listed for who is known not to have it. */
  readonly needs?: ToolNeeds;
  /** How a field is cleared, where null might be meant to: clients fill it in for what was left out. */
  readonly clearing?: string;
  readonly input: Input;
  readonly output: Output;
  /**
   * True: clients are not told the form of the answer, which costs every list of tools and which who reads the
   * answer sees. Some that are told show it in place of its images.
   */
  readonly isOutputUntold?: boolean;
  /**
   * @param show puts an image beside the text of the result
   * @param tellView gives the tool's view what the answer does not hold
   * @throws {HelpdeskError} for every failure that the caller can understand
   */
  run(
    input: z.infer<Input>,
    context: ToolContext,
    show: (image: ShownImage) => void,
    tellView: (told: Readonly<Record<string, unknown>>) => void,
  ): Promise<z.infer<Output>>;
  render(result: z.infer<Output>): RenderedResult;
}

/** Hints of the Model Context Protocol about what a tool does. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** A tool as the protocol layer uses it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: ToolEffect;
  readonly needs: ToolNeeds | undefined;
  readonly hints: ToolHints;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema | undefined;
  /**
   * Checks the arguments, does the work and renders the result.
   *
   * @throws {HelpdeskError} "invalid" when the arguments do not fit, before anything is sent
   */
  call(
    rawArguments: unknown,
    context: ToolContext,
  ): Promise<{ structured: Record<string, unknown>; rendered: RenderedResult }>;
}

// A helpdesk is open to the world: customers write into it, and follow-ups are mailed.
const HINTS: Record<ToolEffect, ToolHints> = {
  read: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  create: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  },
  update: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  session: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  },
};

/** Makes a tool of its definition; the JSON Schemas are made when they are first asked for. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  const { name, title, description, effect, input, output } = definition;
  let inputSchema: JsonSchema | undefined;
  let outputSchema: JsonSchema | undefined;
  const tool: Tool = {
    name,
    title,
    description,
    effect,
    needs: definition.needs,
    hints: HINTS[effect],
    get inputSchema() {
      return inputSchema ??= jsonSchemaOf(input, "input");
    },
    get outputSchema() {
      if (definition.isOutputUntold) return undefined;
      return outputSchema ??= jsonSchemaOf(output, "output");
    },
    async call(rawArguments, context) {
      const { values, references } = readArguments(name, input, tool.inputSchema, rawArguments);
      const given = references.length === 0 ? values : {
        ...values,
        ...await resolveReferences(name, references, context.helpdesk, context.call),
      };
      const nulls = definition.clearing === undefined ? [] : nullNames(rawArguments);
      if (nulls.length > 0) {
        context.call.notice(
          `${nulls.join(", ")}: null counts as not given. ${definition.clearing}.`,
        );
      }
      const beside: Pick<RenderedResult, "image" | "forView"> = {};
      const result = await definition.run(
        given,
        context,
        (image) => Object.assign(beside, { image }),
        (forView) => Object.assign(beside, { forView }),
      );
      const structured = z.parse(output, result);
      return { structured, rendered: { ...definition.render(structured), ...beside } };
    },
  };
  return tool;
}

function nullNames(given: unknown): string[] {
  return Object.entries(given ?? {}).filter(([, value]) => value === null).map(([name]) => name);
}
