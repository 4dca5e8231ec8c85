import { HelpdeskError } from "../../errors.ts";
import { nearestName } from "../../text/nearest_name.ts";
import { storedLists } from "./stored_lists.ts";
import { type ToolLimits, toolRefusal } from "./tool_refusal.ts";

/** Names of the tools that limits leave. */
export function namesLeft(limits: ToolLimits): string[] {
  return storedLists()["tools/list"].tools.filter(({ name, annotations }) =>
    toolRefusal(name, annotations.readOnlyHint, limits) === undefined
  ).map(({ name }) => name);
}

/**
 * Makes sure that a choice of tools names those that there are, and leaves one.
 *
 * @throws {HelpdeskError} "config", a line for each problem
 */
export function requireKnownTools(limits: ToolLimits): void {
  const { tools } = storedLists()["tools/list"];
  const names = tools.map(({ name }) => name);
  const given = [...limits.tools?.only ?? [], ...limits.tools?.without ?? []];
  const problems = given.filter((name) => !names.includes(name)).map((name) => {
    const meant = nearestName(name, names);
    const hint = meant === undefined
      ? `; there are ${names.join(", ")}`
      : ` (did you mean ${meant}?)`;
    return `HELPDESK_TOOLS names ${JSON.stringify(name.slice(0, 60))}, which is no tool${hint}`;
  });
  if (problems.length === 0 && namesLeft(limits).length === 0) {
    const why = limits.readOnly
      ? "HELPDESK_TOOLS and HELPDESK_READ_ONLY leave"
      : "HELPDESK_TOOLS leaves";
    problems.push(`${why} no tool`);
  }
  if (problems.length > 0) {
    throw new HelpdeskError("config", problems.map((problem) => `- ${problem}`).join("\n"));
  }
}
