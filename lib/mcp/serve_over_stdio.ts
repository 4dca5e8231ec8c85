import type { Log } from "../log/log.ts";
import { earlyAnswers } from "./early_answers.ts";
import { EarlyTransport } from "./early_transport.ts";
import { EraTransport } from "./eras/era_transport.ts";
import type { ProgramVersion } from "./introduction/identity.ts";
import { protocolVersions } from "./introduction/introduction.ts";
import { protocolProblem } from "./protocol_problem.ts";
import { processTransport } from "./stdio_transport.ts";
import type { ToolLimits } from "./tool_choice.ts";
import type { ToolServer } from "./tool_server.ts";

/** Calls that were aborted get this long to let go. */
const GRACE_MILLISECONDS = 300;

/** A server that the protocol is connected to. */
interface Served {
  readonly close: () => Promise<void>;
  readonly idle: () => Promise<void>;
}

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
  const stop = () => stdio.end("stopped");
  // Windows has no SIGTERM; its console sends SIGBREAK instead.
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);

  const { name, version } = options.program;
  const eras = new EraTransport(stdio, {
    serverInfo: { name, version },
    earlierVersions: protocolVersions,
  });
  const transport = new EarlyTransport(eras, earlyAnswers(options.program, options.limits));
  let served: Served | undefined;
  const connected = transport.needed.then(async () => {
    served = await connect(load, transport, options);
  });
  await transport.listen();
  const reason = await Promise.race([stdio.ended, connected.then(() => stdio.ended)]);
  transport.stopTimer();
  // Answers to what came just before the end of the input are still given.
  if (transport.isWaiting && (reason === "input_ended" || reason === "line_too_long")) {
    await connected;
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

async function connect(
  load: () => Promise<ToolServer>,
  transport: EarlyTransport,
  { program, log }: { program: ProgramVersion; log: Log },
): Promise<Served> {
  const [{ serveProtocol }, toolServer] = await Promise.all([
    import("./serve_protocol.ts"),
    load(),
  ]);
  const onError = (error: Error) => log.debug(`Protocol: ${protocolProblem(error)}`);
  const close = await serveProtocol(toolServer, transport, { ...program, onError, log });
  return { close, idle: () => toolServer.idle() };
}

async function patiently(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MILLISECONDS);
  });
  await Promise.race([work.catch(() => {}), grace]);
  clearTimeout(timer);
}
