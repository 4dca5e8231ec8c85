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
  readonly takesArgument: boolean;
  /** `text` is the value as the template would print it. */
  apply(resolved: Resolved, text: string, argument: Resolved | undefined): Resolved;
}

/** The filters of this subset of Django's; any other name is an unknown filter. */
const FILTERS = new Map<string, Filter>([
  ["upper", {
    takesArgument: false,
    apply: (_, text) => ({ value: text.toUpperCase(), safe: false }),
  }],
  ["lower", {
    takesArgument: false,
    apply: ({ safe }, text) => ({ value: text.toLowerCase(), safe }),
  }],
  ["length", {
    takesArgument: false,
    apply: ({ value }) => ({
      value: typeof value === "string" ? codePoints(value) : 0,
      safe: false,
    }),
  }],
  ["safe", { takesArgument: false, apply: (_, text) => ({ value: text, safe: true }) }],
  ["default", {
    takesArgument: true,
    apply: (resolved, _, argument) => resolved.value ? resolved : argument ?? resolved,
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
  if (hasArgument !== filter.takesArgument) {
    throw new ServerFault(`${name} got the wrong number of arguments`);
  }
  return filter;
}
