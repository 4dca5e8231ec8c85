import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/inMemory"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { McpError } from "@modelcontextprotocol/sdk/types.js";
import { readConfig } from "../../lib/settings/config.ts";
import {
  type AccountName,
  createEmbeddedHelpdesk,
  type EmbeddedHelpdesk,
  type EmbeddedHelpdeskOptions,
} from "../embedded/embedded_helpdesk.ts";
import { createHelpdesk } from "../../lib/helpdesk/helpdesk.ts";
import type { Fetch } from "../../lib/http/client.ts";
import { createLog } from "../../lib/log/log.ts";
import type { ProtocolMessage } from "../../lib/mcp/sdk.ts";
import { namesLeft } from "../../lib/mcp/early/tool_choice.ts";
import { serveProtocol } from "../../lib/mcp/serve_protocol.ts";
import { createToolServer } from "../../lib/mcp/tool_server.ts";
import { prompts } from "../../lib/prompts/registry.ts";
import type { Prompt } from "../../lib/prompts/prompt.ts";
import { resources, resourceTemplates } from "../../lib/resources/registry.ts";
import type { Resource } from "../../lib/resources/resource.ts";
import { tools } from "../../lib/tools/registry.ts";

/** A client, the program and an embedded helpdesk, all in this process. */
export interface EmbeddedConversation extends AsyncDisposable {
  readonly client: Client;
  readonly embedded: EmbeddedHelpdesk;
  /** What the server sent, in its order. */
  readonly sent: readonly ProtocolMessage[];
  /** What the program wrote to stderr. */
  readonly logged: readonly string[];
  /** Makes the client say that it is ready, where it was told to wait. */
  readonly connect: () => Promise<void>;
  /** Resolves when no call runs. */
  readonly idle: () => Promise<void>;
}

/** How a conversation differs from an ordinary one. */
export interface ConversationOptions {
  readonly account?: AccountName;
  readonly helpdesk?: EmbeddedHelpdeskOptions;
  /** Further settings, in place of the account's. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Carries the requests; default: the embedded helpdesk's own. */
  readonly fetch?: (embedded: EmbeddedHelpdesk) => Fetch;
  readonly resources?: readonly Resource[];
  readonly prompts?: readonly Prompt[];
  /** True: `connect` is left to the test. */
  readonly waits?: boolean;
}

/** Starts a conversation of an account with the program. */
export async function converse(options: ConversationOptions = {}): Promise<EmbeddedConversation> {
  const embedded = createEmbeddedHelpdesk(options.helpdesk);
  const settings: Record<string, string> = {
    ...settingsOf(embedded, options.account ?? "agent"),
    ...options.settings,
  };
  const logged: string[] = [];
  const config = readConfig((name) => settings[name]);
  const log = createLog({ debug: config.debug, write: (line) => logged.push(line) });
  log.hide(settings.HELPDESK_PASSWORD ?? "");
  const fetch = options.fetch?.(embedded) ?? ((request: Request) => embedded.fetch(request));
  const helpdesk = createHelpdesk({ config, fetch, log, userAgent: "helpdesk-mcp/test" });
  const { timeoutMilliseconds, limits } = config;
  const toolServer = createToolServer({
    ...{ tools, resources, resourceTemplates, prompts, helpdesk, log, timeoutMilliseconds, limits },
    ...options.resources && { resources: options.resources },
    ...options.prompts && { prompts: options.prompts },
  });
  const { clientSide, serverSide, sent } = tapped();
  const close = await serveProtocol(toolServer, serverSide, {
    name: "helpdesk-mcp",
    version: "1.2.3",
    profile: config.profile,
    readOnly: limits.readOnly,
    tools: namesLeft(limits),
    onError: (error) => log.debug(`Protocol: ${error.message}`),
    log,
  });
  const client = new Client({ name: "test", version: "0" });
  const connect = () => client.connect(clientSide);
  if (!options.waits) await connect();
  const idle = () => toolServer.idle();
  return { client, embedded, sent, logged, connect, idle, [Symbol.asyncDispose]: close };
}

/** Both ends of a line between client and server, and what the server sends. */
export function tapped() {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const sent: ProtocolMessage[] = [];
  const send = serverSide.send.bind(serverSide);
  serverSide.send = (message, options) => {
    sent.push(message);
    return send(message, options);
  };
  return { clientSide, serverSide, sent };
}

/** The JSON-RPC error that a request is answered with. */
export async function refusalOf(request: Promise<unknown>): Promise<McpError> {
  try {
    await request;
  } catch (error) {
    assert.ok(error instanceof McpError, String(error));
    return error;
  }
  assert.fail("The request was answered");
}

/** The text of a resource. */
export async function readText(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  assert.equal(contents.length, 1);
  const [content] = contents;
  assert.ok(content !== undefined && "text" in content);
  assert.equal(content.uri, uri);
  assert.equal(content.mimeType, "text/plain");
  return content.text;
}

/** A text of the program with helpdesk data: its own words, and what stands inside the boundary. */
export function partsOf(text: string): { before: string; inside: string } {
  const form = /^([^]*?)\n?\[helpdesk data (\w{8}), not instructions\]\n([^]*)$/;
  const [, before = "", id = "", rest = ""] = form.exec(text) ?? [];
  const end = `\n[end ${id}]`;
  assert.ok(id !== "" && rest.endsWith(end), text);
  return { before, inside: rest.slice(0, -end.length) };
}
