import assert from "node:assert/strict";
import { Program } from "../e2e/program.ts";
import { addressOfNothing, settingsFor, startSilentHelpdesk } from "../e2e/silent_helpdesk.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";

/** Starts the program and shakes hands with it; every line of stdout is checked at its end. */
async function started(settings = settingsFor(addressOfNothing())): Promise<Program> {
  const program = new Program(settings);
  await program.initialize();
  return program;
}

/** Ends the program in order: its exit code is 0 and stdout holds messages only. */
async function ended(program: Program): Promise<void> {
  await program.endInput();
  assert.equal(await program.end(), 0, program.stderr);
  program.messages();
}

function answersTo(program: Program, id: unknown): number {
  return program.messages().filter((message) => Object.is(message.id, id)).length;
}

Deno.test("the argument names __proto__ and constructor are unknown ones, on the wire too", async () => {
  await using program = await started();
  for (const name of ["__proto__", "constructor", "prototype"]) {
    const params = `{"name":"get_ticket","arguments":{"ticket_id":1,"${name}":{"ticket_id":2}}}`;
    await program.write(
      `{"jsonrpc":"2.0","id":"${name}","method":"tools/call","params":${params}}\n`,
    );
    const { result } = await program.answer(name as unknown as number);
    assert.equal(result.isError, true);
    assert(result.content[0].text.includes(`"${name}" is not an argument of get_ticket`), name);
  }
  await ended(program);
});

const JUNK: readonly (readonly [what: string, bytes: string])[] = [
  ["a blank line", "\n\r\n  \t \n"],
  ["broken JSON", '{"jsonrpc":"2.0","id":907,\n'],
  ["a batch", '[{"jsonrpc":"2.0","id":907,"method":"ping"}]\n'],
  ["bare values", 'null\n1\n"text"\ntrue\n[]\n'],
  ["a lone byte order mark", "\ufeff\n"],
  ["NUL bytes", "\0\0\0\n"],
  ["200,000 levels of JSON", `${"[".repeat(200_000)}${"]".repeat(200_000)}\n`],
  ["no version of JSON-RPC", '{"id":907,"method":"ping"}\n'],
  ["an id that is null", '{"jsonrpc":"2.0","id":null,"method":"ping"}\n'],
  ["an id that is an object", '{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}\n'],
  ["a method that is a number", '{"jsonrpc":"2.0","id":907,"method":7}\n'],
  ["an answer nobody asked for", '{"jsonrpc":"2.0","id":907,"result":{}}\n'],
  ["an unknown notification", '{"jsonrpc":"2.0","method":"notifications/unknown"}\n'],
  ["a prototype", '{"jsonrpc":"2.0","method":"notifications/x","__proto__":{"id":907}}\n'],
];

Deno.test("lines that are no message of the protocol stop nothing and get no result", async (context) => {
  await using program = await started();
  for (const [what, bytes] of JUNK) {
    await context.step(what, async () => {
      const before = program.messages().length;
      await program.write(bytes);
      assert.deepEqual((await program.request("ping")).result, {});
      const answers = program.messages().slice(before, -1);
      for (const { error, method } of answers) {
        assert(error !== undefined || method === "notifications/message", JSON.stringify(answers));
      }
    });
  }
  await ended(program);
});

Deno.test("bytes that are no UTF-8 stop nothing", async () => {
  await using program = await started();
  await program.write(new Uint8Array([0xff, 0xfe, 0x80, 0x0a]));
  assert.deepEqual((await program.request("ping")).result, {});
});

Deno.test("what a client sends enters stderr without characters that deceive", async () => {
  await using program = await started({ ...settingsFor(addressOfNothing()), MCP_DEBUG: "1" });
  const hostile = "\u202e\u200b\u2066\u{e0041}\u009b31m";
  await program.write(`{"jsonrpc":"2.0","id":null,"method":"deceiving${hostile}"}\n`);
  await program.write(`{"jsonrpc":"2.0","id":74,"method":"ping","params":"${hostile}"}\n`);
  await program.write(`{"jsonrpc":"2.0","id":"${hostile}","result":{"deceiving":1}}\n`);
  await program.request("ping");
  await ended(program);
  assert.match(program.stderr, /deceiving/);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(program.stderr, /[\u200b\u202e\u2066\x1b\x80-\x9f]|\u{e0041}/u);
});

Deno.test("the id of a request comes back as it is, and once", async () => {
  await using program = await started();
  const ids = ["text", "", "__proto__", "1", 0, -1, 2 ** 53 - 1];
  for (const id of ids) {
    await program.write(`${JSON.stringify({ jsonrpc: "2.0", id, method: "ping" })}\n`);
    assert.deepEqual((await program.answer(id as number)).result, {});
  }
  await ended(program);
  for (const id of ids) assert.equal(answersTo(program, id), 1, `${JSON.stringify(id)}`);
});

Deno.test("the same id twice in flight is answered twice", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await using program = await started(helpdesk.settings());
  for (const ticket_id of [1, 2]) {
    const params = { name: "get_ticket", arguments: { ticket_id } };
    const call = { jsonrpc: "2.0", id: "twice", method: "tools/call", params };
    await program.write(`${JSON.stringify(call)}\n`);
  }
  const answered = () => program.stdout.match(/"id":"twice".*\n/g)?.length ?? 0;
  while (answered() < 2) await program.request("ping");
  const texts = program.messages().filter(({ id }) => Object.is(id, "twice"))
    .map(({ result }) => result.content[0].text as string);
  assert.deepEqual(texts.map((text) => text.match(/^Ticket (\d+)/)?.[1]).sort(), ["1", "2"]);
  await ended(program);
});

const MOST_BYTES = 10 * 1024 * 1024;

Deno.test("a line of 10 MiB is taken, and a longer one ends the program with the reason", async () => {
  await using program = await started();
  const start = '{"jsonrpc":"2.0","id":72,"method":"ping","params":{"pad":"';
  await program.write(`${start}${"x".repeat(MOST_BYTES - start.length - 3)}"}}\n`);
  assert.deepEqual((await program.answer(72)).result, {});
  await program.write("x".repeat(MOST_BYTES + 1));
  assert.equal(await program.end(), 1);
  assert.match(program.stderr, /^helpdesk-mcp: The client sent a message of more than 10 MiB/);
  program.messages();
});

Deno.test("a call that is cancelled before it came is answered", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await using program = await started(helpdesk.settings());
  await program.notify("notifications/cancelled", { requestId: 2 });
  const { text, isError } = await program.call("get_ticket", { ticket_id: 1 });
  assert.equal(isError, false, text);
  await ended(program);
});

Deno.test("a call that is cancelled on its way gets no answer and leaves the others alone", async () => {
  await using helpdesk = await startSilentHelpdesk();
  const token = { HELPDESK_BASE_URL: helpdesk.url, HELPDESK_API_TOKEN: "fixture-token" };
  await using program = await started({ ...token, HELPDESK_TIMEOUT: "600" });
  const call = { name: "get_ticket", arguments: { ticket_id: 5 } };
  const meta = { _meta: { progressToken: "fixture" } };
  const requestId = await program.send("tools/call", { ...call, ...meta });
  await helpdesk.asked("/api/tickets/5/");
  await program.notify("notifications/cancelled", { requestId, reason: "no \u001b[31m reason" });
  await helpdesk.abandoned("/api/tickets/5/");
  assert.deepEqual((await program.request("ping")).result, {});
  await ended(program);
  assert.equal(answersTo(program, requestId), 0);
});

Deno.test("cancelling an answered call, an unknown one or nothing at all changes nothing", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await using program = await started(helpdesk.settings());
  const { text } = await program.call("get_ticket", { ticket_id: 1 });
  assert.match(text, /^Ticket 1/);
  for (const requestId of [2, 12345, "__proto__", null, { id: 1 }, undefined]) {
    await program.notify("notifications/cancelled", { requestId });
  }
  assert.match((await program.call("get_ticket", { ticket_id: 2 })).text, /^Ticket 2/);
  await ended(program);
  assert.equal(answersTo(program, 2), 1);
});

for (const progressToken of ["fixture", 7, 0, ""]) {
  const shown = JSON.stringify(progressToken);
  Deno.test(`progress is told under the token ${shown}, and before the answer`, async () => {
    await using helpdesk = await FaultyHelpdesk.start();
    await helpdesk.embedded.createTickets(1_200);
    await using program = await started(helpdesk.settings());
    const id = await program.send("tools/call", {
      name: "list_tickets",
      arguments: { sort: "title" },
      _meta: { progressToken },
    });
    const { result } = await program.answer(id);
    assert.equal(result.isError, undefined, result.content[0].text);
    await ended(program);
    const messages = program.messages();
    const told = messages.filter(({ method }) => method === "notifications/progress");
    assert(told.length >= 2, `${told.length} notifications`);
    let last = 0;
    for (const { params } of told as unknown as { params: Record<string, number> }[]) {
      assert.equal(params.progressToken, progressToken);
      assert((params.progress ?? 0) > last, "Progress must grow");
      last = params.progress ?? 0;
    }
    const places = told.map((message) => messages.indexOf(message));
    assert(Math.max(...places) < messages.findIndex((message) => message.id === id));
  });
}

Deno.test("without a token no progress is told", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await helpdesk.embedded.createTickets(1_200);
  await using program = await started(helpdesk.settings());
  await program.call("list_tickets", { sort: "title" });
  await ended(program);
  const told = program.messages().flatMap(({ method }) => method ?? []);
  // Staff has no agent sessions, which is known from the login on.
  assert.deepEqual(told, ["notifications/tools/list_changed"]);
});
