import assert from "node:assert/strict";
import { Program } from "./program.ts";
import { addressOfNothing, settingsFor } from "./silent_helpdesk.ts";

const MEBIBYTE = 1024 * 1024;

function ping(id: number, length: number): string {
  const [start, end] = [`{"jsonrpc":"2.0","id":${id},"method":"ping","params":{"pad":"`, '"}}'];
  return start + "x".repeat(length - start.length - end.length) + end;
}

Deno.test("a message of 10 MiB is taken", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  await program.write(`${ping(99, 10 * MEBIBYTE)}\n`);
  assert.deepEqual((await program.answer(99)).result, {});
});

Deno.test("a message of more than 10 MiB ends the program with the reason and exit code 1", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  await program.write(`${ping(99, 10 * MEBIBYTE + 1)}\n`);
  assert.equal(await program.end(), 1);
  assert.match(program.stderr, /^helpdesk-mcp: The client sent a message of more than 10 MiB/);
  assert.equal(program.messages().length, 1);
});

const odd: readonly { name: string; line: string; warning?: RegExp; isAnswered?: boolean }[] = [
  { name: "a blank line", line: "   " },
  { name: "broken JSON", line: '{"jsonrpc":"2.0","id":97,', warning: /that is not JSON/ },
  {
    name: "a batch",
    line: '[{"jsonrpc":"2.0","id":97,"method":"ping"}]',
    warning: /Ignored a message from the client: it is a batch/,
    isAnswered: true,
  },
  { name: "a number", line: "97", warning: /Ignored a message from the client: it is no object/ },
  { name: "an object that is no message", line: '{"id":97}', isAnswered: true },
];

for (const { name, line, warning, isAnswered = false } of odd) {
  Deno.test(`the program does not carry out ${name}, and goes on`, async () => {
    await using program = new Program(settingsFor(addressOfNothing()));
    await program.initialize();
    await program.write(`${line}\n`);
    assert.deepEqual((await program.request("ping")).result, {});
    await program.endInput();
    assert.equal(await program.end(), 0);
    const refused = program.messages().filter(({ error }) => error !== undefined);
    assert.deepEqual(refused.map(({ id }) => id), isAnswered ? [97] : []);
    assert.equal(program.messages().length, isAnswered ? 3 : 2);
    if (warning === undefined) assert.equal(program.stderr, "");
    else assert.match(program.stderr, warning);
  });
}

Deno.test("a line may end in a carriage return, and come in pieces", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  for (const piece of ['{"jsonrpc":"2.0",', '"id":98,"method":"ping"}', "\r", "\n"]) {
    await program.write(piece);
  }
  assert.deepEqual((await program.answer(98)).result, {});
});
