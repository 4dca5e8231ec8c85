import type { Prompt } from "../prompts/prompt.ts";
import type { Resource, ResourceTemplate } from "../resources/resource.ts";
import type { Tool, ToolHints } from "../tools/tool.ts";

/** Of every resource. */
export const RESOURCE_TYPE = "text/plain";

/** A tool as `tools/list` sends it (Model Context Protocol 2025-06-18, "Tool"). */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schemas; typed no closer than the SDK takes them. */
  readonly inputSchema: { readonly type: "object" };
  readonly outputSchema?: { readonly type: "object" };
  readonly annotations: Partial<ToolHints>;
}

/** What a client is told of a tool. */
export function listedTool(tool: Tool): ListedTool {
  const { name, title, description, inputSchema, outputSchema, hints } = tool;
  const output = outputSchema === undefined ? {} : { outputSchema };
  return { name, title, description, inputSchema, ...output, annotations: annotationsOf(hints) };
}

/**
 * The hints that a client cannot take for granted. The protocol gives all a default, but clients show and refuse
 * a tool that only reads as destructive, or as without a hint, where these three are left out.
 */
function annotationsOf({ idempotentHint, ...hints }: ToolHints): Partial<ToolHints> {
  return idempotentHint && !hints.readOnlyHint ? { ...hints, idempotentHint } : hints;
}

/** What `tools/list` is answered with. */
export function listTools(tools: readonly Tool[]): { tools: ListedTool[] } {
  return { tools: tools.map(listedTool) };
}

/** What `resources/list` is answered with. */
export function listResources(resources: readonly Resource[]) {
  return {
    resources: resources.map(({ uri, name, title, description }) => ({
      ...{ uri, name, title, description },
      mimeType: RESOURCE_TYPE,
    })),
  };
}

/** What `resources/templates/list` is answered with. */
export function listResourceTemplates(templates: readonly ResourceTemplate[]) {
  return {
    resourceTemplates: templates.map(({ uriTemplate, name, title, description }) => ({
      ...{ uriTemplate, name, title, description },
      mimeType: RESOURCE_TYPE,
    })),
  };
}

/** What `prompts/list` is answered with. */
export function listPrompts(prompts: readonly Prompt[]) {
  return {
    prompts: prompts.map((prompt) => ({
      name: prompt.name,
      title: prompt.title,
      description: prompt.description,
      arguments: [...prompt.arguments].map(([name, { title, description, required }]) => ({
        ...{ name, title, description, required },
      })),
    })),
  };
}
