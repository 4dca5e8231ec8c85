import assert from "node:assert/strict";
import { readConfig } from "../lib/settings/config.ts";
import { createHelpdesk, type Helpdesk } from "../lib/helpdesk/helpdesk.ts";
import type { Fetch } from "../lib/http/client.ts";
import { createLog } from "../lib/log/log.ts";
import { createToolServer } from "../lib/mcp/tool_server.ts";
import type { CallResult } from "../lib/mcp/call_result.ts";
import { tools } from "../lib/tools/registry.ts";

/** The program without its protocol and process: settings in, tools' answers out. */
export interface ToolCaller {
  readonly helpdesk: Helpdesk;
  /** What the program wrote to stderr. */
  readonly logged: readonly string[];
  /** What it would write there at its start. */
  readonly warnings: readonly string[];
  /** The whole result, errors included. */
  call(name: string, input?: Record<string, unknown>, signal?: AbortSignal): Promise<CallResult>;
  /** The structured content of a call that must succeed. */
  // deno-lint-ignore no-explicit-any
  succeed(name: string, input?: Record<string, unknown>): Promise<any>;
  /** The message of a call that must fail. */
  fail(name: string, input?: Record<string, unknown>): Promise<string>;
}

/** Puts the program together for one account of a helpdesk. */
export function createToolCaller(
  settings: Readonly<Record<string, string>>,
  fetchFunction: Fetch = fetch,
): ToolCaller {
  const logged: string[] = [];
  const config = readConfig((name) => settings[name]);
  const log = createLog({ debug: config.debug, write: (line) => logged.push(line) });
  const helpdesk = createHelpdesk({
    config,
    fetch: fetchFunction,
    log,
    userAgent: "helpdesk-mcp/test",
  });
  const { timeoutMilliseconds } = config;
  const { limits } = config;
  const server = createToolServer({ tools, helpdesk, log, timeoutMilliseconds, limits });
  const call: ToolCaller["call"] = async (name, input = {}, signal) => {
    const result = await server.call(name, input, {
      signal: signal ?? new AbortController().signal,
    });
    assert(result !== undefined, `There is no tool ${name}`);
    return result;
  };
  return {
    helpdesk,
    logged,
    warnings: config.warnings,
    call,
    async succeed(name, input) {
      const result = await call(name, input);
      assert.equal(result.isError, undefined, textOf(result));
      return result.structuredContent;
    },
    async fail(name, input) {
      const result = await call(name, input);
      assert.equal(result.isError, true, `${name} succeeded: ${textOf(result)}`);
      assert.equal(result.structuredContent, undefined);
      return textOf(result);
    },
  };
}

export function textOf(result: CallResult): string {
  return result.content.map((part) => part.type === "text" ? part.text : "").join("\n");
}
