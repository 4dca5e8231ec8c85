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
  const error = await refusalOf(
    conversation.client.getPrompt({ name: "say", arguments: given }),
  );
  assert.equal(error.code, -32602);
  return error.message;
}

Deno.test("definePrompt() hands the arguments on, each on one line and cleaned", async () => {
  assert.deepEqual(await said({ text: " first\nsecond\u202e\x1b[31m " }), {
    type: "text",
    text: "first second (plainly)",
  });
  assert.deepEqual(await said({ text: "x", tone: "softly" }), { type: "text", text: "x (softly)" });
});

Deno.test("definePrompt() takes an empty argument for one that is left out", async () => {
  assert.deepEqual(await said({ text: "x", tone: "  " }), { type: "text", text: "x (plainly)" });
});

const WITHOUT_TEXT: readonly (Record<string, string> | undefined)[] = [
  undefined,
  {},
  { text: "" },
  { text: " \n\u200b" },
];

for (const given of WITHOUT_TEXT) {
  Deno.test(`definePrompt() misses a required argument in ${JSON.stringify(given)}`, async () => {
    assert.match(await refused(given), /say was not written: text is missing \([^)]+\)$/);
  });
}

for (const name of ["volume", "constructor"]) {
  Deno.test(`definePrompt() refuses the unknown argument ${name} by name`, async () => {
    const given = JSON.parse(`{"text": "x", "${name}": "11"}`);
    assert.match(
      await refused(given),
      new RegExp(`"${name}" is not an argument of say, which takes text, tone$`),
    );
  });
}

Deno.test("definePrompt() refuses an argument of more than 500 characters", async () => {
  assert.match(
    await refused({ text: "x".repeat(501) }),
    /text has more than 500 characters \([^)]+\)$/,
  );
  assert.ok(await said({ text: "x".repeat(500) }));
});
