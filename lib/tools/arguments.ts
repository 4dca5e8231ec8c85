import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import { shownLine } from "../shown_text.ts";

/** A JSON Schema (2020-12) of an object. */
export interface JsonSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, { readonly type?: string } & object>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** The JSON Schema of a tool's input or output, without the keywords that only cost the reader tokens. */
export function jsonSchemaOf(schema: z.ZodObject, direction: "input" | "output"): JsonSchema {
  const { $schema: _version, ...made } = z.toJSONSchema(schema, {
    io: direction,
    target: "draft-2020-12",
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return { ...made, type: "object", properties: made.properties as JsonSchema["properties"] };
}

/**
 * Checks a tool's arguments. A number given as a numeric string, or a boolean as "true" or "false", is
 * taken; unknown arguments are refused by name.
 *
 * @throws {HelpdeskError} "invalid", naming each argument that does not fit
 */
export function readArguments<Input extends z.ZodObject>(
  tool: string,
  input: Input,
  jsonSchema: JsonSchema,
  raw: unknown,
): z.infer<Input> {
  const given = raw ?? {};
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new HelpdeskError("invalid", `The arguments of ${tool} must be an object`);
  }
  const known = Object.keys(jsonSchema.properties);
  const problems: string[] = [];
  const converted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) {
      const taken = known.length === 0 ? "no arguments" : known.join(", ");
      problems.push(`${quoted(name)} is not an argument of ${tool}, which takes ${taken}`);
      continue;
    }
    // Clients fill in null for what a model left out.
    if (value !== null) converted[name] = convert(value, jsonSchema.properties[name]?.type);
  }
  const parsed = input.safeParse(converted);
  if (parsed.success && problems.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? "arguments");
    const missing = issue.code === "invalid_type" && !(name in converted);
    problems.push(missing ? `${name} is missing` : `${name}: ${issue.message}`);
  }
  throw new HelpdeskError("invalid", `${tool} was not called: ${problems.join("; ")}`);
}

function convert(value: unknown, type: string | undefined): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (type === "integer" && /^[+-]?\d{1,16}$/.test(text)) return Number(text);
  if (type === "boolean" && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return value;
}

function quoted(name: string): string {
  return JSON.stringify(shownLine(name, 60));
}
