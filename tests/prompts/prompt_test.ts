import assert from "node:assert/strict";
import { definePrompt } from "../../lib/prompts/prompt.ts";
import { converse, refusalOf } from "../mcp/embedded_conversation.ts";

const say = definePrompt({
  name: "say",
  title: "Say",
  description: "Says what it is given.",
  arguments: {
    text: { title: "Text", description: "What to say", required: true },
    tone: { title: "Tone", description: "How", required: false },
  },
  write: ({ text, tone }) =>
    Promise.resolve([{ kind: "words", text: `${text} (${tone ?? "plainly"})` }]),
});

async function said(given: Record<string, string>): Promise<unknown> {
  await using conversation = await converse({ prompts: [say] });
  const { messages } = await conversation.client.getPrompt({ name: "say", arguments: given });
  assert.equal(messages.length, 1);
  return messages[0]?.content;
}

async function refused(given: Record<string, string> | undefined): Promise<string> {
  await using conversation = await converse({ prompts: [say] });
  const error = await refusalOf(conversation.client.getPrompt({ name: "say", arguments: given }));
  assert.equal(error.code, -32602);
  return error.message;
}

Deno.test("definePrompt() hands the arguments on, each on one line and cleaned", async () => {
  const hostile = " first\nsecond\u202e\x1b[31m ";
  assert.deepEqual(await said({ text: hostile }), { type: "text", text: "first second (plainly)" });
  assert.deepEqual(await said({ text: "x", tone: "softly" }), { type: "text", text: "x (softly)" });
  // An empty one is one that is left out.
  assert.deepEqual(await said({ text: "x", tone: "  " }), { type: "text", text: "x (plainly)" });
});

const LONG = "x".repeat(501);
const MISSING = /say was not written: text is missing \([^)]+\)$/;
const REFUSED: readonly (readonly [given: Record<string, string> | undefined, RegExp])[] = [
  [undefined, MISSING],
  [{}, MISSING],
  [{ text: "" }, MISSING],
  [{ text: " \n\u200b" }, MISSING],
  [{ text: "x", volume: "11" }, /"volume" is not an argument of say, which takes text, tone$/],
  [JSON.parse('{"text": "x", "constructor": "11"}'), /"constructor" is not an argument of say/],
  [{ text: LONG }, /text has more than 500 characters \([^)]+\)$/],
];

for (const [given, message] of REFUSED) {
  Deno.test(`definePrompt() refuses ${JSON.stringify(given)?.slice(0, 40)}`, async () => {
    assert.match(await refused(given), message);
  });
}

Deno.test("definePrompt() takes an argument of 500 characters", async () => {
  assert.ok(await said({ text: LONG.slice(1) }));
});
