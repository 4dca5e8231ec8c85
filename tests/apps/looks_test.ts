import assert from "node:assert/strict";
import { browserTest } from "./browser_test_case.ts";
import { cutElements, faintTexts, namelessElements } from "./reading.ts";
import type { ViewStage } from "./view_stage.ts";

const GERMAN =
  "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz: Drucker im Lager " +
  "druckt Überlänge statt Donaudampfschifffahrtsgesellschaftsformat";
const ARABIC = "طابعة المستودع تطبع بحجم خاطئ – نرجو الإصلاح قبل يوم الأحد";
const HOSTILE =
  `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>` +
  `" onmouseover="document.title='taken'" javascript:alert(1) [x](javascript:alert(1))`;
const LONG = "Long".repeat(1000);
const PLACES = ["light", "dark"].flatMap((theme) => [320, 760].map((width) => ({ theme, width })));
const TEXTS = { German: GERMAN, Arabic: ARABIC, hostile: HOSTILE, long: LONG };

// deno-lint-ignore no-explicit-any
type Json = any;

/** Every view with texts that people and attackers write, in place of the answer's own. */
const VIEWS: Readonly<Record<string, (text: string, stage: ViewStage) => Promise<Json>>> = {
  async list_tickets(text, stage) {
    const result = await stage.call("list_tickets", { page_size: 5, sort: "due_date" });
    for (const row of result.structuredContent.tickets.slice(1, 4)) {
      Object.assign(row, { title: text, queue_name: text, status_name: text, priority_name: text });
      Object.assign(row, { assigned_to_name: text, due_date: text });
    }
    return result;
  },
  async get_ticket(text, stage) {
    const result = await stage.call("get_ticket", { ticket_id: 31 });
    const ticket = result.structuredContent;
    const texts = { title: text, description: text, resolution: text, submitter_email: text };
    Object.assign(ticket, { ...texts, queue_name: text, assigned_to_name: text, due_date: text });
    ticket.custom_fields = [{ name: "own", label: text, value: text }];
    const attachments = [{ id: 1, filename: text, mime_type: text, size: 5 }];
    const followUp = { title: text, comment: text, user_name: text, attachments };
    Object.assign(ticket.followups[0], followUp);
    return result;
  },
  update_ticket: (text) => Promise.resolve(receiptWith(text)),
  update_tickets(text) {
    const tickets = ["differs", "not tried"].map((outcome) => ({
      ...{ ticket_id: 1, title: text, outcome, reason: text },
    }));
    const structuredContent = { tickets, stopped: text, branch_name: text };
    const asked = [{ field: text, asked: text }];
    return Promise.resolve({
      ...{ content: [], structuredContent, _meta: { "helpdesk-mcp/view": { asked } } },
    });
  },
  get_agent_session_info(text) {
    const changes = [
      { at: "2026-11-25T08:00:00Z", action: text, ticket_id: 1, fields: [text] },
      {
        at: "2026-11-25T08:00:00Z",
        action: "updated ticket",
        ticket_id: 1,
        fields: ["title"],
        outcome: "unknown",
      },
    ];
    const structuredContent = {
      ...{ branch_name: text, intent: text, username: text, changes, changes_total: 2 },
      ...{ misplaced: [text], closed_branches: [{ branch_name: text, changes: 1 }] },
      pull_request_url: "https://helpdesk.example.com/pullrequests/agent-a/",
    };
    return Promise.resolve({ content: [], structuredContent });
  },
};

function receiptWith(text: string): Json {
  const fields = [
    { field: "title", asked: text, stored: text },
    { field: text, stored: text },
    { field: "description", stored: text, own: true },
  ];
  const structuredContent = {
    ...{ ticket_id: 1, url: "https://helpdesk.example.com/tickets/1/", fields },
    ...{ differences: ["title"], mailed: [text], branch_name: text, notices: [text] },
  };
  return { content: [], structuredContent };
}

browserTest(
  "every view bears every text, at every width, in both themes",
  "staff",
  async (stage, context) => {
    const { browser } = stage;
    for (const [kind, text] of Object.entries(TEXTS)) {
      await context.step(kind, async () => {
        for (const [tool, make] of Object.entries(VIEWS)) {
          const result = await make(text, stage);
          await stage.show(tool, { ticket_id: 1, search: text }, result);
          assert((await browser.text()).includes(text.slice(0, 30)), tool);
          assert.deepEqual(await browser.inView(namelessElements), [], tool);
          const made = "img, a, script, iframe, [onerror], [onmouseover]";
          const count = `document.body.querySelectorAll("${made}").length`;
          assert.equal(await browser.inView(count), 0, tool);
          assert.notEqual(await browser.inView("document.title"), "taken");
          for (const { theme, width } of PLACES) {
            const place = `${tool}, ${theme}, ${width} px`;
            await browser.resize(width, 900);
            await browser.inHost(`change({ theme: "${theme}" })`);
            const scheme = "document.documentElement.style.colorScheme";
            await browser.until(async () => await browser.inView(scheme) === theme, place);
            await browser.untilFitted();
            assert.deepEqual(await browser.inView(cutElements), [], place);
            assert.deepEqual(await browser.inView(faintTexts), [], place);
            if (width === 320) await browser.picture(`${kind}-${tool}-${theme}`);
          }
        }
      });
    }
  },
);

browserTest(
  "a title of 4,000 characters and 100 follow-ups stay readable",
  "staff",
  async (stage) => {
    const { browser } = stage;
    const result = await stage.call("get_ticket", { ticket_id: 31 });
    const ticket = result.structuredContent;
    const [sample] = ticket.followups;
    ticket.title = "A long title ".repeat(308).slice(0, 4000);
    ticket.followups = Array.from({ length: 100 }, (_, id) => {
      const comment = `Comment number ${id} `.repeat(40);
      return { ...sample, id, public: id % 3 > 0, comment };
    });
    ticket.followups_total = 132;
    await stage.show("get_ticket", {}, result);
    await browser.untilText("100 of 132 follow-ups");
    assert(await browser.inView("document.querySelector('h1').offsetHeight") < 200);
    await browser.picture("follow-ups-folded");
    await browser.click("button", "Show 88 earlier follow-ups");
    await browser.untilText("Comment number 0 ");
    assert.equal(await browser.inView("document.querySelectorAll('.timeline > li').length"), 100);
    assert.deepEqual(await browser.inView(cutElements), []);
    await browser.click(".timeline button", "Show all");
    const expanded = "document.querySelector('.timeline button').ariaExpanded";
    assert.equal(await browser.inView(expanded), "true");
  },
);

browserTest("those who hear a view are told roles, names and states", "staff", async (stage) => {
  await stage.play("list_tickets", { page_size: 3, sort: "title" });
  const heard = await stage.browser.heard();
  const roles = [
    ...[/^table \| Tickets/, /^columnheader \| Title/, /^button \| /, /^cell \| /, /^status/],
    ...[/^navigation \| Pages/, /^heading \| Tickets .*level=1/],
    /^button \| Previous .*disabled=true/,
  ];
  for (const expected of roles) {
    assert(heard.some((line) => expected.test(line)), `${expected} in\n${heard.join("\n")}`);
  }
});
