import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ClientMode, ReportedCall, ServerCommand } from "./client_day.ts";

const MODERN = "2026-07-28";
const LOG_LEVEL = "io.modelcontextprotocol/logLevel";
/** No person declines in less, and the server says so. */
const READING_MILLISECONDS = 800;

type Input = Readonly<Record<string, unknown>>;
type Structured = Readonly<Record<string, unknown>>;
type Followups = readonly { readonly attachments: readonly { readonly id: number }[] }[];

/** A client with a server of its own, which keeps what it is told and asked. */
export class Connection implements AsyncDisposable {
  readonly client: Client;
  readonly logged: string[] = [];
  readonly questions: string[] = [];
  readonly calls: ReportedCall[] = [];
  changes = 0;
  stderr = "";
  readonly #transport: StdioClientTransport;

  constructor(mode: ClientMode, server: ServerCommand) {
    this.client = new Client({ name: "test", version: "0" }, {
      capabilities: { elicitation: { form: {} } },
      versionNegotiation: { mode: mode === MODERN ? { pin: mode } : mode },
    });
    this.client.setRequestHandler("elicitation/create", async ({ params: { message } }) => {
      this.questions.push(message);
      if (!message.includes("Decline this")) return { action: "accept" };
      await new Promise((resolve) => setTimeout(resolve, READING_MILLISECONDS));
      return { action: "decline" };
    });
    const { client } = this;
    client.setNotificationHandler("notifications/tools/list_changed", () => void this.changes++);
    this.client.setNotificationHandler("notifications/message", ({ params }) => {
      this.logged.push(`${params.level}: ${params.data}`);
    });
    this.#transport = new StdioClientTransport({ ...server, stderr: "pipe" });
  }

  async open(): Promise<this> {
    await this.client.connect(this.#transport);
    this.#transport.stderr?.on("data", (data) => this.stderr += data);
    if (!this.isModern) await this.client.setLoggingLevel("debug");
    return this;
  }

  get isModern(): boolean {
    return this.client.getNegotiatedProtocolVersion() === MODERN;
  }

  /** Calls a tool, which must succeed; its structured content, which the client has checked. */
  async call<Answer = Structured>(name: string, input: Input = {}): Promise<Answer> {
    const { isError, structuredContent } = await this.#call(name, input);
    assert.ok(!isError && structuredContent !== undefined, JSON.stringify(this.calls.at(-1)));
    return structuredContent as Answer;
  }

  /** Calls a tool, which must answer with an error and nothing else. */
  async beRefused(name: string, input: Input): Promise<void> {
    const { isError, structuredContent } = await this.#call(name, input);
    assert.ok(isError && structuredContent === undefined, JSON.stringify(this.calls.at(-1)));
  }

  /** The id of the only ticket in which a text is found. */
  async ticketAbout(search: string): Promise<number> {
    type Found = { tickets: readonly { readonly id: number }[] };
    const { tickets } = await this.call<Found>("list_tickets", { search });
    assert.equal(tickets.length, 1);
    return tickets[0]?.id ?? NaN;
  }

  async files(ticket_id: number): Promise<number[]> {
    const { followups } = await this.call<{ followups: Followups }>("get_ticket", { ticket_id });
    return followups.flatMap(({ attachments }) => attachments.map(({ id }) => id));
  }

  async #call(name: string, input: Input) {
    const _meta = this.isModern ? { [LOG_LEVEL]: "debug" } : {};
    const result = await this.client.callTool({ name, arguments: { ...input }, _meta });
    this.calls.push({ tool: name, arguments: input, shown: result.content.map(shownPart) });
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
  }
}

type Part = Awaited<ReturnType<Client["callTool"]>>["content"][number];

/** A part of an answer: its text, or its kind and type. */
export function shownPart(part: Part): string {
  if (part.type === "text") return part.text;
  if (part.type === "resource") {
    return "text" in part.resource ? part.resource.text : part.resource.uri;
  }
  return "mimeType" in part ? `${part.type} ${part.mimeType}` : part.type;
}
