import assert from "node:assert/strict";
import { browserTest } from "./browser_test_case.ts";

/** As the official inspector hands a view on: in the body of its own document, whose policy forbids every address. */
const wrapped = (page: string) =>
  `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; ` +
  `script-src 'unsafe-inline'; style-src 'unsafe-inline'"></head><body>${page}</body></html>`;

browserTest("a view looks the same inside another document", "staff", async (stage) => {
  const { browser, program } = stage;
  const { result } = await program.request("resources/read", { uri: "ui://helpdesk/ticket" });
  const html = wrapped(result.contents[0].text);
  const found = await stage.call("list_tickets", { search: "Badge reader" });
  const given = { ticket_id: found.structuredContent.tickets[0].id };
  const answer = await stage.call("get_ticket", given);
  const looks = "[...document.querySelectorAll('main, .face, article')].map((one) => " +
    "{ const { width, height } = one.getBoundingClientRect(); return [width, height] })";
  await stage.show("get_ticket", given, answer);
  const isDrawn = async () => await browser.inView("document.querySelector('canvas') !== null");
  await browser.until(isDrawn, "the image");
  const expected = await browser.inView(looks);
  await stage.show("get_ticket", given, answer, {}, { html });
  await browser.until(isDrawn, "the image");
  assert.deepEqual(await browser.inView(looks), expected);
  // That the policy of the page comes too late there is all that is wrong.
  const problems = browser.problems.splice(0);
  assert.deepEqual(problems.filter((one) => !/outside the document's <head>/.test(one)), []);
});
