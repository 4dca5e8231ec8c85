// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
// @ts-types="@modelcontextprotocol/sdk/shared/transport"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import {
  CallToolRequestSchema,
  ErrorCode,
  type JSONRPCMessage,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
// @ts-types="@modelcontextprotocol/sdk/validation/types"
import type { JsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/types.js";
import { shownLine } from "../shown_text.ts";
import { instructions, type ToolServer } from "./server.ts";

/** How long a person may think about a question: the longest delay a timer takes, 24 days. */
const LONGEST_QUESTION_MILLISECONDS = 2 ** 31 - 1;

/** A message of the protocol, as the transport carries it. */
export type ProtocolMessage = JSONRPCMessage;
/** What carries messages between client and server. */
export type ProtocolTransport = Transport;

/**
 * Serves tools over the Model Context Protocol. An unknown tool is the JSON-RPC error -32602; every other
 * failure of a tool is a result with `isError`.
 *
 * @returns closes the connection, aborting the calls that run
 */
export async function serveProtocol(
  toolServer: ToolServer,
  transport: ProtocolTransport,
  options: { name: string; version: string; onError: (error: Error) => void },
): Promise<() => Promise<void>> {
  const { name, version } = options;
  const server = new Server({ name, version }, {
    capabilities: { tools: {} },
    instructions,
    // The default starts a schema compiler; the only form that is elicited has no fields to check.
    jsonSchemaValidator: { getValidator: acceptAny },
  });
  server.onerror = options.onError;

  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: toolServer.tools.map((tool) => ({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      inputSchema: tool.inputSchema as { type: "object" },
      outputSchema: tool.outputSchema as { type: "object" },
      annotations: { title: tool.title, ...tool.hints },
    })),
  }));

  server.setRequestHandler(CallToolRequestSchema, async (request, extra) => {
    const token = extra._meta?.progressToken;
    const confirm = async (message: string) => {
      const requestedSchema = { type: "object" as const, properties: {} };
      const options = { signal: extra.signal, timeout: LONGEST_QUESTION_MILLISECONDS };
      const answer = await server.elicitInput({ message, requestedSchema }, options);
      return answer.action === "accept";
    };
    const result = await toolServer.call(request.params.name, request.params.arguments, {
      signal: extra.signal,
      confirm: server.getClientCapabilities()?.elicitation === undefined ? undefined : confirm,
      progress: token === undefined ? undefined : (progress, total) => {
        const params = { progressToken: token, progress, total };
        extra.sendNotification({ method: "notifications/progress", params }).catch(options.onError);
      },
    });
    if (result !== undefined) return { ...result };
    const known = toolServer.tools.map((tool) => tool.name).join(", ");
    throw new McpError(
      ErrorCode.InvalidParams,
      `There is no tool ${JSON.stringify(shownLine(request.params.name, 60))}; there are ${known}`,
    );
  });

  await server.connect(transport);
  return () => server.close();
}

function acceptAny<Value>(): JsonSchemaValidator<Value> {
  return (input) => ({ valid: true, data: input as Value, errorMessage: undefined });
}
