import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { Site } from "../../site/site.ts";
import type { AccountName } from "../../site/site_fixture.ts";
import { environmentOf, PROJECT_FOLDER, startArguments } from "./start_command.ts";

export type ListedTool = Awaited<ReturnType<Client["listTools"]>>["tools"][number];

/** The SDK's client with the program as its child process. */
export class ToolClient {
  readonly #client: Client;
  readonly #transport: StdioClientTransport;
  /** Everything on the program's stderr. */
  stderr = "";
  /** Characters of all results so far, text and structured content together. */
  characters = 0;

  private constructor(settings: Readonly<Record<string, string>>) {
    this.#client = new Client({ name: "end-to-end", version: "0" });
    this.#transport = new StdioClientTransport({
      command: Deno.execPath(),
      args: [...startArguments],
      cwd: PROJECT_FOLDER,
      env: environmentOf(settings),
      stderr: "pipe",
    });
    this.#transport.stderr?.on("data", (bytes: Uint8Array) => {
      this.stderr += new TextDecoder().decode(bytes);
    });
  }

  /** Starts the program for an account of a site, and shakes hands with it. */
  static async start(site: Site, account: AccountName): Promise<ToolClient> {
    const client = new ToolClient(settingsOf(site, account));
    await client.#client.connect(client.#transport);
    return client;
  }

  /** All tools; from then on the SDK checks every result against the tool's output schema. */
  async tools(): Promise<ListedTool[]> {
    return (await this.#client.listTools()).tools;
  }

  /**
   * Calls a tool that must succeed: its structured content, which the SDK has checked, and its text.
   */
  async call(
    name: string,
    input: Record<string, unknown> = {},
    // deno-lint-ignore no-explicit-any
  ): Promise<{ content: any; text: string }> {
    const result = await this.#call(name, input);
    const [part, ...more] = result.content as { type: string; text: string }[];
    assert.equal(more.length, 0);
    assert.equal(part?.type, "text");
    assert.equal(result.isError ?? false, false, part?.text);
    assert(part !== undefined && part.text.length > 0);
    return { content: result.structuredContent, text: part.text };
  }

  /** Calls a tool that must fail; the message. */
  async fail(name: string, input: Record<string, unknown> = {}): Promise<string> {
    const result = await this.#call(name, input);
    const [part] = result.content as { text: string }[];
    assert.equal(result.isError, true, part?.text);
    return part?.text ?? "";
  }

  async #call(name: string, input: Record<string, unknown>) {
    const result = await this.#client.callTool({ name, arguments: input });
    this.characters += JSON.stringify(result).length;
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}
