import assert from "node:assert/strict";
import { browserTest } from "./browser_test_case.ts";

const ROWS = "[...document.querySelectorAll('.receipts tbody tr')].map((row) => row.innerText)";

browserTest(
  "the receipts of corrections and of changes to several tickets",
  "agent",
  async (stage, context) => {
    const { browser } = stage;

    await context.step("a correction tells who has the earlier text", async () => {
      const comment = "Restart the dokc";
      const { structuredContent: { followup_id } } = await stage.call("add_followup", {
        ...{ ticket_id: 36, comment, public: true },
      });
      const corrected = { followup_id, comment: "Restart the dock" };
      await stage.play("edit_followup", corrected);
      const shown = await browser.text();
      assert.match(shown, /^Follow-up of ticket #36 corrected[^]*Stored as asked on branch agent-/);
      assert.match(shown, /The earlier text had been mailed to\s+marketing@example\.com/);
      assert.match(shown, /Comment\s+Restart the dock/);
      await browser.picture("receipt-corrected");
    });

    await context.step("several tickets are told apart, what failed in front", async () => {
      const given = { ticket_ids: [36, 31, 9999], priority: 2, on_hold: false };
      await stage.play("update_tickets", given, { theme: "dark" });
      const shown = await browser.text();
      const says = /^2 of 3 tickets changed as asked\s+1 failed\. The rest is on branch agent-/;
      assert.match(shown, says);
      assert.match(shown, /Priority\s+2\. High\s+On hold\s+no[^]*Nobody was mailed/);
      const [first = "", ...others] = await browser.inView(ROWS);
      assert.match(first, /#9999\s+There is no ticket 9999[^]*Failed/);
      assert.deepEqual(others.map((row: string) => /#\d+|Stored/g.exec(row)?.[0]), ["#36", "#31"]);
      await browser.picture("receipts");
      await browser.resize(320, 900);
      await browser.picture("receipts-narrow");
      await browser.click(".receipts button", "#31");
      await browser.untilText("Back to the receipt");
    });

    await context.step("what all of them stored needs no look", async () => {
      await browser.resize(760, 900);
      const given = { ticket_ids: [36, 31], status: 3, assigned_to: 0, due_date: "" };
      await stage.play("update_tickets", given);
      assert.match(await browser.text(), /^2 tickets changed\s+All stored as asked on branch/);
      await browser.picture("receipts-stored");
    });
  },
);
