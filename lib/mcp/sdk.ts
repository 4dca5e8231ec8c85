// @ts-types="@modelcontextprotocol/sdk/shared/protocol"
import { Protocol, type RequestOptions } from "@modelcontextprotocol/sdk/shared/protocol.js";
// @ts-types="@modelcontextprotocol/sdk/shared/transport"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import {
  CallToolRequestSchema,
  type ClientCapabilities,
  CompleteRequestSchema,
  ElicitResultSchema,
  ErrorCode,
  GetPromptRequestSchema,
  InitializedNotificationSchema,
  InitializeRequestSchema,
  type JSONRPCMessage,
  LATEST_PROTOCOL_VERSION,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ServerCapabilities,
  type ServerNotification,
  type ServerRequest,
  type ServerResult,
  SetLevelRequestSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { Log } from "../log/log.ts";
import { shownLine } from "../text/shown_text.ts";
import type { CallOptions } from "./calls.ts";
import { ClientLog, readLogLevel } from "./client_log.ts";
import type { ContextServer } from "./context_server.ts";
import { readRequest, type RequestSchema } from "./request.ts";
import { instructions, type ToolServer } from "./server.ts";
import { listedTool } from "./tool_listing.ts";

/** How long a person may think about a question: the longest delay a timer takes, 24 days. */
const LONGEST_QUESTION_MILLISECONDS = 2 ** 31 - 1;

/** A message of the protocol, as the transport carries it. */
export type ProtocolMessage = JSONRPCMessage;
/** What carries messages between client and server. */
export type ProtocolTransport = Transport;

/** What a handler gets with a request, as far as it is used. */
interface RequestExtra {
  readonly signal: AbortSignal;
  readonly _meta?: { readonly progressToken?: string | number };
  readonly sendNotification: (notification: {
    method: "notifications/progress";
    params: { progressToken: string | number; progress: number; total: number | undefined };
  }) => Promise<void>;
}

/** The SDK's own would drop an argument named "__proto__" unseen. */
const callToolRequest = CallToolRequestSchema.extend({
  params: CallToolRequestSchema.shape.params.extend({ arguments: z.unknown().optional() }),
});

/** The SDK's own would answer an unknown level as an internal error. */
const setLevelRequest = SetLevelRequestSchema.extend({
  params: z.looseObject({ level: z.string() }),
});

type OnError = (error: Error) => void;

/**
 * The server's side of the protocol. The SDK's own `Server` loads a JSON Schema compiler as it is imported,
 * which takes longer than all the rest; here it would check nothing.
 */
class Server extends Protocol<ServerRequest, ServerNotification, ServerResult> {
  /** What the client said that it can do; undefined before `initialize`. */
  clientCapabilities: ClientCapabilities | undefined;
  /** Called when the client has taken note of the answer to `initialize`. */
  oninitialized?: () => void;

  constructor(
    serverInfo: { name: string; version: string },
    offer: { capabilities: ServerCapabilities; instructions: string },
  ) {
    super();
    this.answer(InitializeRequestSchema, ({ params }) => {
      this.clientCapabilities = params.capabilities;
      const asked = params.protocolVersion;
      const isKnown = SUPPORTED_PROTOCOL_VERSIONS.includes(asked);
      return { protocolVersion: isKnown ? asked : LATEST_PROTOCOL_VERSION, serverInfo, ...offer };
    });
    this.setNotificationHandler(InitializedNotificationSchema, () => this.oninitialized?.());
  }

  /**
   * Answers the requests of a method. The SDK itself would call a request that does not fit an internal
   * error, and quote all that zod says of it.
   */
  answer<Schema extends RequestSchema>(
    schema: Schema,
    handler: (
      request: z.infer<Schema>,
      extra: RequestExtra,
    ) => ServerResult | Promise<ServerResult>,
  ): void {
    const anyOfMethod = z.looseObject({ method: schema.shape.method });
    this.setRequestHandler(
      anyOfMethod,
      (request, extra) => handler(readRequest(schema, request), extra),
    );
  }

  /** Shows a question to the person at the client; true when it was accepted. */
  async confirm(message: string, options: RequestOptions): Promise<boolean> {
    const requestedSchema = { type: "object" as const, properties: {} };
    const params = { mode: "form" as const, message, requestedSchema };
    const request = { method: "elicitation/create" as const, params };
    return (await this.request(request, ElicitResultSchema, options)).action === "accept";
  }

  // Which messages are sent and handled is decided in this file, so there is nothing to check.
  protected override assertCapabilityForMethod(): void {}
  protected override assertNotificationCapability(): void {}
  protected override assertRequestHandlerCapability(): void {}
  protected override assertTaskCapability(): void {}
  protected override assertTaskHandlerCapability(): void {}
}

/**
 * Serves tools, and what goes with them, over the Model Context Protocol. An unknown tool is the JSON-RPC
 * error -32602; every other failure of a tool is a result with `isError`. Resources, prompts and
 * completions are offered when there are any; their failures are JSON-RPC errors.
 *
 * @param options `log`: lines that the client is told, too; without it there is no logging capability
 * @returns closes the connection, aborting the calls that run
 */
export async function serveProtocol(
  toolServer: ToolServer,
  transport: ProtocolTransport,
  options: { name: string; version: string; onError: OnError; log?: Log },
): Promise<() => Promise<void>> {
  const { name, version, onError, log } = options;
  const { context } = toolServer;
  const offersResources = context.resources.length + context.templates.length > 0;
  const offersPrompts = context.prompts.length > 0;
  const capabilities: ServerCapabilities = { tools: {} };
  if (offersResources) capabilities.resources = {};
  if (offersPrompts) capabilities.prompts = {};
  if (offersResources || offersPrompts) capabilities.completions = {};
  if (log !== undefined) capabilities.logging = {};
  const server = new Server({ name, version }, { capabilities, instructions });
  server.onerror = onError;

  serveTools(server, toolServer, onError);
  if (offersResources) serveResources(server, context, onError);
  if (offersPrompts) servePrompts(server, context, onError);
  if (capabilities.completions !== undefined) serveCompletions(server, context, onError);
  const clientLog = log === undefined ? undefined : logToClient(server, log, name);

  await server.connect(transport);
  return async () => {
    clientLog?.close();
    await server.close();
  };
}

function serveTools(server: Server, toolServer: ToolServer, onError: OnError): void {
  server.answer(ListToolsRequestSchema, () => ({
    tools: toolServer.tools.map(listedTool),
  }));

  server.answer(callToolRequest, async (request, extra) => {
    const confirm = (message: string) =>
      server.confirm(message, { signal: extra.signal, timeout: LONGEST_QUESTION_MILLISECONDS });
    const result = await toolServer.call(request.params.name, request.params.arguments, {
      ...callOptions(extra, onError),
      confirm: server.clientCapabilities?.elicitation?.form === undefined ? undefined : confirm,
    });
    if (result !== undefined) return { ...result };
    const known = toolServer.tools.map((tool) => tool.name).join(", ");
    throw new McpError(
      ErrorCode.InvalidParams,
      `There is no tool ${JSON.stringify(shownLine(request.params.name, 60))}; there are ${known}`,
    );
  });
}

function serveResources(server: Server, context: ContextServer, onError: OnError): void {
  server.answer(ListResourcesRequestSchema, () => ({
    resources: context.resources.map(({ uri, name, title, description }) => ({
      ...{ uri, name, title, description },
      mimeType: context.mimeType,
    })),
  }));
  server.answer(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: context.templates.map(({ uriTemplate, name, title, description }) => ({
      ...{ uriTemplate, name, title, description },
      mimeType: context.mimeType,
    })),
  }));
  server.answer(ReadResourceRequestSchema, async ({ params }, extra) => {
    const read = await context.read(params.uri, callOptions(extra, onError));
    return { contents: [{ ...read }] };
  });
}

function servePrompts(server: Server, context: ContextServer, onError: OnError): void {
  server.answer(ListPromptsRequestSchema, () => ({
    prompts: context.prompts.map((prompt) => ({
      name: prompt.name,
      title: prompt.title,
      description: prompt.description,
      arguments: [...prompt.arguments].map(([name, { title, description, required }]) => ({
        ...{ name, title, description, required },
      })),
    })),
  }));
  server.answer(GetPromptRequestSchema, async ({ params }, extra) => {
    const given = params.arguments ?? {};
    const messages = await context.write(params.name, given, callOptions(extra, onError));
    const description = context.prompts.find(({ name }) => name === params.name)?.description;
    return { description, messages: [...messages] };
  });
}

function serveCompletions(server: Server, context: ContextServer, onError: OnError): void {
  server.answer(CompleteRequestSchema, async ({ params }, extra) => {
    const options = callOptions(extra, onError);
    const { values, total, hasMore } = await context.complete(params.ref, params.argument, options);
    return { completion: { values: [...values], total, hasMore } };
  });
}

function logToClient(server: Server, log: Log, logger: string): ClientLog {
  const clientLog = new ClientLog(log, (level, data) => {
    // Telling of a failure to tell would not end.
    server.notification({ method: "notifications/message", params: { level, logger, data } })
      .catch(() => {});
  });
  server.oninitialized = () => clientLog.open();
  server.answer(setLevelRequest, ({ params }) => {
    clientLog.setLevel(readLogLevel(params.level));
    return {};
  });
  return clientLog;
}

function callOptions(extra: RequestExtra, onError: OnError): CallOptions {
  const progressToken = extra._meta?.progressToken;
  if (progressToken === undefined) return { signal: extra.signal };
  return {
    signal: extra.signal,
    progress: (progress, total) => {
      const params = { progressToken, progress, total };
      extra.sendNotification({ method: "notifications/progress", params }).catch(onError);
    },
  };
}
