import * as z from "zod";
import { readConfig } from "../../lib/settings/config.ts";
import { createHelpdesk, type Helpdesk } from "../../lib/helpdesk/helpdesk.ts";
import type { Fetch } from "../../lib/http/client.ts";
import { createLog } from "../../lib/log/log.ts";
import { createToolServer, type ToolServer } from "../../lib/mcp/tool_server.ts";
import { defineTool, type Tool, type ToolContext, type ToolEffect } from "../../lib/tools/tool.ts";

/** A tool that takes a text and does as told with it. */
export function toolThat(
  run: (text: string, context: ToolContext) => Promise<string>,
  { name = "say", effect = "read" }: { name?: string; effect?: ToolEffect } = {},
): Tool {
  return defineTool({
    name,
    title: "Say something",
    description: "Says what it is given.",
    effect,
    input: z.object({ text: z.string().describe("What to say") }),
    output: z.object({ said: z.string().describe("What was said") }),
    run: async ({ text }, context) => ({ said: await run(text, context) }),
    render: ({ said }) => ({ summary: "Said.", quoted: said }),
  });
}

/** A server of tools on a helpdesk that nothing reaches. */
export function serverOf(
  tools: readonly Tool[],
  options: Partial<Parameters<typeof createToolServer>[0]> = {},
): { server: ToolServer; logged: readonly string[] } {
  const logged: string[] = [];
  const log = createLog({ debug: false, write: (line) => logged.push(line) });
  const server = createToolServer({
    ...{ log, helpdesk: unreachableHelpdesk(), timeoutMilliseconds: 20_000 },
    ...options,
    tools,
  });
  return { server, logged };
}

function unreachableHelpdesk(): Helpdesk {
  const settings: Record<string, string> = {
    HELPDESK_USERNAME: "agent",
    HELPDESK_PASSWORD: "fixture",
  };
  const fetch: Fetch = () => Promise.reject(new TypeError("These tests reach no helpdesk"));
  const log = createLog({ debug: false, write: () => {} });
  const config = readConfig((name) => settings[name]);
  return createHelpdesk({ config, fetch, log, userAgent: "helpdesk-mcp/test" });
}
