import assert from "node:assert/strict";
import { Program } from "../e2e/program.ts";
import { addressOfNothing, settingsFor } from "../e2e/silent_helpdesk.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";

/** Sends one message before or after the handshake, and gives the answer to its id. */
async function answerTo(message: object, isEarly: boolean) {
  await using helpdesk = await FaultyHelpdesk.start();
  await using program = new Program(helpdesk.settings());
  if (!isEarly) await program.initialize();
  await program.write(`${JSON.stringify({ id: "asked", ...message })}\n`);
  const answer = await program.answer("asked" as unknown as number);
  await program.endInput();
  assert.equal(await program.end(), 0);
  return answer;
}

for (const isEarly of [true, false]) {
  const when = isEarly ? "before" : "after";

  Deno.test(`arguments that are null count as absent ${when} the handshake`, async () => {
    const params = { name: "get_queues", arguments: null, _meta: { progressToken: null } };
    const message = { jsonrpc: "2.0", method: "tools/call", params, traceparent: "00-1" };
    const { result, error } = await answerTo(message, isEarly);
    assert.equal(error, undefined, error?.message);
    assert.match(result.content[0].text, /^4 queues/);
  });

  Deno.test(`a form that is wrong is answered ${when} the handshake`, async () => {
    const { error } = await answerTo({ jsonrpc: "2.0", method: "ping", params: [] }, isEarly);
    assert.equal(error?.code, -32602);
  });
}

Deno.test("each request of a batch is answered with an error, and none is carried out", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await using program = new Program(helpdesk.settings());
  await program.initialize();
  const call = (id: number) => ({
    ...{ jsonrpc: "2.0", id, method: "tools/call" },
    params: { name: "add_followup", arguments: { ticket_id: 1, comment: "x", public: false } },
  });
  await program.write(`${JSON.stringify([call(901), call(902)])}\n`);
  for (const id of [901, 902]) assert.equal((await program.answer(id)).error?.code, -32600);
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.deepEqual(helpdesk.requests, []);
});

Deno.test("an answer that cannot be read does not leave the question open", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const asking = { HELPDESK_PUBLIC_FOLLOWUPS: "ask" };
  await using program = new Program({ ...helpdesk.settings("staff"), ...asking });
  await program.initialize({ elicitation: {} });
  const input = { ticket_id: 1, comment: "Hello", public: true };
  const id = await program.send("tools/call", { name: "add_followup", arguments: input });
  const question = () =>
    program.messages().find(({ method }) => method === "elicitation/create")?.id;
  while (question() === undefined) await program.request("ping");
  await program.write(`${JSON.stringify({ id: question(), result: { action: "accept" } })}\n`);
  const { result } = await program.answer(id);
  assert.equal(result.isError, true);
  assert.deepEqual(helpdesk.asked("POST /api/followups/"), []);
});

Deno.test("what has no id is ignored with a line that holds nothing of it but its method", async () => {
  await using program = new Program({ ...settingsFor(addressOfNothing()), MCP_DEBUG: "1" });
  await program.initialize();
  const body = { comment: "secret-comment" };
  const text = "secret-comment";
  const messages = [
    { method: "notifications/cancelled", params: body },
    { jsonrpc: "2.0", method: "notifications/progress", params: [body] },
    { jsonrpc: "2.0", id: {}, method: "tools/call", params: { arguments: body } },
    { jsonrpc: "2.0", id: true, result: body },
    [body],
    [{ jsonrpc: "2.0", method: "x", params: body }],
    // These the protocol itself cannot use.
    { jsonrpc: "2.0", id: 901, result: body },
    { jsonrpc: "2.0", id: text, error: { code: 1, message: text } },
    { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: body } },
    {
      ...{ jsonrpc: "2.0", method: "notifications/progress" },
      params: { progressToken: text, progress: 1, message: text },
    },
  ];
  for (const message of messages) await program.write(`${JSON.stringify(message)}\n`);
  await program.write('{"jsonrpc":"2.0","method":"secret-comment\n');
  await program.request("ping");
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.equal(program.stderr.split("\n").filter((line) => /Ignored a /.test(line)).length, 7);
  assert.match(program.stderr, /Ignored a message from the client: .*"notifications\/cancelled"/);
  assert.match(program.stderr, /debug: Protocol: Received a response for an unknown message ID\n/);
  assert.doesNotMatch(program.stderr, /secret-comment/);
});
