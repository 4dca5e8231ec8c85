import { viewsFor } from "../../apps/tool_views.ts";
import { storedLists } from "./stored_lists.ts";
import { type ToolLimits, toolRefusal } from "./tool_refusal.ts";

/**
 * What `tools/list` is answered with where something is chosen: the tools that may be called, and with them what
 * the client wants to know of views.
 *
 * @param capabilities of the client, as it told them
 */
export function earlyTools(
  limits: ToolLimits,
  capabilities: unknown,
): Readonly<Record<string, unknown>> {
  const tools = storedLists()["tools/list"].tools.filter(({ name, annotations }) =>
    toolRefusal(name, annotations.readOnlyHint, limits) === undefined
  );
  return viewsFor(capabilities, { tools });
}
