import { proseDateTime } from "../python/date_text.ts";
import { escapeHtml } from "../python/html_text.ts";
import { pythonString } from "../python/python_text.ts";
import { ServerFault } from "../python/server_fault.ts";
import { findFilter, type Resolved, type TemplateValue } from "./template_filters.ts";

/** What a template can look up, by name. */
export type TemplateContext = { readonly [name: string]: TemplateValue };

const STRING = `"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|'[^'\\\\]*(?:\\\\.[^'\\\\]*)*'`;
const CONSTANT = `_\\((?:${STRING})\\)|${STRING}`;
const VARIABLE = `[\\p{L}\\p{N}_.]+|-?\\d[\\d.]*`;
const PIECE = new RegExp(
  `^(?<constant>${CONSTANT})|^(?<variable>${VARIABLE})|` +
    `(?:\\s*\\|\\s*(?<filter>[\\p{L}\\p{N}_]+)` +
    `(?::(?:(?<constantArgument>${CONSTANT})|(?<variableArgument>${VARIABLE})))?)`,
  "gu",
);

/** An operand of an expression, checked when the template is compiled, looked up when it is rendered. */
type Operand = (context: TemplateContext) => Resolved | undefined;

function constant(source: string): Operand {
  const quoted = source.startsWith("_(") ? source.slice(2, -1) : source;
  const quote = quoted.charAt(0);
  const value = quoted.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll("\\\\", "\\");
  return () => ({ value, safe: true });
}

function variable(source: string): Operand {
  if (/^-?\d+(?:\.\d+)?$/.test(source)) return () => ({ value: Number(source), safe: false });
  if (source.startsWith("_") || source.includes("._")) {
    throw new ServerFault("Variables and attributes may not begin with underscores");
  }
  const names = source.split(".");
  return (context) => {
    const value = names.reduce<TemplateValue | undefined>(lookUp, context);
    return value === undefined ? undefined : { value, safe: false };
  };
}

const BUILTINS: TemplateContext = { True: true, False: false, None: null };

function lookUp(value: TemplateValue | undefined, name: string): TemplateValue | undefined {
  if (typeof value === "string") return name === "upper" ? value.toUpperCase() : undefined;
  if (value === null || typeof value !== "object" || value instanceof Date) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Prints a value as a template does, without escaping it. */
function print(value: TemplateValue, timeZone: string): string {
  return value instanceof Date ? proseDateTime(value, timeZone) : pythonString(value);
}

/**
 * Compiles what stands between `{{` and `}}`.
 *
 * @param source trimmed and not empty
 * @returns renders the expression; what it cannot look up prints as nothing
 * @throws {ServerFault} on a syntax that Django refuses, here or while rendering
 */
export function compileExpression(
  source: string,
): (context: TemplateContext, timeZone: string) => string {
  let operand: Operand | undefined;
  const filters: { filter: ReturnType<typeof findFilter>; argument: Operand | undefined }[] = [];
  let end = 0;
  for (const match of source.matchAll(PIECE)) {
    const piece = match.groups ?? {};
    if (match.index !== end) break;
    if (operand === undefined) {
      if (piece.constant !== undefined) operand = constant(piece.constant);
      else if (piece.variable !== undefined) operand = variable(piece.variable);
      else throw new ServerFault(`Could not find variable at start of ${source}`);
    } else {
      const argument = piece.constantArgument !== undefined
        ? constant(piece.constantArgument)
        : piece.variableArgument !== undefined
        ? variable(piece.variableArgument)
        : undefined;
      filters.push({ filter: findFilter(piece.filter ?? "", argument !== undefined), argument });
    }
    end = match.index + match[0].length;
  }
  const first = operand;
  if (first === undefined || end !== source.length) {
    throw new ServerFault(`Could not parse the remainder: '${source.slice(end)}'`);
  }
  return (context, timeZone) => {
    const all = { ...BUILTINS, ...context };
    let resolved = first(all) ?? { value: "", safe: false };
    for (const { filter, argument } of filters) {
      const given = argument?.(all);
      if (argument !== undefined && given === undefined) {
        throw new ServerFault("Failed lookup of a filter's argument");
      }
      resolved = filter.apply(resolved, print(resolved.value, timeZone), given);
    }
    const text = print(resolved.value, timeZone);
    return resolved.safe ? text : escapeHtml(text);
  };
}
