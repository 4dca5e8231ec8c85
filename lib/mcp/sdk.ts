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
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ServerNotification,
  type ServerRequest,
  type ServerResult,
  SetLevelRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { Decision } from "../helpdesk/calls/call.ts";
import type { RequestId } from "./eras/message.ts";
import { THOUGHT_MILLISECONDS } from "./eras/envelope.ts";
import type { Introduction } from "./introduction/introduction.ts";
import { readRequest, type RequestSchema } from "./read_request.ts";

/** A message of the protocol, as the transport carries it. */
export type ProtocolMessage = JSONRPCMessage;
/** What carries messages between client and server. */
export type ProtocolTransport = Transport;

/** What a handler gets with a request, as far as it is used. */
export interface RequestExtra {
  readonly signal: AbortSignal;
  readonly requestId: RequestId;
  readonly _meta?: { readonly progressToken?: string | number; readonly [name: string]: unknown };
  readonly sendNotification: (notification: {
    method: "notifications/progress";
    params: { progressToken: string | number; progress: number; total: number | undefined };
  }) => Promise<void>;
}

/** The schemas of the requests that are answered. */
export const requests = {
  /** Of the revision 2026-07-28, which the SDK does not know. */
  discover: z.object({ method: z.literal("server/discover") }),
  listTools: ListToolsRequestSchema,
  /** The SDK's own would drop an argument named "__proto__" unseen. */
  callTool: CallToolRequestSchema.extend({
    params: CallToolRequestSchema.shape.params.extend({ arguments: z.unknown().optional() }),
  }),
  listResources: ListResourcesRequestSchema,
  listResourceTemplates: ListResourceTemplatesRequestSchema,
  readResource: ReadResourceRequestSchema,
  listPrompts: ListPromptsRequestSchema,
  getPrompt: GetPromptRequestSchema,
  complete: CompleteRequestSchema,
  /** The SDK's own would answer an unknown level as an internal error. */
  setLevel: SetLevelRequestSchema.extend({ params: z.looseObject({ level: z.string() }) }),
};

/** The schema of a request for a list. */
export type ListRequestSchema =
  | typeof ListToolsRequestSchema
  | typeof ListResourcesRequestSchema
  | typeof ListResourceTemplatesRequestSchema
  | typeof ListPromptsRequestSchema;

/** The JSON-RPC error -32602 as the SDK words it, with its code in front. */
export function invalidParams(message: string): Error {
  return new McpError(ErrorCode.InvalidParams, message);
}

/**
 * The server's side of the protocol. The SDK's own `Server` loads a JSON Schema compiler as it is imported,
 * which takes longer than all the rest; here it would check nothing.
 */
export class SdkServer extends Protocol<ServerRequest, ServerNotification, ServerResult> {
  /** What the client said that it can do; undefined before `initialize`. */
  clientCapabilities: ClientCapabilities | undefined;
  /** Called when the client has taken note of the answer to `initialize`. */
  oninitialized?: () => void;
  /** Does the work of every request; as it is, unless something else is said. */
  during = <Value>(_: RequestExtra, work: () => Value): Value => work();

  /** @param introduce gives the answer to `initialize`, for the version that the client asked for */
  constructor(introduce: (asked: string) => Introduction) {
    super();
    this.answer(InitializeRequestSchema, ({ params }) => {
      this.clientCapabilities = params.capabilities;
      return { ...introduce(params.protocolVersion) };
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
      (request, extra) => this.during(extra, () => handler(readRequest(schema, request), extra)),
    );
  }

  /** Shows a question to the person at the client. */
  async confirm(message: string, options: RequestOptions): Promise<Decision> {
    const requestedSchema = { type: "object" as const, properties: {} };
    const params = { mode: "form" as const, message, requestedSchema };
    const request = { method: "elicitation/create" as const, params };
    const asked = performance.now();
    const { action, _meta } = await this.request(request, ElicitResultSchema, options);
    const thought = _meta?.[THOUGHT_MILLISECONDS];
    return {
      isAllowed: action === "accept",
      thoughtMilliseconds: typeof thought === "number" ? thought : performance.now() - asked,
    };
  }

  // Which messages are sent and handled is decided in this folder, so there is nothing to check.
  protected override assertCapabilityForMethod(): void {}
  protected override assertNotificationCapability(): void {}
  protected override assertRequestHandlerCapability(): void {}
  protected override assertTaskCapability(): void {}
  protected override assertTaskHandlerCapability(): void {}
}
