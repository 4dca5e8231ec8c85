import assert from "node:assert/strict";
import { tools } from "../../lib/tools/registry.ts";
import { Program } from "./program.ts";
import { addressOfNothing, settingsFor, startSilentHelpdesk } from "./silent_helpdesk.ts";

const endings: readonly { name: string; end: (program: Program) => Promise<void> | void }[] = [
  { name: "the end of its input", end: (program) => program.endInput() },
  { name: "SIGTERM", end: (program) => program.signal("SIGTERM") },
  { name: "SIGINT", end: (program) => program.signal("SIGINT") },
];

for (const { name, end } of endings) {
  const ignore = Deno.build.os === "windows" && name.startsWith("SIG");

  Deno.test({ name: `the idle program ends at ${name} with exit code 0`, ignore }, async () => {
    await using program = new Program(settingsFor(addressOfNothing()));
    await program.initialize();
    await end(program);
    assert.equal(await program.end(), 0);
    assert.equal(program.messages().length, 1);
    assert.equal(program.stderr, "");
  });

  Deno.test({ name: `${name} ends the program although a call is running`, ignore }, async () => {
    await using helpdesk = startSilentHelpdesk();
    const settings = { ...settingsFor(helpdesk.url), HELPDESK_TIMEOUT: "600" };
    await using program = new Program(settings);
    await program.initialize();
    await program.send("tools/call", { name: "get_queues", arguments: {} });
    await helpdesk.asked("/login/");
    await end(program);
    assert.equal(await program.end(), 0);
    assert.equal(program.stderr, "");
    program.messages();
  });
}

Deno.test("the program ends quietly when nobody reads its output any more", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  await program.leave();
  await program.send("ping");
  assert.equal(await program.end(), 0);
  assert.equal(program.stderr, "");
});

Deno.test("the program answers what came just before the end of its input", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  const ids = await Promise.all(Array.from({ length: 20 }, () => program.send("tools/list")));
  await program.endInput();
  assert.equal(await program.end(), 0);
  const answers = program.messages().slice(1);
  assert.deepEqual(answers.map(({ id }) => id), ids);
  for (const { result } of answers) assert.equal(result.tools.length, tools.length);
});

Deno.test("the program ends at the end of an input in which nothing came", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.equal(program.stdout, "");
});
