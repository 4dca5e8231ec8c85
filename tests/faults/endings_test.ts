import assert from "node:assert/strict";
import { tools } from "../../lib/tools/registry.ts";
import { Program } from "../e2e/program.ts";
import { addressOfNothing, settingsFor, startSilentHelpdesk } from "../e2e/silent_helpdesk.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";

/** What the program promises; an idle one takes a few milliseconds. */
const MOST_MILLISECONDS = 1_000;

const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? [] : ["SIGTERM", "SIGINT"];

const endings: readonly { what: string; end: (program: Program) => Promise<void> | void }[] = [
  { what: "the end of its input", end: (program) => program.endInput() },
  ...SIGNALS.map((signal) => ({ what: signal, end: (program: Program) => program.signal(signal) })),
  {
    what: "the loss of its reader",
    // The pipe closes a moment later: only an answer after that can meet nobody.
    async end(program) {
      await program.leave();
      for (let ping = 0; ping < 10; ping++) {
        const isSent = await program.send("ping").then(() => true, () => false);
        if (!isSent) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  },
];

/** Ends the program and checks that it does so in order and in time. */
async function endsInTime(program: Program, end: () => Promise<void> | void): Promise<void> {
  const started = performance.now();
  await end();
  assert.equal(await program.end(), 0, program.stderr);
  const elapsed = performance.now() - started;
  assert(elapsed < MOST_MILLISECONDS, `The end took ${Math.round(elapsed)} ms`);
}

for (const { what, end } of endings) {
  Deno.test(`${what} ends the idle program within a second`, async () => {
    await using program = new Program(settingsFor(addressOfNothing()));
    await program.initialize();
    await endsInTime(program, () => end(program));
    assert.equal(program.stderr, "");
    if (what !== "the loss of its reader") program.messages();
  });

  Deno.test(`${what} ends the program within a second while calls run`, async () => {
    await using helpdesk = await startSilentHelpdesk();
    const settings = { ...settingsFor(helpdesk.url), HELPDESK_TIMEOUT: "600" };
    await using program = new Program(settings);
    await program.initialize();
    for (let ticket_id = 1; ticket_id <= 10; ticket_id++) {
      await program.send("tools/call", { name: "get_ticket", arguments: { ticket_id } });
    }
    await helpdesk.asked("/login/");
    await endsInTime(program, () => end(program));
    assert.equal(program.stderr, "");
  });
}

for (const signal of SIGNALS) {
  Deno.test(`${signal} ends the program within a second although nobody reads its output`, async () => {
    await using helpdesk = await FaultyHelpdesk.start();
    await using program = new Program(helpdesk.settings(), { isUnread: true });
    // More than a pipe holds: the program waits for its reader.
    for (let sent = 0; sent < 300; sent++) await program.send("tools/list");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await endsInTime(program, () => program.signal(signal));
  });
}

for (const signal of SIGNALS) {
  Deno.test(`${signal} during the start ends the program`, async () => {
    for (const milliseconds of [0, 30, 60, 90, 120]) {
      await using program = new Program(settingsFor(addressOfNothing()));
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      program.signal(signal);
      // Before the program listens for it, the signal itself ends the process.
      assert([0, signal].includes(await program.end()));
      assert.equal(program.stdout, "");
    }
  });
}

Deno.test("an agent's unfinished branch is named on stderr at the end, and within a second", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await using program = new Program(helpdesk.settings());
  await program.initialize();
  const { text } = await program.call("update_ticket", { ticket_id: 1, title: "Changed" });
  assert.match(text, /was updated/);
  await endsInTime(program, () => program.endInput());
  assert.match(program.stderr, /branch agent-\w{8} has 1 change/);
});

Deno.test("without a server the program starts, says what it cannot reach, and works when it is up", async () => {
  const { port, origin } = new URL(addressOfNothing());
  const password = `fixture-${crypto.randomUUID()}`;
  const account = { HELPDESK_USERNAME: "agent", HELPDESK_PASSWORD: password };
  await using program = new Program({ HELPDESK_BASE_URL: `${origin}/`, ...account });
  const { result } = await program.initialize();
  assert.equal(result.serverInfo.name, "helpdesk-mcp");
  assert.equal((await program.request("tools/list")).result.tools.length, tools.length);
  for (const name of ["get_queues", "list_tickets", "get_agent_session_info"]) {
    const { text, isError } = await program.call(name);
    assert.equal(isError, true);
    const says = `Could not reach the helpdesk at ${origin}: the connection was refused`;
    assert(text.startsWith(says), text);
  }
  await using helpdesk = await FaultyHelpdesk.start({ port: Number(port), password });
  const { text, isError } = await program.call("get_queues");
  assert.equal(isError, false, text);
  assert.equal(helpdesk.asked("POST /login/").length, 1);
  await program.endInput();
  assert.equal(await program.end(), 0);
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
