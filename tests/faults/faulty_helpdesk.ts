import { Buffer } from "node:buffer";
import { once } from "node:events";
import net from "node:net";
import {
  createEmbeddedHelpdesk,
  type EmbeddedHelpdesk,
  type EmbeddedHelpdeskOptions,
} from "../embedded/embedded_helpdesk.ts";
import { type ReceivedRequest, RequestReader } from "./http_request_reader.ts";
import type { Misbehaviour, RawAnswer } from "./misbehaviour.ts";

interface Order {
  readonly method: string | undefined;
  readonly path: string;
  readonly misbehaviour: Misbehaviour;
  times: number;
}

/**
 * The embedded helpdesk behind a port of this machine, with a server in front of it that can do to any
 * request what a broken or hostile server does. Not `Deno.serve`: that speaks correct HTTP only.
 */
export class FaultyHelpdesk implements AsyncDisposable {
  readonly embedded: EmbeddedHelpdesk;
  /** Every request, in the order they came. */
  readonly requests: ReceivedRequest[] = [];
  /** The values of all cookies that were set, and the CSRF tokens of all pages. */
  readonly secrets = new Set<string>();
  /** Most requests that were under way at once. */
  mostAtOnce = 0;
  /** How many requests it misbehaved to. */
  misbehaved = 0;
  readonly #server = net.createServer((socket) => this.#talk(socket));
  readonly #sockets = new Set<net.Socket>();
  readonly #password: string | undefined;
  #orders: Order[] = [];
  #atOnce = 0;

  private constructor(embedded: EmbeddedHelpdesk, password: string | undefined) {
    this.embedded = embedded;
    this.#password = password;
  }

  /**
   * @param options `port`: 0 takes any; `password`: with it every account can log in, in place of its own
   */
  static async start(
    options: { port?: number; password?: string; embedded?: EmbeddedHelpdeskOptions } = {},
  ): Promise<FaultyHelpdesk> {
    const embedded = createEmbeddedHelpdesk(options.embedded);
    const helpdesk = new FaultyHelpdesk(embedded, options.password);
    helpdesk.#server.listen(options.port ?? 0, "127.0.0.1");
    await once(helpdesk.#server, "listening");
    return helpdesk;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  /** The settings of an account; "agent" unless another is named. */
  settings(account: "agent" | "staff" | "customer" = "agent"): Record<string, string> {
    const { username, password } = this.embedded.accounts[account];
    return {
      HELPDESK_BASE_URL: `${this.origin}/`,
      HELPDESK_USERNAME: username,
      HELPDESK_PASSWORD: this.#password ?? password,
    };
  }

  /**
   * Orders something for the next requests to a path; orders are used up in their order.
   *
   * @param where "GET /api/tickets/1/": a method, or "*" for any, and how the path begins
   */
  misbehave(where: string, misbehaviour: Misbehaviour, times = 1): void {
    const [method = "*", path = ""] = where.split(" ");
    this.#orders.push({ method: method === "*" ? undefined : method, path, misbehaviour, times });
  }

  /** Withdraws what was ordered and forgets what was asked. */
  behave(): void {
    this.#orders = [];
    this.requests.length = 0;
    this.mostAtOnce = 0;
    this.misbehaved = 0;
  }

  /** The requests as "METHOD PATH?QUERY", those that begin so. */
  asked(start = ""): string[] {
    return this.requests.map(({ method, target }) => `${method} ${target}`)
      .filter((line) => line.startsWith(start));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, "close");
  }

  #talk(socket: net.Socket): void {
    this.#sockets.add(socket);
    // Head and body are written apart: without this the body waits 40 ms for the head's receipt.
    socket.setNoDelay(true);
    socket.on("close", () => this.#sockets.delete(socket));
    // A client that gives up resets the connection: many tests make it do so.
    socket.on("error", () => {});
    const reader = new RequestReader();
    let answering = Promise.resolve();
    socket.on("data", (bytes) => {
      for (const request of reader.take(bytes)) {
        answering = answering.then(() => this.#answer(socket, request));
      }
    });
  }

  async #answer(socket: net.Socket, request: ReceivedRequest): Promise<void> {
    this.requests.push(request);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    try {
      const pass = () => this.#pass(request);
      const answer = await (this.#take(request)?.misbehaviour(request, pass) ?? pass());
      const isProper = answer instanceof Response;
      const { parts, then } = isProper ? await this.#serialize(answer) : answer;
      for await (const part of parts) {
        if (socket.destroyed) return;
        await new Promise<void>((resolve) => socket.write(part, () => resolve()));
      }
      if (then === "close") socket.end();
      else if (then === "reset") socket.resetAndDestroy();
      else if (then === "hang" && !socket.destroyed) await once(socket, "close");
    } catch (error) {
      if (!socket.destroyed) throw error;
    } finally {
      this.#atOnce--;
    }
  }

  #take({ method, target }: ReceivedRequest): Order | undefined {
    const order = this.#orders.find((order) =>
      order.times > 0 && (order.method ?? method) === method && target.startsWith(order.path)
    );
    if (order === undefined) return undefined;
    order.times--;
    this.misbehaved++;
    return order;
  }

  async #pass(request: ReceivedRequest): Promise<Response> {
    const { method, target, headers } = request;
    const url = new URL(target, this.embedded.baseUrl);
    const body = request.body.length === 0 ? undefined : this.#withOwnPassword(request);
    return await this.embedded.fetch(new Request(url, { method, headers, body }));
  }

  /** The embedded helpdesk's accounts have passwords that cannot be chosen. */
  #withOwnPassword({ headers, body }: ReceivedRequest): BodyInit {
    if (
      this.#password === undefined ||
      headers.get("content-type") !== "application/x-www-form-urlencoded"
    ) return body;
    const fields = new URLSearchParams(new TextDecoder().decode(body));
    const account = Object.values(this.embedded.accounts)
      .find(({ username }) => username === fields.get("username"));
    if (account !== undefined && fields.get("password") === this.#password) {
      fields.set("password", account.password);
    }
    return fields.toString();
  }

  async #serialize(response: Response): Promise<RawAnswer> {
    const body = new Uint8Array(await response.arrayBuffer());
    for (const cookie of response.headers.getSetCookie()) {
      this.#learn(/^[^=]*=([^;]*)/.exec(cookie)?.[1]);
    }
    if (response.headers.get("content-type")?.startsWith("text/html")) {
      const html = new TextDecoder().decode(body);
      for (const [, , token] of html.matchAll(/csrf\w*"(:| value=)\s*"(\w{32,})"/gi)) {
        this.#learn(token);
      }
    }
    const head = [`HTTP/1.1 ${response.status} Status`];
    for (const [name, value] of response.headers) {
      if (name !== "content-length") head.push(`${name}: ${value}`);
    }
    head.push(`content-length: ${body.length}`, "", "");
    return { parts: [Buffer.from(head.join("\r\n"), "latin1"), body], then: "keep" };
  }

  #learn(secret: string | undefined): void {
    if (secret !== undefined && secret.length >= 8) this.secrets.add(secret);
  }
}
