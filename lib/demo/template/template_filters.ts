import { codePoints } from "../python/python_text.ts";
import { ServerFault } from "../python/server_fault.ts";

/** What a template variable can hold here. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | Date
  | { readonly [name: string]: TemplateValue };

/** A value on its way to the page; a safe one is not escaped. */
export interface Resolved {
  readonly value: TemplateValue;
  readonly safe: boolean;
}

interface Filter {
  readonly argument: "none" | "optional" | "required";
  /** `text` is the value as the template would print it. */
  apply(resolved: Resolved, text: string, argument: Resolved | undefined): Resolved;
}

const unsafe = (value: TemplateValue): Resolved => ({ value, safe: false });

function isTrue({ value }: Resolved): boolean {
  if (value instanceof Date) return true;
  if (value !== null && typeof value === "object") return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The filters of this subset of Django's; any other name is an unknown filter. */
const FILTERS = new Map<string, Filter>([
  ["upper", { argument: "none", apply: (_, text) => unsafe(text.toUpperCase()) }],
  ["lower", { argument: "none", apply: ({ safe }, text) => ({ value: text.toLowerCase(), safe }) }],
  ["capfirst", {
    argument: "none",
    apply: ({ safe }, text) => ({ value: text.charAt(0).toUpperCase() + text.slice(1), safe }),
  }],
  ["length", {
    argument: "none",
    apply: ({ value }) => unsafe(typeof value === "string" ? codePoints(value) : 0),
  }],
  ["wordcount", {
    argument: "none",
    apply: (_, text) => unsafe(text.split(/\s+/).filter((word) => word !== "").length),
  }],
  ["safe", { argument: "none", apply: (_, text) => ({ value: text, safe: true }) }],
  ["escape", { argument: "none", apply: (resolved) => resolved }],
  ["default", {
    argument: "required",
    apply: (resolved, _, argument) => isTrue(resolved) ? resolved : argument ?? resolved,
  }],
  ["default_if_none", {
    argument: "required",
    apply: (resolved, _, argument) => resolved.value === null ? argument ?? resolved : resolved,
  }],
  ["cut", {
    argument: "required",
    apply: (_, text, argument) => unsafe(text.replaceAll(String(argument?.value), "")),
  }],
  ["truncatechars", {
    argument: "required",
    apply: ({ safe }, text, argument) => {
      const limit = Number(argument?.value);
      const cut = [...text].slice(0, Math.max(limit - 1, 0)).join("");
      return { value: codePoints(text) > limit ? `${cut}…` : text, safe };
    },
  }],
  ["yesno", {
    argument: "optional",
    apply: (resolved, _, argument) => {
      const [yes = "yes", no = "no", maybe = no] = String(argument?.value ?? "yes,no,maybe")
        .split(",");
      return unsafe(resolved.value === null ? maybe : isTrue(resolved) ? yes : no);
    },
  }],
]);

/**
 * Finds a filter by name.
 *
 * @param hasArgument whether the template gives it one
 * @throws {ServerFault} when there is no such filter, or it wants an argument or takes none
 */
export function findFilter(name: string, hasArgument: boolean): Filter {
  const filter = FILTERS.get(name);
  if (filter === undefined) throw new ServerFault(`Invalid filter: '${name}'`);
  if (hasArgument ? filter.argument === "none" : filter.argument === "required") {
    throw new ServerFault(`${name} got the wrong number of arguments`);
  }
  return filter;
}
