import type { Limits } from "../../settings/config.ts";

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
