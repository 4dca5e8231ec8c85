/** A program to start, and what it needs. */
export interface StartedProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What it is sent first; default: `initialize`. */
  readonly first?: FirstMessage;
}

/** How a client of the Model Context Protocol begins: as before 2026-07-28, or as since then. */
export type FirstMessage = "initialize" | "server/discover";

/** One start of a program. */
export interface Start {
  /** From before the process is made until its first line on stdout. */
  readonly milliseconds: number;
  /** Of the process and its children, after that line; undefined where the system cannot tell. */
  readonly residentBytes: number | undefined;
}

const FIRST_PARAMS: Readonly<Record<FirstMessage, unknown>> = {
  "initialize": {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "bench", version: "0" },
  },
  "server/discover": {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  },
};

/**
 * Starts a program, sends it the first message of the Model Context Protocol and waits for its answer.
 *
 * @throws {Error} when it ends without an answer
 */
export async function measureStart(program: StartedProgram): Promise<Start> {
  const { command, args, cwd, env, first: method = "initialize" } = program;
  const message = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: FIRST_PARAMS[method] });
  const started = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    cwd,
    env: { ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = child.stdout.getReader();
  try {
    await input.write(new TextEncoder().encode(`${message}\n`));
    await untilLine(output, command);
    const milliseconds = performance.now() - started;
    return { milliseconds, residentBytes: await residentBytes(child.pid) };
  } finally {
    await input.close().catch(() => {});
    await output.cancel();
    await child.status;
  }
}

async function untilLine(
  output: ReadableStreamDefaultReader<Uint8Array>,
  command: string,
): Promise<void> {
  for (;;) {
    const { value, done } = await output.read();
    if (done) throw new Error(`${command} ended without an answer`);
    if (value.includes(0x0a)) return;
  }
}

/** Resident memory of a process and all below it, as `ps` tells it. */
async function residentBytes(pid: number): Promise<number | undefined> {
  if (Deno.build.os === "windows") return undefined;
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,ppid=,rss="] })
    .output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number =>
    rows.reduce((sum, [id = 0, above, kibibytes = 0]) => {
      if (id === parent) return sum + kibibytes * 1024;
      return above === parent ? sum + below(id) : sum;
    }, 0);
  return below(pid);
}
