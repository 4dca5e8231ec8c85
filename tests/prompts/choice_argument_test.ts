import assert from "node:assert/strict";
import { converse, type EmbeddedConversation, refusalOf } from "../mcp/embedded_conversation.ts";

type Argument = "queue" | "status" | "assigned_to";

async function completed({ client }: EmbeddedConversation, name: Argument, value: string) {
  const ref = { type: "ref/prompt", name: "triage_queue" } as const;
  return (await client.complete({ ref, argument: { name, value } })).completion;
}

const TYPED: readonly [Argument, string, readonly string[]][] = [
  ["queue", "SUPP", ["IT Support"]],
  ["queue", "it-supp", ["IT Support"]],
  ["queue", "l", ["Lab Equipment – 実験室", "Facilities & Workplace"]],
  ["queue", "実験", ["Lab Equipment – 実験室"]],
  ["queue", "2", ["2"]],
  ["queue", "none of them", []],
  ["status", "re", ["Reopened", "Resolved"]],
  ["status", "Open, clo", ["Open, Closed"]],
  [
    ...["status", "Open,"] as const,
    ["Open", "Reopened", "Resolved", "Closed", "Duplicate"].map((status) => `Open,${status}`),
  ],
  ["assigned_to", "ag", ["agent"]],
];

for (const [name, typed, values] of TYPED) {
  Deno.test(`completeChoice() offers ${name} ${JSON.stringify(values)} for "${typed}"`, async () => {
    await using conversation = await converse();
    const completion = await completed(conversation, name, typed);
    assert.deepEqual(completion, { values, total: values.length, hasMore: false });
  });
}

Deno.test("completeChoice() offers a hundred of many users, and how many there are", async () => {
  await using conversation = await converse();
  const names = Array.from({ length: 250 }, (_, index) => `clerk${index}`);
  await conversation.embedded.createUsers(names.map((username) => ({ username, staff: true })));
  const { values, total, hasMore } = await completed(conversation, "assigned_to", "CLERK");
  assert.deepEqual([values.length, total, hasMore], [100, 250, true]);
  assert.equal(new Set(values).size, 100);
});

const ODD = [
  { username: "same", what: "is had twice" },
  { username: "4711", what: "looks like an id" },
  { username: "first, last", what: "has a comma" },
  { username: "torn\u200bname", what: "holds what is not shown" },
];

for (const { username, what } of ODD) {
  Deno.test(`completeChoice() offers the id of a user whose name ${what}`, async () => {
    await using conversation = await converse();
    const twice = username === "same" ? [{ username: "Same", staff: true }] : [];
    const ids = await conversation.embedded.createUsers([{ username, staff: true }, ...twice]);
    const typed = username.slice(0, 3);
    const { values } = await completed(conversation, "assigned_to", typed);
    assert.deepEqual(values.toSorted(), ids.map(String).toSorted());
  });
}

Deno.test("requireChoice() asks for the id where several have the name", async () => {
  await using conversation = await converse();
  const [first, second] = await conversation.embedded.createUsers([
    { username: "same", staff: true },
    { username: "SAME", staff: true },
  ]);
  const prompt = { name: "triage_queue", arguments: { queue: "1", assigned_to: "same" } };
  const error = await refusalOf(conversation.client.getPrompt(prompt));
  assert.equal(error.code, -32602);
  assert.match(
    error.message,
    new RegExp(`assigned_to "same" names several, so give the id: .*\\b${first} .*\\b${second} `),
  );
});

Deno.test("what completeChoice() offers is what the prompt takes", async () => {
  await using conversation = await converse({ helpdesk: { statuses: "custom" } });
  const given = async (name: Argument) => (await completed(conversation, name, "")).values;
  for (const queue of await given("queue")) {
    await conversation.client.getPrompt({ name: "triage_queue", arguments: { queue } });
  }
  for (const name of ["status", "assigned_to"] as const) {
    for (const value of await given(name)) {
      const prompt = { name: "triage_queue", arguments: { queue: "1", [name]: value } };
      await conversation.client.getPrompt(prompt);
    }
  }
});

for (const queue of ["IT Support", "it-support", "IT_SUPPORT", "1"]) {
  Deno.test(`requireChoice() finds a queue by "${queue}"`, async () => {
    await using conversation = await converse();
    const prompt = { name: "triage_queue", arguments: { queue } };
    const { messages } = await conversation.client.getPrompt(prompt);
    assert.match(JSON.stringify(messages[0]), /Triage queue 1 of the helpdesk/);
  });
}
