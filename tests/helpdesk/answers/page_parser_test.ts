import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { hasLoginForm, parseLoginForm } from "../../../lib/helpdesk/answers/login_form.ts";
import { parseOptionsPage } from "../../../lib/helpdesk/answers/options_page.ts";
import {
  DEEPEST_NESTING,
  LARGEST_PAGE,
  parsePage,
} from "../../../lib/helpdesk/answers/page_parser.ts";

/** Longest time that any page may take here: a fraction of what it took without limits. */
const PATIENCE_MILLISECONDS = 3_000;
const SIZE = 4 * 1024 * 1024 - 1_000;

/** A page of the largest size that is read, made of the same part again and again. */
function filled(part: string, before = ""): string {
  return before + part.repeat(Math.floor(SIZE / part.length));
}

function refused(html: string): string {
  let message = "";
  assert.throws(() => parsePage(html, {}), (error) => {
    assert.ok(error instanceof HelpdeskError);
    assert.equal(error.kind, "bad_reply");
    message = error.message;
    return true;
  });
  return message;
}

Deno.test("parsePage() reads up to its depth, and no deeper", () => {
  const nested = (depth: number) => "<div>".repeat(depth) + "</div>".repeat(depth);
  const opened: string[] = [];
  parsePage(nested(DEEPEST_NESTING), { onopentag: (tag) => opened.push(tag) });
  assert.equal(opened.length, DEEPEST_NESTING);
  assert.match(refused(nested(DEEPEST_NESTING + 1)), /nested deeper than 256 elements/);
});

Deno.test("parsePage() counts only what is open", () => {
  const html = "<p>a</p><br><input><img>".repeat(5_000) + "<p>b".repeat(5_000) +
    `<select>${"<option>c".repeat(5_000)}</select>`;
  let closed = 0;
  parsePage(html, { onclosetag: () => closed++ });
  assert.equal(closed, 4 * 5_000 + 5_000 + 5_000 + 1);
});

Deno.test("parsePage() reads up to its size, and no more", () => {
  let text = 0;
  parsePage("a".repeat(LARGEST_PAGE), { ontext: (part) => text += part.length });
  assert.equal(text, LARGEST_PAGE);
  assert.match(refused("a".repeat(LARGEST_PAGE + 1)), /larger than 4 MiB/);
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

Deno.test("parsePage() ends when it takes too long", () => {
  let time = 0;
  let opened = 0;
  const slow = { onopentag: () => opened++ };
  const html = "<p></p>".repeat(100_000);
  assert.throws(() => parsePage(html, slow, () => time += 700), /reading it took more than 2 s/);
  assert(opened > 0 && opened < 100_000);
});

Deno.test("parsePage() throws what its handler throws", () => {
  const fail = () => {
    throw new RangeError("no");
  };
  assert.throws(() => parsePage("<p>", { onopentag: fail }), RangeError);
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
        assert.ok(error instanceof HelpdeskError, String(error));
        assert.equal(error.kind, "bad_reply");
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

Deno.test("parseOptionsPage() reads the answer behind empty and blank lines", () => {
  const shown = (text: string) => parseOptionsPage(`<pre>${text}</pre>`).json;
  assert.deepEqual(shown('HTTP 200 OK\nAllow: GET\n\n  \n\t{"detail": 1}'), { detail: 1 });
  assert.equal(shown('HTTP 200 OK {"detail": 1}'), undefined);
});
