/** What the host tells of the place a view is shown in, as far as it is used (MCP Apps, "HostContext"). */
export interface HostContext {
  readonly theme?: "light" | "dark";
  readonly styles?: { readonly variables?: Readonly<Record<string, string | undefined>> };
  /** BCP 47. */
  readonly locale?: string;
  /** IANA. */
  readonly timeZone?: string;
  readonly containerDimensions?: { readonly maxHeight?: number };
}

/** A tool's answer (Model Context Protocol, "CallToolResult"). */
export interface Answer {
  readonly content?: readonly AnswerPart[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
  readonly _meta?: { readonly "helpdesk-mcp/view"?: Readonly<Record<string, unknown>> };
}
type AnswerPart = {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
};

/** Arguments of a tool. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What the host can do for a view; a property that is there says yes. */
type Capabilities = Readonly<Record<string, unknown>>;

/** What a view hears from its host. */
export interface Listener {
  /** With what the model asked; before its answer. */
  onInput(given: Arguments): void;
  onAnswer(answer: Answer): void;
  onCancelled(): void;
  /** The context is another one, or told for the first time. */
  onContext(context: HostContext): void;
}

interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message?: unknown };
}

/** The revision of MCP Apps that is spoken. */
const REVISION = "2026-01-26";

/**
 * The application that shows the view. What is said to it are JSON-RPC messages to the parent window; the
 * official library for this is sixteen times as large as a view may be.
 */
export class Host {
  #context: HostContext = {};
  #capabilities: Capabilities = {};
  #lastId = 0;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
    addEventListener("message", ({ source, data }: MessageEvent) => {
      if (source === parent && data?.jsonrpc === "2.0") this.#receive(data);
    });
  }

  get context(): HostContext {
    return this.#context;
  }

  /** Whether tools can be called from here. */
  get canCall(): boolean {
    return this.#capabilities.serverTools !== undefined;
  }

  /** Whether it opens links. */
  get canOpen(): boolean {
    return this.#capabilities.openLinks !== undefined;
  }

  /** Introduces the view. @throws {Error} when the host refuses it */
  async connect(name: string): Promise<void> {
    const { hostContext, hostCapabilities } = await this.#request("ui/initialize", {
      protocolVersion: REVISION,
      appInfo: { name, version: "1" },
      appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
    });
    this.#capabilities = (hostCapabilities ?? {}) as Capabilities;
    this.#learn((hostContext ?? {}) as HostContext);
    this.#notify("ui/notifications/initialized");
  }

  /** Calls a tool of the same server. @throws {Error} with a message for people, when it fails */
  async call(tool: string, given: Arguments): Promise<Answer> {
    const answer: Answer = await this.#request("tools/call", { name: tool, arguments: given });
    if (answer.isError) throw new Error(textOf(answer) || `${tool} failed`);
    return answer;
  }

  /** Asks the host to open a page of the helpdesk. @throws {Error} when it does not */
  async open(url: string): Promise<void> {
    await this.#request("ui/open-link", { url });
  }

  /** Tells how much room the view takes, in CSS pixels. */
  tellSize(width: number, height: number): void {
    this.#notify("ui/notifications/size-changed", { width, height });
  }

  async #request(method: string, params: object): Promise<Record<string, unknown>> {
    const id = ++this.#lastId;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#send({ id, method, params });
    const { result, error } = await answered;
    if (result !== undefined) return result;
    throw new Error(typeof error?.message === "string" ? error.message : `${method} failed`);
  }

  #notify(method: string, params: object = {}): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    // The view cannot know its host's origin, and tells it nothing that it did not get from there.
    parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
  }

  #receive(message: Message): void {
    const { id, method, params = {} } = message;
    if (method === undefined) {
      const wait = this.#waiting.get(Number(id));
      this.#waiting.delete(Number(id));
      wait?.(message);
    } else if (id !== undefined) {
      const isKnown = method === "ping" || method === "ui/resource-teardown";
      const error = { code: -32601, message: `This view has no ${method}` };
      this.#send({ id, ...isKnown ? { result: {} } : { error } });
    } else this.#hear(method, params);
  }

  #hear(method: string, params: Readonly<Record<string, unknown>>): void {
    const { onInput, onAnswer, onCancelled } = this.#listener;
    if (method === "ui/notifications/tool-input") onInput((params.arguments ?? {}) as Arguments);
    if (method === "ui/notifications/tool-result") onAnswer(params);
    if (method === "ui/notifications/tool-cancelled") onCancelled();
    if (method === "ui/notifications/host-context-changed") this.#learn(params);
  }

  #learn(context: HostContext): void {
    this.#context = { ...this.#context, ...context };
    this.#listener.onContext(this.#context);
  }
}

/** What a view shows of an answer: its structured content, and as `forView` what only views are sent. */
export function contentOf<Content>({ structuredContent, _meta }: Answer): Content {
  return { ...structuredContent, forView: _meta?.["helpdesk-mcp/view"] ?? {} } as Content;
}

/** The text of an answer. */
export function textOf({ content = [] }: Answer): string {
  return content.map(({ text }) => text).filter(Boolean).join("\n");
}
