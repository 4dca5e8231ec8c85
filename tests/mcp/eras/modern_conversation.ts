import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/inMemory"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { createLog, type Log } from "../../../lib/log/log.ts";
import { earlyAnswers } from "../../../lib/mcp/early/early_answers.ts";
import { EarlyTransport } from "../../../lib/mcp/early/early_transport.ts";
import { EraTransport } from "../../../lib/mcp/eras/era_transport.ts";
import type { EraWires, ModernEra } from "../../../lib/mcp/eras/modern_era.ts";
import { serveModernClients } from "../../../lib/mcp/modern_clients.ts";
import type { ProtocolMessage } from "../../../lib/mcp/sdk.ts";
import { serveProtocol } from "../../../lib/mcp/serve_protocol.ts";
import { prompts } from "../../../lib/prompts/registry.ts";
import { resources, resourceTemplates } from "../../../lib/resources/registry.ts";
import { tools } from "../../../lib/tools/registry.ts";
import type { Tool } from "../../../lib/tools/tool.ts";
import { serverOf } from "../test_tools.ts";

export const PROGRAM = { name: "helpdesk-mcp", version: "1.2.3" };
const PREFIX = "io.modelcontextprotocol/";

/** A message, as far as these tests look into one. */
export interface Heard {
  readonly id?: string | number;
  readonly method?: string;
  // deno-lint-ignore no-explicit-any
  readonly [name: string]: any;
}

/** A client that speaks lines of JSON to the program without a helpdesk. */
export interface ModernConversation extends AsyncDisposable {
  /** Everything that came, in its order. */
  readonly heard: readonly Heard[];
  readonly log: Log;
  readonly eras: EraTransport;
  say(message: unknown): Promise<void>;
  /** Sends a request, and gives its answer. */
  ask(message: Heard): Promise<Heard>;
  /** Connects the protocol, where it was left out. */
  connect(): Promise<void>;
}

/** Starts the program; with `isEarly` its protocol comes when `connect` is called. */
export async function converseModern(
  given: readonly Tool[] = tools,
  { isEarly = false, load = (wires) => Promise.resolve(serveModernClients(PROGRAM, wires)) }: {
    readonly isEarly?: boolean;
    readonly load?: (wires: EraWires) => Promise<ModernEra>;
  } = {},
): Promise<ModernConversation> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const heard: Heard[] = [];
  const waiting = new Map<unknown, (answer: Heard) => void>();
  clientSide.onmessage = (message) => {
    // As on the wire: what is undefined is not there.
    const one: Heard = JSON.parse(JSON.stringify(message));
    heard.push(one);
    if (one.method === undefined) waiting.get(one.id)?.(one);
  };
  await clientSide.start();
  const log = createLog({ debug: true, write: () => {} });
  const eras = new EraTransport(serverSide, load);
  const transport = new EarlyTransport(eras, earlyAnswers(PROGRAM));
  await transport.listen();
  let close = () => Promise.resolve();
  const connect = async () => {
    const { server } = serverOf(given, { resources, resourceTemplates, prompts });
    const onError = () => {};
    close = await serveProtocol(server, transport, { ...PROGRAM, onError, log });
  };
  if (!isEarly) await connect();
  const say = (message: unknown) => clientSide.send(message as ProtocolMessage);
  return {
    heard,
    log,
    eras,
    say,
    connect,
    async ask(message) {
      const answer = new Promise<Heard>((resolve) => waiting.set(message.id, resolve));
      await say(message);
      return await answer;
    },
    async [Symbol.asyncDispose]() {
      transport.stopTimer();
      await close();
    },
  };
}

/** The `_meta` of a request of 2026-07-28. */
export function envelope(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    [`${PREFIX}protocolVersion`]: "2026-07-28",
    [`${PREFIX}clientInfo`]: { name: "test", version: "0" },
    [`${PREFIX}clientCapabilities`]: {},
    ...changes,
  };
}

/** A request of 2026-07-28. */
export function modern(
  id: string | number,
  method: string,
  params: Record<string, unknown> = {},
  meta: Record<string, unknown> = {},
): Heard {
  return { jsonrpc: "2.0", id, method, params: { ...params, _meta: envelope(meta) } };
}

/** A call of the tool of `toolThat`. */
export function say(id: string | number, more: Record<string, unknown> = {}, meta = {}): Heard {
  return modern(id, "tools/call", { name: "say", arguments: { text: "x" }, ...more }, meta);
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** What a client sends to end a request. */
export function cancellationOf(requestId: string | number): Heard {
  return { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } };
}

/** The capabilities of a client that can show a question. */
export const ASKING = { [`${PREFIX}clientCapabilities`]: { elicitation: { form: {} } } };

/** Has one answer of each kind of its entries. */
export function assertError(answer: Heard, code: number, message: RegExp): void {
  assert.equal(answer.error?.code, code, JSON.stringify(answer));
  assert.match(answer.error.message, message);
}
