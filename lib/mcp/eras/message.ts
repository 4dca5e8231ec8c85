/** What identifies a request among those that are not answered yet. */
export type RequestId = string | number;

/** Named values, as they arrived. */
export type Members = Readonly<Record<string, unknown>>;

/** A message that wants an answer. */
export interface RequestMessage {
  readonly jsonrpc: "2.0";
  readonly id: RequestId;
  readonly method: string;
  readonly params?: Members;
}

/** A message that wants none. */
export interface NotificationMessage {
  readonly jsonrpc: "2.0";
  readonly method: string;
  readonly params?: Members;
}

/** What went wrong with a request, as JSON-RPC tells it. */
export interface ErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** The answer to a request. */
export type AnswerMessage =
  | { readonly jsonrpc: "2.0"; readonly id: RequestId; readonly result: Members }
  | { readonly jsonrpc: "2.0"; readonly id?: RequestId; readonly error: ErrorObject };

/** A message of JSON-RPC 2.0, of any revision of the protocol. */
export type Message = RequestMessage | NotificationMessage | AnswerMessage;

/** What carries messages; the SDK's transports are of this form, and take one of it. */
export interface MessageTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?(message: Message): void;
  start(): Promise<void>;
  /** @param options `relatedRequestId`: the request in whose course the message is sent */
  send(message: Message, options?: { readonly relatedRequestId?: RequestId }): Promise<void>;
  close(): Promise<void>;
}

/** Whether a value is an object with named values. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
