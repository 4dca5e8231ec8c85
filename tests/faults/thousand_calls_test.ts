import assert from "node:assert/strict";
import { LoadProgram } from "../load/load_program.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";

const CALLS = 1_000;

Deno.test("a thousand calls at once are each answered once, four requests at a time", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const program = await LoadProgram.start({ ...helpdesk.settings(), HELPDESK_TIMEOUT: "60" });
  const calls = Array.from({ length: CALLS }, async (_, place) => {
    const isWrite = place % 10 === 0;
    const ticket_id = place % 40 + 1;
    const answer = isWrite
      ? await program.call("add_followup", { ticket_id: 1, comment: `No ${place}`, public: false })
      : await program.call("get_ticket", { ticket_id });
    const { isError, text = "no answer" } = answer ?? {};
    assert.equal(isError, false, text);
    assert(text.startsWith(isWrite ? "Follow-up" : `Ticket ${ticket_id}: `), text);
  });
  await Promise.all(calls);
  const { peak = 0 } = await program.stop();
  assert.equal(program.doubledAnswers, 0);
  assert(helpdesk.mostAtOnce <= 4, `${helpdesk.mostAtOnce} requests at a time`);
  assert.equal(helpdesk.asked("POST /login/").length, 1);
  assert.equal(helpdesk.asked("POST /api/followups/").length, CALLS / 10);
  const comments = (await helpdesk.embedded.followups(1)).map(({ comment }) => comment);
  assert(new Set(comments).size >= CALLS / 10, `${comments.length} follow-ups`);
  // A peak can be told on Linux only.
  assert(peak < 250, `The program had ${peak} MiB`);
});
