import { HelpdeskError } from "../errors.ts";
import type { Standing } from "../helpdesk/login/standing.ts";
import type { Log } from "../log/log.ts";
import type { Prompt } from "../prompts/prompt.ts";
import type { Resource, ResourceTemplate } from "../resources/resource.ts";
import type { Tool } from "../tools/tool.ts";
import { type CallOptions, type HelpdeskSource, RunningCalls } from "./running_calls.ts";
import { connectResourcesAndPrompts, type ResourcesAndPrompts } from "./resources_and_prompts.ts";
import { ProtocolError } from "./protocol_error.ts";
import { type ToolLimits, toolRefusal } from "./early/tool_refusal.ts";
import { type CallResult, errorResult, errorText, successResult } from "./call_result.ts";

/** Tools for a client, and what goes with them, without the protocol around it. */
export interface ToolServer {
  /** Those that are listed: which may be called, and are of use to the account as far as it is known. */
  tools(): readonly Tool[];
  /** @param tell is called when others are listed than before */
  onChange(tell: () => void): void;
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
  limits?: ToolLimits;
}): ToolServer {
  const { helpdesk, log, timeoutMilliseconds, limits = {} } = options;
  const { resources = [], resourceTemplates: templates = [], prompts = [] } = options;
  const refusals = new Map(
    options.tools.map((tool) => [
      tool.name,
      toolRefusal(tool.name, tool.hints.readOnlyHint, limits),
    ]),
  );
  const allowed = options.tools.filter(({ name }) => refusals.get(name) === undefined);
  const byName = new Map(options.tools.map((tool) => [tool.name, tool]));
  let listed = allowed;
  let tellOfChange = () => {};
  const learn = (standing: Standing | undefined) => {
    const useful = allowed.filter((tool) => isUseful(tool, standing));
    if (useful.length === listed.length) return;
    listed = useful;
    tellOfChange();
  };
  const calls = new RunningCalls(helpdesk, timeoutMilliseconds);
  return {
    tools: () => listed,
    onChange: (tell) => tellOfChange = tell,
    context: connectResourcesAndPrompts({ resources, templates, prompts, calls, log }),
    idle: () => calls.idle(),
    async call(name, rawArguments, callOptions) {
      const tool = byName.get(name);
      if (tool === undefined) return undefined;
      return await calls.run(callOptions, async (context, notices) => {
        try {
          const refusal = refusals.get(name);
          if (refusal !== undefined) throw new HelpdeskError("forbidden", refusal);
          const { structured, rendered } = await tool.call(rawArguments, context);
          return successResult(structured, rendered, notices, tool.effect === "read");
        } catch (error) {
          if (error instanceof ProtocolError) throw error;
          const cause = error instanceof HelpdeskError ? error.cause : undefined;
          if (cause instanceof ProtocolError) throw cause.saying(errorText(error, notices, log));
          return errorResult(error, notices, log);
        } finally {
          learn(context.helpdesk.session.knownStanding);
        }
      });
    },
  };
}

/** Whether a tool can do something for an account, as far as it is known what that is. */
function isUseful({ needs }: Tool, standing: Standing | undefined): boolean {
  if (needs === "web pages") return standing?.kind !== "agent";
  if (needs === "agent sessions") return standing?.kind !== "no_agent_endpoints";
  return true;
}
