import assert from "node:assert/strict";
import { Program } from "../e2e/program.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { page } from "./misbehaviour.ts";

/** A page that took 21 s to read, and one that took minutes. */
const PAGES: Readonly<Record<string, string>> = {
  "1.6 MB of nested elements": "<div>".repeat(320_000),
  "9 MB of nested elements": "<div>".repeat(1_800_000),
  "4 MB of empty lines": `<pre>${"\n".repeat(4_000_000)}</pre>`,
};
/** Where the program reads HTML, and the call that makes it do so. */
const PLACES: readonly (readonly [where: string, status: number])[] = [
  ["GET /login/", 200],
  ["OPTIONS /api/tickets/", 200],
  ["OPTIONS /api/tickets/", 403],
  ["GET /api/agent-session-info/", 200],
];

for (const [what, html] of Object.entries(PAGES)) {
  for (const [where, status] of PLACES) {
    Deno.test(`${what} in answer to ${where} (${status}) do not stop the program`, async () => {
      await using helpdesk = await FaultyHelpdesk.start();
      helpdesk.misbehave(where, page(html, status), 10);
      await using program = new Program({ ...helpdesk.settings("staff"), HELPDESK_TIMEOUT: "10" });
      await program.initialize();
      const started = performance.now();
      const { isError } = await program.call("get_queues");
      const took = performance.now() - started;
      assert(took < 8_000, `${Math.round(took)} ms`);
      assert(isError || helpdesk.misbehaved > 0);

      helpdesk.behave();
      helpdesk.misbehave(where, page(html, status));
      await program.send("tools/call", { name: "get_ticket", arguments: { ticket_id: 1 } });
      const asked = performance.now();
      program.signal("SIGTERM");
      assert.equal(await program.end(), 0);
      assert(performance.now() - asked < 5_000);
    });
  }
}
