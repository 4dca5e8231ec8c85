import type { Tool, ToolHints } from "../tools/tool.ts";

/** A tool as `tools/list` sends it (Model Context Protocol 2025-06-18, "Tool"). */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schemas; typed no closer than the SDK takes them. */
  readonly inputSchema: { readonly type: "object" };
  readonly outputSchema: { readonly type: "object" };
  readonly annotations: ToolHints;
}

/** What a client is told of a tool. */
export function listedTool(tool: Tool): ListedTool {
  const { name, title, description, inputSchema, outputSchema, hints } = tool;
  return { name, title, description, inputSchema, outputSchema, annotations: hints };
}
