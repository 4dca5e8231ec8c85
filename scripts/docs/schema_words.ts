/** What is read of a JSON Schema (2020-12). */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** A schema's type with its limits, in words: "integer, 1 to 25". */
export function typeWords(schema: Schema): string {
  const { type = "any", items } = schema;
  if (schema.enum !== undefined) return `one of ${schema.enum.map(valueWords).join(", ")}`;
  const name = type === "array" && items !== undefined ? `list of ${typeWords(items)}` : type;
  return [
    name,
    rangeWords(schema.minimum, schema.maximum),
    rangeWords(schema.minLength, schema.maxLength, "characters"),
    rangeWords(schema.minItems, schema.maxItems, "entries"),
  ].filter(Boolean).join(", ");
}

/** A value as a code span: a string as it is, any other as JSON. */
export function valueWords(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function rangeWords(
  least: number | undefined,
  most: number | undefined,
  unit = "",
): string | undefined {
  const written = (bound: number) => bound.toLocaleString("en-US");
  const range = least === undefined
    ? most === undefined ? undefined : `at most ${written(most)}`
    : most === undefined
    ? `at least ${written(least)}`
    : `${written(least)} to ${written(most)}`;
  return range === undefined ? undefined : `${range} ${unit}`.trim();
}
