/**
 * Codes of JSON-RPC 2.0 (section 5.1) and, for a resource that is not there and a client that cannot do what a
 * request needs, of MCP.
 */
export const errorCodes = {
  invalidRequest: -32600,
  invalidParams: -32602,
  internalError: -32603,
  resourceNotFound: -32002,
  missingCapability: -32021,
} as const;

/** A failure that the client gets as a JSON-RPC error, with this code, message and data. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: number;
  readonly #kind: keyof typeof errorCodes;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(
    kind: keyof typeof errorCodes,
    message: string,
    data?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.#kind = kind;
    this.code = errorCodes[kind];
    this.data = data;
  }

  /** The same failure in other words. */
  saying(message: string): ProtocolError {
    return new ProtocolError(this.#kind, message, this.data);
  }
}
