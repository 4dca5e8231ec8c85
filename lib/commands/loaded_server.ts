import type { Log } from "../log/log.ts";
import type { HelpdeskSource } from "../mcp/running_calls.ts";
import type { ToolLimits } from "../mcp/early/tool_refusal.ts";
import { createToolServer, type ToolServer } from "../mcp/tool_server.ts";
import { prompts } from "../prompts/registry.ts";
import { resources, resourceTemplates } from "../resources/registry.ts";
import { tools } from "../tools/registry.ts";

/** The server of everything that the program has; loading this module takes longer than all of the start. */
export function createLoadedServer(options: {
  readonly helpdesk: HelpdeskSource;
  readonly log: Log;
  readonly timeoutMilliseconds: number;
  readonly limits: ToolLimits;
}): ToolServer {
  return createToolServer({ tools, resources, resourceTemplates, prompts, ...options });
}
