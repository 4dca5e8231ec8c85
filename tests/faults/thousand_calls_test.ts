import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { startArguments } from "../e2e/start_command.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { RawProgram } from "./raw_program.ts";

const CALLS = 1_000;
const PROGRAM_WITH_PEAK = fileURLToPath(new URL("program_with_peak.ts", import.meta.url));

Deno.test("a thousand calls at once are each answered once, four requests at a time", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  // A peak can be told on Linux only.
  const tellsPeak = Deno.build.os === "linux";
  const deno = tellsPeak
    ? ["run", "--no-prompt", "--allow-all", PROGRAM_WITH_PEAK]
    : startArguments;
  await using program = new RawProgram({ ...helpdesk.settings(), HELPDESK_TIMEOUT: "60" }, deno);
  await program.initialize();
  const calls = Array.from({ length: CALLS }, (_, place) => {
    const id = place + 1;
    const call = id % 10 === 0
      ? { name: "add_followup", arguments: { ticket_id: 1, comment: `No ${id}`, public: false } }
      : { name: "get_ticket", arguments: { ticket_id: id % 40 + 1 } };
    return JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: call });
  });
  await program.write(new TextEncoder().encode(`${calls.join("\n")}\n`));

  const answered = new Map<number, string>();
  while (answered.size < CALLS) {
    const message = await program.next();
    assert(message !== undefined, "stdout ended");
    // Staff has no agent sessions, which is known from the login on.
    if (message.method === "notifications/tools/list_changed") continue;
    assert(!answered.has(message.id), `Call ${message.id} was answered twice`);
    assert.equal(message.result.isError, undefined, message.result.content[0].text);
    answered.set(message.id, message.result.content[0].text);
  }
  for (const [id, text] of answered) {
    const expected = id % 10 === 0 ? "Follow-up" : `Ticket ${id % 40 + 1}: `;
    assert(text.startsWith(expected), `Call ${id}: ${text}`);
  }
  await program.send({ id: CALLS + 1, method: "ping" });
  assert.equal((await program.next())?.id, CALLS + 1, "Something was answered twice");
  await program.endInput();
  assert.equal(await program.next(), undefined);
  const { code, stderr } = await program.end();
  assert.equal(code, 0, stderr);

  assert(helpdesk.mostAtOnce <= 4, `${helpdesk.mostAtOnce} requests at a time`);
  assert.equal(helpdesk.asked("POST /login/").length, 1);
  const { length: written } = await helpdesk.embedded.followups(1);
  assert(written >= CALLS / 10, `${written} follow-ups`);
  assert.equal(helpdesk.asked("POST /api/followups/").length, CALLS / 10);
  if (tellsPeak) {
    const peak = Number(/^peak: (\S+) MiB$/m.exec(stderr)?.[1]);
    assert(peak < 250, `The program had ${peak} MiB`);
  }
});
