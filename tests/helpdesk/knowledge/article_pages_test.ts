import assert from "node:assert/strict";
import { articlesIn } from "../../../lib/helpdesk/knowledge/article_pages.ts";
import { excerptOf } from "../../../lib/helpdesk/knowledge/excerpt.ts";
import { MarkdownWriter } from "../../../lib/helpdesk/knowledge/markdown_writer.ts";
import { wordsOf } from "../../../lib/helpdesk/knowledge/words.ts";
import { parsePage } from "../../../lib/helpdesk/answers/page_parser.ts";

/** An article as releases before 2.5 show it, their German words and their unclosed buttons among it. */
function oldArticle(id: number, votes: string): string {
  return `<div class="card mb-3">
  <div class="btn" aria-controls="collapse${id}"><div class="card-header"><h5>Titel ${id}</h5></div></div>
  <div id="collapse${id}"><div class="card-body">
    <p class="card-text">Frage ${id}?</p>
    <div class="card-answer"><p>Antwort <a href="/x/">hier</a>.</p></div>
    <form action="/kb/${id}/vote/up/"><button type="submit"><i></i></submit></form>
    <a href="/tickets/?kbitem=${id}"><div>7 offene Tickets</div></a>
    <div>${votes}</div>
  </div></div></div>`;
}

Deno.test("articlesIn() reads the pages of old releases, in the site's language", () => {
  const voted = oldArticle(21, "Von 5 Personen fanden 4 das hilfreich");
  const articles = `${oldArticle(3, "")}${voted}${oldArticle(4, "-1 von 2")}`;
  const page = `<h2>Kategorie</h2><p>Text 12</p>${articles}<footer>2024 bis 2026</footer>`;
  const article = (id: number, votes?: { useful: number; all: number }) => ({
    ...{ id, title: `Titel ${id}`, question: `Frage ${id}?`, answer: "Antwort [hier](/x/)." },
    ...votes && { votes },
  });
  const [four, minus] = [{ useful: 4, all: 5 }, { useful: -1, all: 2 }];
  assert.deepEqual(articlesIn(page), [article(3), article(21, four), article(4, minus)]);
});

const LIST = "<ul><li>a<ol start='4'><li>b</li><li>c</li></ol></li><li><p>d</p><p>e</p></li></ul>";
/** HTML and the Markdown that says the same. */
const MARKDOWN: readonly (readonly [html: string, markdown: string])[] = [
  ["<h3>A  b</h3><p>one\n two</p>", "### A b\n\none two"],
  ["<p>a<br>\nb<br><br>c</p>", "a\nb\n\nc"],
  [`${LIST}<p>f</p>`, "- a\n  4. b\n  5. c\n- d\n  e\n\nf"],
  ["<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"],
  ["<pre><code>  x = 1\n\n\n  y\n</code></pre>z", "```\n  x = 1\n\n\n  y\n```\n\nz"],
  ["<p>see <strong>this </strong><em>now</em></p>", "see **this** *now*"],
  ['<a href="https://example.com">https://example.com</a> <a>no</a>', "<https://example.com> no"],
  ['<p><img src="/i.png" alt="A plan"></p><hr><p>b</p>', "![A plan](/i.png)\n\n---\n\nb"],
  ["<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
  ["<script>alert(1)</script><style>p{}</style><p>x</p>", "x"],
];

for (const [html, markdown] of MARKDOWN) {
  Deno.test(`MarkdownWriter writes ${JSON.stringify(html)} as Markdown`, () => {
    const writer = new MarkdownWriter();
    parsePage(html, {
      onopentag: (tag, attributes) => writer.open(tag, attributes),
      ontext: (text) => writer.text(text),
      onclosetag: (tag) => writer.close(tag),
    });
    assert.equal(writer.markdown, markdown);
  });
}

Deno.test("wordsOf() leaves out case, width and accents, and keeps vowels that are marks", () => {
  const words = wordsOf("Büro-Schlüssel ＡＢＣ Δείκτης");
  assert.deepEqual(words, ["buro", "schlussel", "abc", "δεικτης"]);
  assert.deepEqual(wordsOf("कक्ष 2"), ["कक्ष", "2"]);
  assert.ok(wordsOf("校正ソフトのライセンス").includes("ライセンス"));
});

Deno.test("excerptOf() begins at the sentence with most of the words", () => {
  const words = new Set(["seal", "tank"]);
  const text = `${"Nothing of it. ".repeat(20)}The seal of the tank. ${"And more. ".repeat(20)}`;
  assert.equal(excerptOf(text, words, 30), "… The seal of the tank. And more …");
  assert.equal(excerptOf("Short. The seal.", words, 30), "Short. The seal.");
});
