/** Codes of JSON-RPC 2.0 (section 5.1) and, for a resource that is not there, of MCP. */
export const errorCodes = {
  invalidRequest: -32600,
  invalidParams: -32602,
  internalError: -32603,
  resourceNotFound: -32002,
} as const;

/** A failure that the client gets as a JSON-RPC error, with this code, message and data. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: number;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: keyof typeof errorCodes,
    message: string,
    data?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.code = errorCodes[code];
    this.data = data;
  }
}
