import { pythonEnvironment } from "./python.ts";
import { SITE_FOLDER } from "./site_folder.ts";

const STOP_MILLISECONDS = 5_000;
const LOG_LENGTH = 64 * 1024;

/** The server process of a site. It ends when its input ends, hence also when this process dies. */
export class SiteProcess {
  readonly #child: Deno.ChildProcess;
  readonly #errors: Promise<void>;
  #log = "";

  private constructor(python: string, args: readonly string[], siteOptions: string) {
    this.#child = new Deno.Command(python, {
      args: ["manage.py", "serve", ...args],
      cwd: SITE_FOLDER,
      env: pythonEnvironment(siteOptions),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#errors = this.#readErrors();
  }

  /**
   * Starts the server and waits until it accepts connections.
   * @throws Error with what it printed when it ends before that
   */
  static async start(
    python: string,
    args: readonly string[],
    siteOptions: string,
  ): Promise<{ process: SiteProcess; port: number }> {
    const process = new SiteProcess(python, args, siteOptions);
    const line = await firstLine(process.#child.stdout);
    if (line === undefined) {
      await process.stop();
      throw new Error(`The test helpdesk did not start: ${process.log().trim()}`);
    }
    return { process, port: JSON.parse(line).port };
  }

  /** The end of what the server printed on stderr: tracebacks of errors above all. */
  log(): string {
    return this.#log;
  }

  /** Resolves when the process has ended. */
  async ended(): Promise<void> {
    await this.#child.status;
  }

  /** Ends the process and waits for that; a second call is harmless. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MILLISECONDS);
    try {
      if (!this.#child.stdin.locked) await this.#child.stdin.close();
    } catch (error) {
      // The process had ended by itself, and its input with it.
      if (!(error instanceof TypeError || error instanceof Deno.errors.BrokenPipe)) throw error;
    }
    await this.#child.status;
    clearTimeout(timer);
    await this.#errors;
  }

  async #readErrors(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.#log = (this.#log + text).slice(-LOG_LENGTH);
    }
  }
}

/** The first line of a stream, undefined when it ends before; the rest is not read. */
async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
  }
  return undefined;
}
