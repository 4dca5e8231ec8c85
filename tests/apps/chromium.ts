import { WORKING_FOLDER } from "../../site/site_folder.ts";

/** Where Chromium may be: on PATH, or where macOS and Windows install it. */
const CANDIDATES = [
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The command that starts Chromium here; undefined where there is none. */
export const chromium = await findChromium();

async function findChromium(): Promise<string | undefined> {
  for (const command of [Deno.env.get("CHROMIUM"), ...CANDIDATES]) {
    if (command !== undefined && await answers(command)) return command;
  }
  return undefined;
}

async function answers(command: string): Promise<boolean> {
  // On Windows it would open a window instead.
  if (command.includes("\\")) return await Deno.stat(command).then(() => true, () => false);
  try {
    return (await new Deno.Command(command, { args: ["--version"], stderr: "null" }).output())
      .success;
  } catch {
    return false;
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  // deno-lint-ignore no-explicit-any
  readonly params?: any;
  // deno-lint-ignore no-explicit-any
  readonly result?: any;
  readonly error?: { readonly message: string };
}

/** A Chromium without a window, spoken to over its DevTools protocol. */
export class Chromium {
  readonly #process: Deno.ChildProcess;
  readonly #socket: WebSocket;
  readonly #profile: string;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners: ((message: Message) => void)[] = [];
  #lastId = 0;

  private constructor(process: Deno.ChildProcess, socket: WebSocket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
  }

  /** Starts a browser with a profile of its own. */
  static async start(command: string): Promise<Chromium> {
    await Deno.mkdir(WORKING_FOLDER, { recursive: true });
    const profile = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "chromium-" });
    const process = new Deno.Command(command, {
      args: [
        ...["--headless=new", "--no-sandbox", "--remote-debugging-port=0"],
        ...[`--user-data-dir=${profile}`, "--disable-dev-shm-usage", "--hide-scrollbars"],
        ...["--disable-gpu", "--force-color-profile=srgb", "--lang=en-US"],
        // One process for all frames, so that one connection sees into each.
        "--disable-site-isolation-trials",
        "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes",
        "about:blank",
      ],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const socket = new WebSocket(await addressIn(process.stderr));
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new Chromium(process, socket, profile);
  }

  /** Sends a command and gives its result. @throws {Error} with what the browser says */
  // deno-lint-ignore no-explicit-any
  async send(method: string, params: object = {}, sessionId?: string): Promise<any> {
    const id = ++this.#lastId;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Calls back with every event of a session. */
  listen(sessionId: string, heard: (method: string, params: Message["params"]) => void): void {
    this.#listeners.push((message) => {
      if (message.sessionId === sessionId && message.method !== undefined) {
        heard(message.method, message.params);
      }
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.send("Browser.close").catch(() => {});
    await this.#process.status;
    this.#socket.close();
    // Its children write on for a moment.
    for (let tries = 0; tries < 20; tries++) {
      const removing = Deno.remove(this.#profile, { recursive: true });
      if (await removing.then(() => true, () => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #receive(message: Message): void {
    if (message.id === undefined) { for (const listener of this.#listeners) listener(message); }
    else {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    }
  }
}

/** The address of the DevTools that a browser tells at its start; what else it says is thrown away. */
async function addressIn(stderr: ReadableStream<Uint8Array>): Promise<string> {
  const lines = stderr.pipeThrough(new TextDecoderStream());
  let said = "";
  const reader = lines.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The browser ended: ${said}`);
    said += value;
    const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
    if (address === undefined) continue;
    void (async () => {
      while (!(await reader.read()).done);
    })();
    return address;
  }
}
