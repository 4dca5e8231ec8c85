import { HelpdeskError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { Prompt } from "../prompts/prompt.ts";
import type { Resource, ResourceTemplate } from "../resources/resource.ts";
import type { Tool } from "../tools/tool.ts";
import { type CallOptions, type HelpdeskSource, RunningCalls } from "./running_calls.ts";
import { connectResourcesAndPrompts, type ResourcesAndPrompts } from "./resources_and_prompts.ts";
import { READ_ONLY, unavailable } from "./listings.ts";
import { ProtocolError } from "./protocol_error.ts";
import { type CallResult, errorResult, errorText, successResult } from "./call_result.ts";

/** Tools for a client, and what goes with them, without the protocol around it. */
export interface ToolServer {
  readonly tools: readonly Tool[];
  /** Resources and prompts. */
  readonly context: ResourcesAndPrompts;
  /**
   * @returns the result, errors included; undefined when there is no such tool
   * @throws {ProtocolError} when the tool needs what the client cannot do
   */
  call(name: string, rawArguments: unknown, options: CallOptions): Promise<CallResult | undefined>;
  /** Resolves when no call runs. */
  idle(): Promise<void>;
}

/**
 * Connects tools, and where they are given resources and prompts, to a helpdesk: one deadline, one place
 * for notices and errors.
 */
export function createToolServer(options: {
  tools: readonly Tool[];
  resources?: readonly Resource[];
  resourceTemplates?: readonly ResourceTemplate[];
  prompts?: readonly Prompt[];
  helpdesk: HelpdeskSource;
  log: Log;
  timeoutMilliseconds: number;
  readOnly: boolean;
}): ToolServer {
  const { helpdesk, log, timeoutMilliseconds, readOnly } = options;
  const { resources = [], resourceTemplates: templates = [], prompts = [] } = options;
  const tools = readOnly ? options.tools.map(unlessReading) : options.tools;
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const calls = new RunningCalls(helpdesk, timeoutMilliseconds);
  return {
    tools,
    context: connectResourcesAndPrompts({ resources, templates, prompts, calls, log }),
    idle: () => calls.idle(),
    async call(name, rawArguments, callOptions) {
      const tool = byName.get(name);
      if (tool === undefined) return undefined;
      return await calls.run(callOptions, async (context, notices) => {
        try {
          const { structured, rendered } = await tool.call(rawArguments, context);
          return successResult(structured, rendered, notices, tool.effect === "read");
        } catch (error) {
          if (error instanceof ProtocolError) throw error;
          const cause = error instanceof HelpdeskError ? error.cause : undefined;
          if (cause instanceof ProtocolError) throw cause.saying(errorText(error, notices, log));
          return errorResult(error, notices, log);
        }
      });
    },
  };
}

/** A tool that only reads, as it is; any other, marked as unavailable and refusing every call. */
function unlessReading(tool: Tool): Tool {
  if (tool.effect === "read") return tool;
  const { name, title, effect, isWebOnly, hints, inputSchema, outputSchema } = tool;
  return {
    ...{ name, title, effect, isWebOnly, hints, inputSchema, outputSchema },
    description: unavailable(tool.description),
    call: () =>
      Promise.reject(
        new HelpdeskError(
          "forbidden",
          `${name} was not called: ${READ_ONLY}, so nothing may be changed. The person who runs this ` +
            "server can allow changes; tell them what you would have done",
        ),
      ),
  };
}
