import assert from "node:assert/strict";
import { browserTest } from "./browser_test_case.ts";

const READING = ["get_attachment", "get_ticket", "list_tickets"];
const FOCUSED = "document.activeElement.innerText";

browserTest("a day of reading in the views of tickets", "staff", async (stage, context) => {
  const { browser } = stage;
  const lastCall = async () => (await stage.asked()).tools.at(-1);

  await context.step("list_tickets is a table of its rows", async () => {
    const { structuredContent: { tickets } } = await stage.play("list_tickets", { page_size: 10 });
    assert.equal(await browser.inView("document.querySelectorAll('tbody tr').length"), 10);
    const shown = await browser.text();
    for (const { id, title } of tickets) {
      assert(shown.includes(`#${id}`) && shown.includes(title), title);
    }
    assert.match(shown, /1 to 10 of 40/);
    await browser.resize(760, 900);
    await browser.picture("tickets");
  });

  await context.step("a head sorts, and turns the order, by asking again", async () => {
    await browser.click(".sort", "Priority");
    await browser.until(async () => /Priority ↑/.test(await browser.text()), "the order");
    const given = { page_size: 10, sort: "priority", descending: false, page: 1 };
    assert.deepEqual(await lastCall(), { name: "list_tickets", arguments: given });
    assert.match(await browser.inView(FOCUSED), /Priority/);
    await browser.press("Enter");
    await browser.until(async () => /Priority ↓/.test(await browser.text()), "the other order");
    const sorted = "document.querySelector('[aria-sort]').ariaSort";
    assert.equal(await browser.inView(sorted), "descending");
  });

  await context.step("Next shows the next page, in the same order", async () => {
    await browser.click("nav button", "Next");
    await browser.untilText("11 to 20 of 40");
    const { arguments: given } = await lastCall() ?? {};
    assert.deepEqual(given, { page_size: 10, sort: "priority", descending: true, page: 2 });
    assert.match(await browser.inView(FOCUSED), /Next/);
  });

  await context.step("all tickets are counted when that is asked for", async () => {
    await browser.click("button", "Count all");
    await browser.untilText("Of all");
    const sums = `[...document.querySelectorAll(".bars")].map((group) =>
      [...group.querySelectorAll("dd")].reduce((sum, { innerText }) => sum + Number(innerText), 0))`;
    assert.deepEqual(await browser.inView(sums), [40, 40, 40]);
    assert.equal(await browser.inView("document.querySelectorAll('tbody tr').length"), 10);
  });

  await context.step("the arrow keys and Enter open a ticket, and lead back", async () => {
    await browser.inView("document.querySelector('tbody button').focus()");
    await browser.press("ArrowDown");
    const title = await browser.inView(FOCUSED);
    await browser.press("Enter");
    await browser.untilText("Back to the list");
    assert.equal((await lastCall())?.name, "get_ticket");
    const heading = await browser.inView("document.querySelector('h1').innerText");
    assert(heading.includes(title.split("\n")[0]));
    await browser.click("button", "Back to the list");
    await browser.untilText("11 to 20 of 40");
    assert.equal(await browser.inView(FOCUSED), title);
  });

  await context.step("a click anywhere in a row opens it", async () => {
    await browser.click("tbody tr:nth-child(3) .status");
    await browser.untilText("Back to the list");
  });

  await context.step("get_ticket is a conversation, with private notes told apart", async () => {
    await stage.play("get_ticket", { ticket_id: 31 }, { theme: "dark" });
    const notes = "document.querySelectorAll('.timeline .private article').length";
    assert.equal(await browser.inView(notes), 1);
    const shown = await browser.text();
    assert.match(shown, /Private note: staff only[^]*The gateway closes idle tunnels/);
    assert.match(shown, /Public: the submitter sees it[^]*Does it also happen/);
    assert.match(shown, /Time spent\s+45 min/);
    await browser.click("button", "Open in the helpdesk");
    await stage.untilOpened("http://localhost/tickets/31/");
    await browser.picture("ticket");
  });

  await context.step("a long conversation is read on, and quoted mail", async () => {
    const quoted = "\n\nOn Mon, 23 Nov 2026 at 10:00, Desk wrote:\n> Is it plugged in?\n> The desk";
    for (let count = 1; count <= 30; count++) {
      const comment = count === 30 ? `It is.${quoted}` : `Try number ${count}`;
      await stage.call("add_followup", { ticket_id: 36, comment, public: false });
    }
    await stage.play("get_ticket", { ticket_id: 36 });
    await browser.click("button", "Read earlier follow-ups");
    await browser.untilText("\n30 follow-ups");
    assert.match(await browser.text(), /Try number 1\n[^]*Try number 29\n/);
    assert.doesNotMatch(await browser.text(), /Is it plugged in/);
    await browser.click("button", "characters of quoted mail");
    await browser.untilText("Is it plugged in?");
  });

  await context.step("images are shown by themselves, texts when they are asked for", async () => {
    const findTicket = async (search: string) =>
      (await stage.call("list_tickets", { search })).structuredContent.tickets[0].id;
    await stage.play("get_ticket", { ticket_id: await findTicket("Badge reader") });
    const drawn = async (more: string) =>
      await browser.inView(`document.querySelector("canvas")${more}`);
    await browser.until(async () => await drawn(" !== null"), "the image");
    assert.equal(await drawn(".ariaLabel"), "Attachment reader.png");
    assert(await drawn(".getContext('2d').getImageData(0, 0, 1, 1).data[3]") > 0, "a pixel");
    await stage.play("get_ticket", { ticket_id: await findTicket("Label printer") });
    await browser.click(".files button", "Show");
    await browser.untilText("Driver reports paper size A4");
  });

  await context.step("views only read, and a host refuses them more", async () => {
    await stage.play("get_ticket", { ticket_id: 31 });
    const refused = await browser.inView(`new Promise((resolve) => {
      addEventListener("message", ({ data }) => data.id === 99 && resolve(data.result));
      const call = { name: "update_ticket", arguments: { ticket_id: 31, priority: 5 } };
      parent.postMessage({ jsonrpc: "2.0", id: 99, method: "tools/call", params: call }, "*");
    })`);
    assert.equal(refused.isError, true);
    for (const { name, _meta, annotations } of stage.tools) {
      assert.equal(annotations.readOnlyHint, _meta?.ui?.visibility === undefined, name);
    }
    assert.deepEqual(READING.filter((name) => !stage.tools.some((tool) => tool.name === name)), []);
  });
});

browserTest(
  "a day of an agent in the views of receipts and sessions",
  "agent",
  async (stage, context) => {
    const { browser } = stage;

    await context.step("a receipt tells what is stored, where, and who was mailed", async () => {
      const comment = "Turned off and on again";
      await stage.call("get_ticket", { ticket_id: 36 });
      const answer = { ticket_id: 36, comment, new_status: 3, time_spent: "0:20" };
      await stage.play("add_followup", answer);
      const shown = await browser.text();
      const parts = ["Follow-up added to ticket #36", "Stored as asked on branch agent-", comment];
      for (const part of parts) assert(shown.includes(part), part);
      assert.match(shown, /Mailed at once, before the review to\s+marketing@example\.com/);
      await browser.picture("receipt");
      await browser.click("button", "Show the ticket");
      await browser.untilText("Back to the receipt");
      const conversation = await browser.text();
      assert.match(conversation, /Turned off and on again[^]*Status set to\s+Resolved/);
      assert.match(conversation, /Mailed to marketing@example\.com/);
    });

    await context.step("a receipt puts what differs in front, asked beside stored", async () => {
      const change = { ticket_id: 36, title: "New title", priority: 2 };
      const result = await stage.call("update_ticket", change);
      const { fields } = result.structuredContent;
      fields.unshift({ field: "title", asked: "New title", stored: "Old title" });
      result.structuredContent.differences = ["title"];
      await stage.show("update_ticket", { ticket_id: 36 }, result);
      const shown = await browser.text();
      assert.match(shown, /Stored otherwise than asked:\s+title[^]*New title\s+Old title/);
      assert.match(shown, /Nobody was mailed/);
      await browser.picture("receipt-differing");
    });

    await context.step("a session shows its changes, and what the branch holds", async () => {
      await stage.call("set_agent_intent", { intent: "Sort out the screens" });
      await stage.play("get_agent_session_info");
      const shown = await browser.text();
      assert.match(shown, /Sort out the screens[^]*2 changes[^]*Ticket #36[^]*On the branch/);
      const rows = "[...document.querySelectorAll('.values tbody tr')].map((row) => row.innerText)";
      assert.deepEqual(await browser.inView(rows), [
        "Status\t1 Open\t3 Resolved",
        "Title\tScreen flickers 😵‍💫 after the move 📦➡️🏢\tNew title",
        "Priority\t4. Low\t2. High",
      ]);
      await browser.click("button", "What the branch holds now");
      await browser.untilText("New title");
      await browser.picture("session");
    });

    await context.step("what is in doubt stands in front", async () => {
      const result = await stage.call("get_agent_session_info");
      result.structuredContent.misplaced = [
        "08:00:00Z updated ticket 7: status (not on branch agent-a)",
      ];
      result.structuredContent.changes[0].outcome = "in_doubt";
      await stage.show("get_agent_session_info", {}, result, { theme: "dark" });
      const shown = await browser.text();
      const places = ["main without review", "Whether these arrived is unknown", "2 changes"]
        .map((part) => shown.indexOf(part));
      assert.deepEqual(places, places.toSorted((left, right) => left - right));
      assert(!places.includes(-1));
      await browser.picture("session-in-doubt");
    });

    await context.step("a finished session leads to its pull request", async () => {
      const { structuredContent } = await stage.play("finish_agent_session");
      await browser.click("button", "Open the pull request");
      await stage.untilOpened(structuredContent.pull_request_url);
      assert.doesNotMatch(await browser.text(), /What the branch holds now/);
    });
  },
);
