import assert from "node:assert/strict";
import { browserTest } from "./browser_test_case.ts";

browserTest("a view makes do with what its host can and tells", "staff", async (stage, context) => {
  const { browser } = stage;
  const buttons = () =>
    browser.inView("[...document.querySelectorAll('button')].map((one) => one.innerText)");

  await context.step("without calls and links there is nothing to press", async () => {
    const without = ["serverTools", "openLinks"];
    const calls = [["list_tickets", {}], ["get_ticket", { ticket_id: 31 }]] as const;
    for (const [tool, given] of calls) {
      await stage.show(tool, given, await stage.call(tool, given), {}, { without });
      assert.deepEqual(await buttons(), []);
    }
    assert.match(await browser.text(), /http:\/\/localhost\/tickets\/31\//);
  });

  await context.step("the theme changes while it is shown", async () => {
    await stage.play("get_ticket", { ticket_id: 31 }, { theme: "light" });
    const ground = () =>
      browser.inView("getComputedStyle(document.documentElement).backgroundColor");
    const light = await ground();
    await browser.inHost("change({ theme: 'dark' })");
    await browser.until(async () => await ground() !== light, "another ground");
  });

  await context.step("the host's colours and fonts are used", async () => {
    const variables = { "--color-background-primary": "rgb(1, 2, 3)", "--font-sans": "monospace" };
    await stage.play("get_ticket", { ticket_id: 31 }, { theme: "dark", styles: { variables } });
    const style = "(({ backgroundColor, fontFamily }) => [backgroundColor, fontFamily])" +
      "(getComputedStyle(document.documentElement))";
    assert.deepEqual(await browser.inView(style), ["rgb(1, 2, 3)", "monospace"]);
  });

  await context.step("dates are the reader's own", async () => {
    const result = await stage.call("get_ticket", { ticket_id: 31 });
    const [followUp] = result.structuredContent.followups;
    followUp.date = "2026-03-01T23:30:00Z";
    result.structuredContent.due_date = "2027-03-30T00:00:00+01:00";
    await stage.show("get_ticket", {}, result, { locale: "de-DE", timeZone: "Asia/Tokyo" });
    assert.match(await browser.text(), /30\.03\.2027[^]*02\.03\.2026, 08:30/);
    await stage.show("get_ticket", {}, result, { locale: "no such one", timeZone: "Nowhere/Else" });
    assert.match(await browser.text(), /3 follow-ups/);
  });

  await context.step("errors, texts and stopped calls are shown as what they are", async () => {
    await stage.play("get_ticket", { ticket_id: 9999 });
    assert.match(await browser.text(), /^There is no ticket 9999/);
    const content = [{ type: "text", text: "Plain <b>text</b>" }];
    for (const more of [{}, { structuredContent: { followups: 7 } }]) {
      await stage.show("get_ticket", {}, { content, ...more });
      assert.equal((await browser.text()).trim(), "Plain <b>text</b>");
    }
    await stage.show("get_ticket", {}, undefined);
    assert.match(await browser.text(), /The call was cancelled/);
  });

  await context.step("counts in place of tickets are bars, and lead to the tickets", async () => {
    const result = await stage.call("list_tickets", { page_size: 3 });
    const named = [{ id: 1, name: "Open", count: 30 }, { id: 3, name: "Resolved", count: 9 }];
    const counts = [...named, { count: 1 }];
    Object.assign(result.structuredContent, { tickets: [], has_more: false, total: 40, counts });
    await stage.show("list_tickets", { page_size: 3, count_by: "status" }, result);
    const bars = /40 counted[^]*Status\s+Open\s+30\s+Resolved\s+9\s+None\s+1/;
    assert.match(await browser.text(), bars);
    await browser.click("button", "List them");
    await browser.untilText("1 to 3 of 40");
    assert.deepEqual((await stage.asked()).tools.at(-1)?.arguments, { page_size: 3 });
  });

  await context.step("what fails in a view is told, and leaves what is shown", async () => {
    const result = await stage.call("list_tickets", {});
    result.structuredContent.tickets[0].id = 9999;
    await stage.show("list_tickets", {}, result);
    await browser.click("tbody button");
    await browser.untilText("There is no ticket 9999");
    assert.equal(await browser.inView("document.querySelectorAll('tbody tr').length"), 25);
    await browser.click("button", "Dismiss");
    assert.doesNotMatch(await browser.text(), /There is no ticket 9999/);
  });

  await context.step("the page itself runs nothing that is put into it", async () => {
    await stage.play("get_ticket", { ticket_id: 31 });
    const before = browser.problems.length;
    const taken = await browser.inView(`(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken'";
      const image = document.createElement("img");
      image.setAttribute("onerror", "document.title = 'taken'");
      image.src = "data:image/png;base64,broken";
      document.body.append(script, image);
      return new Promise((resolve) => setTimeout(() => resolve(document.title), 200));
    })()`);
    assert.equal(taken, "Helpdesk: ticket");
    const refused = browser.problems.splice(before);
    assert.deepEqual(refused.filter((problem) => !/Content Security Policy/.test(problem)), []);
    assert.equal(refused.length, 3);
  });
});
