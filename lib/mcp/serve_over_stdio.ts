import type { Log } from "../log/log.ts";
import type { ToolServer } from "./tool_server.ts";
import { serveProtocol } from "./serve_protocol.ts";
import { processTransport } from "./stdio_transport.ts";

/** Calls that were aborted get this long to let go. */
const GRACE_MILLISECONDS = 300;

/**
 * Serves a client over stdin and stdout until the input ends, the client stops reading, or a signal
 * arrives; calls that still run are aborted.
 *
 * @returns the exit code: 0 for an orderly end, 1 when the client broke the protocol
 */
export async function serveOverStdio(
  toolServer: ToolServer,
  options: { name: string; version: string; log: Log },
): Promise<number> {
  const { log } = options;
  const transport = processTransport(log);
  const stop = () => transport.end("stopped");
  // Windows has no SIGTERM; its console sends SIGBREAK instead.
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);

  const close = await serveProtocol(toolServer, transport, {
    name: options.name,
    version: options.version,
    onError: (error) => log.debug(`Protocol: ${error.message}`),
    log,
  });
  const reason = await transport.ended;
  // Answers to what came just before the end of the input are still given.
  await patiently(transport.flush());
  await patiently(close());
  await patiently(toolServer.idle());
  return reason === "line_too_long" ? 1 : 0;
}

async function patiently(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MILLISECONDS);
  });
  await Promise.race([work.catch(() => {}), grace]);
  clearTimeout(timer);
}
