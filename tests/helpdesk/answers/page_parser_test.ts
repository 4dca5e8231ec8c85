import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { hasLoginForm, parseLoginForm } from "../../../lib/helpdesk/answers/login_form.ts";
import { parseOptionsPage } from "../../../lib/helpdesk/answers/options_page.ts";
import {
  DEEPEST_NESTING,
  LARGEST_PAGE,
  parsePage,
} from "../../../lib/helpdesk/answers/page_parser.ts";
import { expectFailure } from "../../http/expect_failure.ts";

/** Longest time that any page may take here: a fraction of what it took without limits. */
const PATIENCE_MILLISECONDS = 3_000;
const SIZE = 4 * 1024 * 1024 - 1_000;

/** A page of the largest size that is read, made of the same part again and again. */
function filled(part: string, before = ""): string {
  return before + part.repeat(Math.floor(SIZE / part.length));
}

const refused = async (html: string) =>
  (await expectFailure("bad_reply", () => parsePage(html, {}))).message;

Deno.test("parsePage() reads up to its depth and its size, and no more", async () => {
  const nested = (depth: number) => "<div>".repeat(depth) + "</div>".repeat(depth);
  let [opened, text] = [0, 0];
  parsePage(nested(DEEPEST_NESTING), { onopentag: () => opened++ });
  assert.equal(opened, DEEPEST_NESTING);
  assert.match(await refused(nested(DEEPEST_NESTING + 1)), /nested deeper than 256 elements/);
  parsePage("a".repeat(LARGEST_PAGE), { ontext: (part) => text += part.length });
  assert.equal(text, LARGEST_PAGE);
  assert.match(await refused("a".repeat(LARGEST_PAGE + 1)), /larger than 4 MiB/);
});

Deno.test("parsePage() counts only what is open", () => {
  const html = "<p>a</p><br><input><img>".repeat(5_000) + "<p>b".repeat(5_000) +
    `<select>${"<option>c".repeat(5_000)}</select>`;
  let closed = 0;
  parsePage(html, { onclosetag: () => closed++ });
  assert.equal(closed, 4 * 5_000 + 5_000 + 5_000 + 1);
});

Deno.test("parsePage() reads tags and text as they are, wherever its pieces end", () => {
  for (const before of [65_530, 65_534, 65_536, 131_070]) {
    const html = `${" ".repeat(before)}<option value="&Auml;1">Grö&szlig;e</option>`;
    const seen: unknown[] = [];
    let text = "";
    parsePage(html, {
      onopentag: (tag, attributes) => seen.push(tag, attributes.value),
      ontext: (part) => text += part,
    });
    assert.deepEqual([...seen, text.trim()], ["option", "Ä1", "Größe"]);
  }
});

Deno.test("parsePage() ends when it takes too long, and throws what its handler throws", () => {
  let [time, opened] = [0, 0];
  const html = "<p></p>".repeat(100_000);
  const slow = () => parsePage(html, { onopentag: () => opened++ }, () => time += 700);
  assert.throws(slow, /reading it took more than 2 s/);
  assert(opened > 0 && opened < 100_000);
  const onopentag = () => BigInt("no");
  assert.throws(() => parsePage("<p>", { onopentag }), SyntaxError);
});

const HOSTILE: Readonly<Record<string, string>> = {
  "divs in divs": filled("<div>"),
  "quotes in quotes inside of a form": filled("<blockquote>", "<form>"),
  "pictures in pictures": filled("<svg>"),
  "lists in lists": filled("<ul><li>"),
  "answers in answers": filled("<pre>\n{"),
  "lines without an end": filled("\n", "<pre>") + "</pre>",
  "white space without an end": filled(" \t", "<pre>\n") + "x</pre>",
  "lines of white space": filled(" \n", "<pre>") + "</pre>",
  "many answers": filled("<pre>\n{</pre>"),
  "many scripts": filled("<script>{</script>"),
  "many forms": filled('<form><input type="password" name="a"></form>'),
  "many fields": filled("<input name=a>", "<form>"),
  "many options": filled("<option value=1>x", "<select name=queue>"),
  "many attributes": `<div ${Array.from({ length: 300_000 }, (_, at) => `a${at}=1`).join(" ")}>`,
  "one attribute": filled("x", '<input name="'),
  "angle brackets": filled("<"),
  "ampersands": filled("&"),
  "a comment without an end": filled("-", "<!--"),
  "end tags of nothing": filled("</x>", "<div>".repeat(200)),
};

for (const [what, html] of Object.entries(HOSTILE)) {
  Deno.test(`a page of ${what} is read or refused soon`, () => {
    for (const read of [parseLoginForm, parseOptionsPage, hasLoginForm]) {
      const started = performance.now();
      try {
        read(html);
      } catch (error) {
        assert.ok(error instanceof HelpdeskError && error.kind === "bad_reply", String(error));
      }
      const took = performance.now() - started;
      assert(took < PATIENCE_MILLISECONDS, `${read.name}: ${Math.round(took)} ms`);
    }
  });
}

Deno.test("hasLoginForm() finds none in a page that is not read", () => {
  const form = '<form><input name="user"><input type="password" name="pw"></form>';
  assert.equal(hasLoginForm(form), true);
  assert.equal(hasLoginForm("<div>".repeat(300) + form), false);
  assert.equal(hasLoginForm(form + " ".repeat(LARGEST_PAGE)), false);
});
