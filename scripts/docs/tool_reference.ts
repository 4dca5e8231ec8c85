import type { Tool, ToolEffect } from "../../lib/tools/tool.ts";
import { codeSpan, markdownTable, words } from "./markdown.ts";
import { type Schema, typeWords, valueWords } from "./schema_words.ts";

/** What a tool does to the helpdesk, in a word or two. */
const EFFECTS: Readonly<Record<ToolEffect, string>> = {
  read: "reads",
  create: "creates",
  update: "changes",
  session: "agent session",
};

/** What is read of a tool. */
export type DescribedTool =
  & Pick<Tool, "name" | "description" | "effect">
  & { readonly inputSchema: Schema; readonly outputSchema?: Schema };

/** The tool reference: a table of all tools, then a section of each, with parameters and answer. */
export function toolReference(tools: readonly DescribedTool[]): string {
  return [toolTable(tools, ""), ...tools.map(section)].join("\n\n");
}

/**
 * A row for each tool.
 *
 * @param document where the reference stands, as a link: empty for the same document
 */
export function toolTable(tools: readonly DescribedTool[], document: string): string {
  return markdownTable(
    ["tool", "effect", "what it does"],
    tools.map(({ name, effect, description }) => [
      `[${codeSpan(name)}](${document}#${name})`,
      EFFECTS[effect],
      words(firstSentence(description)),
    ]),
  );
}

function section(tool: DescribedTool): string {
  const { name, effect, description, inputSchema, outputSchema } = tool;
  const parameters = parameterRows(inputSchema);
  const answer = Object.keys(outputSchema?.properties ?? {}).map(codeSpan).join(", ");
  return [
    `### ${codeSpan(name)}`,
    `_${upperFirst(EFFECTS[effect])}._ ${words(description)}`,
    parameters.length === 0
      ? "It takes no parameters."
      : markdownTable(["parameter", "type", "default", "meaning"], parameters),
    answer === "" ? undefined : `Answers with ${answer}.`,
  ].filter((part) => part !== undefined).join("\n\n");
}

/** A row for each parameter, and below it for each property of the objects in it. */
function parameterRows(
  { properties = {}, required = [] }: Schema,
  within = "",
): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${within}${name}`;
    const byDefault = required.includes(name) && schema.default === undefined
      ? "required"
      : schema.default === undefined
      ? ""
      : valueWords(schema.default);
    const row = [codeSpan(path), typeWords(schema), byDefault, words(schema.description ?? "")];
    const nested = schema.items === undefined
      ? parameterRows(schema, `${path}.`)
      : parameterRows(schema.items, `${path}[].`);
    return [row, ...nested];
  });
}

function firstSentence(text: string): string {
  return /^.+?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
