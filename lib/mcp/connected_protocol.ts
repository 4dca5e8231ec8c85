import type { Log } from "../log/log.ts";
import type { ProgramVersion } from "./introduction/identity.ts";
import { protocolProblem } from "./protocol_problem.ts";
import type { ProtocolTransport } from "./sdk.ts";
import { serveProtocol } from "./serve_protocol.ts";
import type { ToolServer } from "./tool_server.ts";

/** A server that the protocol is connected to. */
export interface ConnectedProtocol {
  readonly close: () => Promise<void>;
  /** Resolves when no call runs. */
  readonly idle: () => Promise<void>;
}

/** Connects the protocol to a server. */
export async function connectProtocol(
  toolServer: ToolServer,
  transport: ProtocolTransport,
  { program, log }: { readonly program: ProgramVersion; readonly log: Log },
): Promise<ConnectedProtocol> {
  const onError = (error: Error) => log.debug(`Protocol: ${protocolProblem(error)}`);
  const close = await serveProtocol(toolServer, transport, { ...program, onError, log });
  return { close, idle: () => toolServer.idle() };
}
