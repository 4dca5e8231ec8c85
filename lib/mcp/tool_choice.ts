import { HelpdeskError } from "../errors.ts";
import type { Limits } from "../settings/config.ts";
import { nearestName } from "../text/nearest_name.ts";
import listed from "./listed.json" with { type: "json" };

/** What the person who runs the program lets a model use of its tools. */
export type ToolLimits = Partial<Pick<Limits, "readOnly" | "tools">>;

/** Why a tool may not be called, and what its caller can do; undefined when it may. */
export function toolRefusal(
  name: string,
  isReading: boolean,
  { readOnly = false, tools }: ToolLimits,
): string | undefined {
  if (readOnly && !isReading) {
    return `${name} was not called: HELPDESK_READ_ONLY is set, so nothing may be changed. The person who runs ` +
      "this server can allow changes; tell them what you would have done";
  }
  const isChosen = tools === undefined ||
    !tools.without.includes(name) && (tools.only.length === 0 || tools.only.includes(name));
  if (isChosen) return undefined;
  return `${name} was not called: HELPDESK_TOOLS leaves it out. The person who runs this server can add it; ` +
    "tell them what you need it for";
}

/**
 * Makes sure that a choice of tools names those that there are, and leaves one.
 *
 * @throws {HelpdeskError} "config", a line for each problem
 */
export function requireKnownTools(limits: ToolLimits): void {
  const { tools } = listed["tools/list"];
  const names = tools.map(({ name }) => name);
  const given = [...limits.tools?.only ?? [], ...limits.tools?.without ?? []];
  const problems = given.filter((name) => !names.includes(name)).map((name) => {
    const meant = nearestName(name, names);
    const hint = meant === undefined
      ? `; there are ${names.join(", ")}`
      : ` (did you mean ${meant}?)`;
    return `HELPDESK_TOOLS names ${JSON.stringify(name.slice(0, 60))}, which is no tool${hint}`;
  });
  const isLeft = tools.some(({ name, annotations }) =>
    toolRefusal(name, annotations.readOnlyHint, limits) === undefined
  );
  if (problems.length === 0 && !isLeft) {
    const why = limits.readOnly
      ? "HELPDESK_TOOLS and HELPDESK_READ_ONLY leave"
      : "HELPDESK_TOOLS leaves";
    problems.push(`${why} no tool`);
  }
  if (problems.length > 0) {
    throw new HelpdeskError("config", problems.map((problem) => `- ${problem}`).join("\n"));
  }
}
