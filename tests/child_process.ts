/** What a process gets. */
export type ProcessOptions = Pick<Deno.CommandOptions, "args" | "cwd" | "env" | "clearEnv">;

/** How a process ended, and all that it wrote. */
export interface EndedProcess {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command without input to its end. */
export async function runProcess(
  command: string,
  options: ProcessOptions = {},
): Promise<EndedProcess> {
  const { code, ...output } = await new Deno.Command(command, { ...options, stdin: "null" })
    .output();
  const [stdout = "", stderr = ""] = [output.stdout, output.stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  return { code, stdout, stderr };
}

/** A child process with every stream piped; whoever starts it reads its stdout. */
export class ChildProcess implements AsyncDisposable {
  readonly pid: number;
  readonly stdout: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Everything on stderr so far. */
  stderr = "";
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #errors: Promise<void>;

  /** @param onError is called for each piece of stderr */
  constructor(command: string, options: ProcessOptions, onError = () => {}) {
    const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
    this.#child = new Deno.Command(command, { ...options, ...pipes }).spawn();
    this.pid = this.#child.pid;
    this.stdout = this.#child.stdout;
    this.#input = this.#child.stdin.getWriter();
    this.#errors = this.#readErrors(onError);
  }

  /** Writes to stdin; a process that has stopped reading is no failure of the test. */
  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    try {
      await this.#input.write(bytes);
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
  }

  async endInput(): Promise<void> {
    await this.#input.close().catch(() => {});
  }

  /** Sends a signal, unless the process has ended by itself. */
  signal(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** How it ended, when it has and its stderr is read. */
  async end(): Promise<Deno.CommandStatus> {
    const status = await this.#child.status;
    await this.#errors;
    return status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.endInput();
    await this.end();
  }

  async #readErrors(onError: () => void): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.stderr += text;
      onError();
    }
  }
}
