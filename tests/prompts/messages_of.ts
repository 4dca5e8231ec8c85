import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { partsOf } from "../mcp/embedded_conversation.ts";

/** A prompt as the client gets it. */
export interface WrittenPrompt {
  /** The program's own words. */
  readonly words: string;
  /** Above the boundary of what comes from the helpdesk, and inside it. */
  readonly before: string;
  readonly inside: string;
  /** Address of the resource that it comes as; undefined when it is plain text. */
  readonly uri: string | undefined;
  /** What further messages say. */
  readonly notices: readonly string[];
}

/** Gets a prompt: its words, then what comes from the helpdesk, all said by the user. */
export async function messagesOf(
  client: Client,
  name: string,
  given?: Record<string, string>,
): Promise<WrittenPrompt> {
  const { messages } = await client.getPrompt({ name, arguments: given });
  const texts = messages.map(({ role, content }) => {
    assert.equal(role, "user");
    if (content.type === "text") return { text: content.text, uri: undefined };
    assert.ok(content.type === "resource" && "text" in content.resource);
    assert.equal(content.resource.mimeType, "text/plain");
    return { text: content.resource.text, uri: content.resource.uri };
  });
  const [words, data, ...more] = texts;
  assert.ok(words !== undefined && data !== undefined);
  assert.doesNotMatch(words.text, /helpdesk data/);
  return {
    words: words.text,
    ...partsOf(data.text),
    uri: data.uri,
    notices: more.map(({ text }) => text),
  };
}
