import assert from "node:assert/strict";
import { Program } from "./program.ts";
import { startSilentHelpdesk } from "./silent_helpdesk.ts";

Deno.test("notifications/cancelled ends the request to the helpdesk and sends no reply", async () => {
  await using helpdesk = startSilentHelpdesk();
  // With a token there is no login before the request.
  const settings = { HELPDESK_BASE_URL: helpdesk.url, HELPDESK_API_TOKEN: "fixture-token" };
  await using program = new Program({ ...settings, HELPDESK_TIMEOUT: "600" });
  await program.initialize();
  const params = { name: "get_ticket", arguments: { ticket_id: 5 } };
  const id = await program.send("tools/call", params);
  await helpdesk.asked("/api/tickets/5/");
  await program.notify("notifications/cancelled", { requestId: id, reason: "changed my mind" });
  await helpdesk.abandoned("/api/tickets/5/");
  assert.deepEqual((await program.request("ping")).result, {});
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.deepEqual(program.messages().filter((message) => message.id === id), []);
});

Deno.test("a cancelled call leaves another one running", async () => {
  await using helpdesk = startSilentHelpdesk();
  const settings = { HELPDESK_BASE_URL: helpdesk.url, HELPDESK_API_TOKEN: "fixture-token" };
  await using program = new Program({ ...settings, HELPDESK_TIMEOUT: "1" });
  await program.initialize();
  const call = (ticket_id: number) =>
    program.send("tools/call", { name: "get_ticket", arguments: { ticket_id } });
  const [first, second] = [await call(5), await call(6)];
  await Promise.all([helpdesk.asked("/api/tickets/5/"), helpdesk.asked("/api/tickets/6/")]);
  await program.notify("notifications/cancelled", { requestId: first });
  const { result } = await program.answer(second);
  assert.match(result.content[0].text, /did not answer within 1 s/);
  assert.deepEqual(program.messages().filter((message) => message.id === first), []);
});
