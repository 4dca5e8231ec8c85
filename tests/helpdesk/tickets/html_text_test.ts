import assert from "node:assert/strict";
import { fourByteHint } from "../../../lib/helpdesk/tickets/four_byte_text.ts";
import { isHtmlText, textOfHtml } from "../../../lib/helpdesk/tickets/html_text.ts";

Deno.test("textOfHtml() shows what a reader sees, and no CSS", async () => {
  const text = await textOfHtml(
    "<html><head><style>p { color: red }</style><title>Mail</title></head><body><style>.x {}</style>" +
      "<script>alert(1)</script><h1>Hello</h1><p>The <a href='https://x.example/a'>door</a> is " +
      "&auml;ngstlich<br>since <b>Monday</b>.</p><table><tr><td>Room</td><td>12</td></tr>" +
      "<tr><td>Floor</td><td>3</td></tr></table><ul><li>one<li>two</ul><img src=x alt=logo></body></html>",
  );
  assert.equal(
    text?.replace(/ +$/gm, ""),
    "Hello\n\nThe door [https://x.example/a] is ängstlich\nsince Monday.\n\nRoom 12\nFloor 3\n\n * one\n * two",
  );
});

const HTML: readonly (readonly [text: string, filename: string, type: string, is: boolean])[] = [
  ["<!DOCTYPE html><p>x", "email_html_body.txt", "text/plain", true],
  ["\n <!-- made by X -->\n<html><body>x", "email_html_body.txt", "", true],
  ["<div dir=ltr>Hi</div>", "a.txt", "text/plain", true],
  ["x", "a.html", "", true],
  ["x", "a", "text/html; charset=utf-8", true],
  ["<note>not HTML</note>", "a.xml", "text/xml", false],
  ["See <html> below", "a.txt", "text/plain", false],
  ["a,b\n1,2", "a.csv", "text/csv", false],
];

for (const [text, filename, type, is] of HTML) {
  Deno.test(`isHtmlText() says ${is} of ${JSON.stringify(text)} in ${filename}`, () => {
    assert.equal(isHtmlText(text, filename, type), is);
  });
}

Deno.test("textOfHtml() gives up what would take long", async () => {
  const began = performance.now();
  for (const html of ["<b>".repeat(300_000) + "</i>".repeat(300_000), "<p>".repeat(2_000_000)]) {
    await textOfHtml(html);
  }
  assert.equal(await textOfHtml("<div>".repeat(500)), undefined);
  assert.ok(performance.now() - began < 8_000);
});

Deno.test("fourByteHint() names the character that takes four bytes and the option, or nothing", () => {
  for (const texts of [[], [undefined], ["Plain", "Ω € 設備 ✓"]]) {
    assert.equal(fourByteHint(...texts), undefined);
  }
  for (const texts of [["A 😀"], ["plain", "𝕏"], [undefined, "👨‍👩‍👧"]]) {
    assert.match(fourByteHint(...texts) ?? "", /holds "(?:😀|𝕏|👨)".*"charset": "utf8mb4"/);
  }
});
