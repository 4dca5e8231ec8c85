import * as z from "zod";
import { HelpdeskError } from "../../errors.ts";
import { nearestName } from "../../text/nearest_name.ts";
import { shownLine } from "../../text/shown_text.ts";
import { rolesIn } from "./argument_roles.ts";
import { converted } from "./converted.ts";
import { type GivenList, type GivenReference, GivenReferences } from "./given_references.ts";
import { argumentCalled } from "./other_names.ts";

/** Where a value is found, for arguments whose description has no room for it. */
const SOURCES: ReadonlyMap<string, string> = new Map([["ticket_id", "from list_tickets"]]);

interface Property {
  readonly type?: string;
  readonly description?: string;
}

/** Keywords of a property that are not always sent. */
interface SchemaPart extends Property {
  readonly default?: unknown;
  readonly maximum?: number;
  readonly items?: SchemaPart;
  minimum?: number;
  additionalProperties?: boolean;
}

/** A JSON Schema (2020-12) of an object. */
export interface JsonSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** A limit of this length and more is told to who breaks it, not to everybody. */
const LONGEST_TEXT = 20_000;

/** The JSON Schema of a tool's input or output, without the keywords that only cost the reader tokens. */
export function jsonSchemaOf(schema: z.ZodObject, direction: "input" | "output"): JsonSchema {
  const { $schema: _version, ...made } = z.toJSONSchema(schema, {
    io: direction,
    target: "draft-2020-12",
    override: ({ jsonSchema, path }) => {
      if (direction === "output") {
        // What stands in its lists an answer shows itself; every request of the list of tools would pay for it.
        if (path.length > 0) delete jsonSchema.properties;
        delete jsonSchema.items;
        delete jsonSchema.propertyNames;
        delete jsonSchema.description;
        // An answer may hold `notices` too; that a field is there is of use to nobody but this program.
        delete jsonSchema.additionalProperties;
        delete jsonSchema.required;
      }
      if ((jsonSchema.maxLength ?? 0) >= LONGEST_TEXT) delete jsonSchema.maxLength;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const properties = made.properties as JsonSchema["properties"];
  if (direction === "input") Object.values(properties).forEach(leaveOutUsualLimits);
  return { ...made, type: "object", properties };
}

/** Nobody takes 0 for an id, nor makes up parts of a file: who does is told. */
function leaveOutUsualLimits(property: SchemaPart): void {
  const isId = property.type === "integer" && property.default === undefined && !property.maximum;
  if (isId && property.minimum === 1) delete property.minimum;
  delete property.additionalProperties;
  if (property.items !== undefined) leaveOutUsualLimits(property.items);
}

/** Arguments that fit their tool's schema, and references among them that are still to be resolved. */
export interface ReadArguments<Values> {
  /** Without the arguments that only name something; what is still to be resolved has a number that is none. */
  readonly values: Values;
  readonly references: readonly (GivenReference | GivenList)[];
}

/**
 * Checks a tool's arguments. Values that say the same in another type are taken, and names in place of ids;
 * unknown arguments are refused by name.
 *
 * @throws {HelpdeskError} "invalid", naming each argument that does not fit
 */
export function readArguments<Input extends z.ZodObject>(
  tool: string,
  input: Input,
  jsonSchema: JsonSchema,
  raw: unknown,
): ReadArguments<z.infer<Input>> {
  const given = raw ?? {};
  const known = Object.keys(jsonSchema.properties);
  const taken = known.length === 0 ? "no arguments" : known.join(", ");
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new HelpdeskError(
      "invalid",
      `The arguments of ${tool} must be an object; it takes ${taken}`,
    );
  }
  const roles = rolesIn(input);
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  const references = new GivenReferences(roles);
  for (const [called, value] of Object.entries(given)) {
    const name = known.includes(called) ? called : argumentCalled(called, roles);
    if (name === undefined) {
      const nearest = nearestName(called, known);
      const meant = nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
      problems.push(`${quote(called)} is not an argument of ${tool}, which takes ${taken}${meant}`);
      continue;
    }
    // Clients fill in null for what a model left out.
    if (value === null) continue;
    const read = converted(value, jsonSchema.properties[name]?.type, roles.get(name));
    if (references.take(name, called, value)) continue;
    if (name in values && values[name] !== read) {
      problems.push(`${quote(called)} and ${name} are the same argument: give one`);
    }
    values[name] = read;
  }
  const parsed = input.safeParse({ ...references.placeholders, ...values });
  if (parsed.success && problems.length === 0) {
    return { values: parsed.data, references: references.toResolve };
  }
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? "arguments");
    const place = issue.path.map(String).join(".") || name;
    const missing = issue.code === "invalid_type" && valueAt(values, issue.path) === undefined;
    const problem = missing ? `${place} is missing` : `${place}: ${issue.message}`;
    problems.push(problem + hintOf(name, jsonSchema));
  }
  throw new HelpdeskError("invalid", `${tool} was not called: ${problems.join("; ")}`);
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    given,
  );
}

/** What to give, in the words of the tool's list of arguments. */
function hintOf(name: string, { properties }: JsonSchema): string {
  const description = properties[name]?.description;
  if (description === undefined) return "";
  const source = SOURCES.get(name);
  return ` (${description}${source === undefined ? "" : `, ${source}`})`;
}

function quote(name: string): string {
  return JSON.stringify(shownLine(name, 60));
}
