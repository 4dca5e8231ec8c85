import type { Log } from "../log/log.ts";
import { earlyAnswers } from "./early/early_answers.ts";
import type { ConnectedProtocol } from "./connected_protocol.ts";
import { EarlyTransport } from "./early/early_transport.ts";
import { EraTransport } from "./eras/era_transport.ts";
import type { ProgramVersion } from "./introduction/identity.ts";
import { processTransport } from "./stdio_transport.ts";
import type { ToolLimits } from "./early/tool_refusal.ts";
import type { ToolServer } from "./tool_server.ts";

/** Calls that were aborted get this long to let go. */
const GRACE_MILLISECONDS = 300;

/**
 * Serves a client over stdin and stdout until the input ends, the client stops reading, or a signal
 * arrives; calls that still run are aborted. What a client asks as it connects is answered at once.
 *
 * @param load makes the server; it is called when there is time for it, or a client needs it
 * @returns the exit code: 0 for an orderly end, 1 when the client broke the protocol
 */
export async function serveOverStdio(
  load: () => Promise<ToolServer>,
  options: { program: ProgramVersion; limits: ToolLimits; log: Log },
): Promise<number> {
  const stdio = processTransport(options.log);

  const eras = new EraTransport(stdio, async (wires) => {
    const { serveModernClients } = await import("./modern_clients.ts");
    return serveModernClients(options.program, wires);
  });
  const transport = new EarlyTransport(eras, earlyAnswers(options.program, options.limits));
  let served: ConnectedProtocol | undefined;
  const connected = transport.needed.then(async () => {
    const [{ connectProtocol }, server] = await Promise.all([
      import("./connected_protocol.ts"),
      load(),
    ]);
    served = await connectProtocol(server, transport, options);
  });
  await transport.listen();
  // Now, as it takes no time while the first message is read.
  stopAtSignals(() => stdio.end("stopped"));
  const reason = await Promise.race([stdio.ended, connected.then(() => stdio.ended)]);
  transport.stopTimer();
  // Answers to what came just before the end of the input are still given.
  if (reason === "input_ended" || reason === "line_too_long") {
    await eras.settled;
    await transport.settled;
    if (transport.isWaiting) await connected;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await patiently(eras.endListening());
  await patiently(stdio.flush());
  if (served !== undefined) {
    await patiently(served.close());
    await patiently(served.idle());
  }
  return reason === "line_too_long" ? 1 : 0;
}

function stopAtSignals(stop: () => void): void {
  // Windows has no SIGTERM; its console sends SIGBREAK instead.
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);
}

async function patiently(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MILLISECONDS);
  });
  await Promise.race([work.catch(() => {}), grace]);
  clearTimeout(timer);
}
