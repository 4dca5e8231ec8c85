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

Deno.test("a line may end in a carriage return, and come in pieces", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  for (const piece of ['{"jsonrpc":"2.0",', '"id":98,"method":"ping"}', "\r", "\n"]) {
    await program.write(piece);
  }
  assert.deepEqual((await program.answer(98)).result, {});
});
