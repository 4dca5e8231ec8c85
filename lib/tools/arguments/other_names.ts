import type { ArgumentRole } from "./argument_roles.ts";

/** What people and models call an argument beside its name. */
const ALSO_CALLED: ReadonlyMap<string, readonly string[]> = new Map([
  ["assigned_to", ["assignee"]],
  ["new_status", ["status"]],
]);

/**
 * The argument that a name which the tool does not list stands for: `queue` for `queue_id`, `status_name` for
 * `status`, `ticket` for `ticket_id`.
 *
 * @param roles of the tool's arguments: only those with a role go by other names
 * @returns undefined when there is none
 */
export function argumentCalled(
  name: string,
  roles: ReadonlyMap<string, ArgumentRole>,
): string | undefined {
  for (const [argument, { names }] of roles) {
    if (names === undefined && otherNames(argument).includes(name)) return argument;
  }
  return undefined;
}

function otherNames(argument: string): string[] {
  const base = argument.replace(/_ids?$/, "");
  const several = argument === base + "_ids" ? [`${base}s`] : [];
  return [base, ...several, ...ALSO_CALLED.get(argument) ?? []]
    .flatMap((name) => [name, `${name}_id`, `${name}_name`]);
}
