import assert from "node:assert/strict";
import { assertErrorPage, type HttpCase, test } from "../http_case.ts";

/** What a comment becomes; the ticket is called `A & B`. */
const RENDERED: readonly [string, string][] = [
  ["plain", "plain"],
  ["{{ x }}", ""],
  ["{{ a.b.c }}", ""],
  ["{{ csrf_token }}", ""],
  ["a{{ x }}b", "ab"],
  ["{# a #}", ""],
  ["a{#b", "a{#b"],
  ["{% if x %}", "{% if x %}"],
  ["{% comment %}z{% endcomment %}", "{% comment %}z{% endcomment %}"],
  ["{% a %} {{ x }} {% b %}", "{% a %}  {% b %}"],
  ["{% a {% b %}", "{% a {% verbatim %}{% b %}"],
  ["{%\n%}", "{%\n%}"],
  ["${{ secrets.X }}", "$"],
  ['${{ "{" }}{ secrets.X }}', "${{ secrets.X }}"],
  ['{{ "{" }}{ x }', "{{ x }"],
  ['{{ "{" }}% a', "{% a"],
  ['a %{{ "}" }}', "a %}"],
  ['{{ "{" }}# a #}', "{# a #}"],
  ["{{ 'a' }}{{ _('b') }}", "ab"],
  ['{{ "a\\"b" }}', 'a"b'],
  ["{{ ticket.title }}", "A &amp; B"],
  ["{{ ticket.title|safe }}", "A & B"],
  ["{{ ticket.title | lower }}", "a &amp; b"],
  ["{{ ticket.title.upper }}", "A &amp; B"],
  ["{{ ticket.title|length }}", "5"],
  ["{{ ticket.priority }} {{ ticket.get_priority_display }}", "3 3. Normal"],
  ["{{ ticket.status }} {{ ticket.get_status_display }}", "1 Open"],
  ["{{ ticket.on_hold }} {{ ticket.resolution }}", "False None"],
  ["{{ ticket.assigned_to }}", "None"],
  ["{{ ticket.submitter_email }}", "someone@example.net"],
  ["{{ a|default:'<b>' }}", "<b>"],
  ["{{ 1.5 }} {{ -5 }} {{ True }} {{ None }}", "1.5 -5 True None"],
  ["{{", "{{"],
  ["}}", "}}"],
  ["x{{ a }}y\n{{\nb }}", "xy\n{{\nb }}"],
  ["<b>&amp;</b> \"'", "<b>&amp;</b> \"'"],
  ["  \u00a0x\n ", "x"],
  ["a\r\nb\u2028c", "a\r\nb\u2028c"],
];

/** Comments that are a 500, with nothing stored. */
const BROKEN = [
  ...["a {% b", "b %} c", "%}{%", "{%}", "{% a %}\n%}"],
  ...["{% verbatim %}{{ x }}{% endverbatim %}", "{{ }}", "{{ a b }}", "{{{ x }}}", "{{%}}"],
  ...["{{ 'x }}", "{{ a|unknown }}", "{{ a|upper:1 }}", "{{ a|default }}", "{{ x|default:y }}"],
  ...["{{ ticket._x }}", "{{ _x }}"],
];

/** Escapes what survives: each `{` before `{`, `%` or `#`, and the `}` of each `%}`. */
function escaped(text: string): string {
  return text
    .replace(/\{(?=[{%#])|(?<=%)\}/g, (brace) => `{{ "${brace}" }}`);
}

/** The comment as a template. */
export const COMMENT_CASES: readonly HttpCase[] = [
  test.asStaff("a comment is rendered as a template", async ({ client }) => {
    const { id } = await client.createTicket({ title: "A & B" });
    for (const [comment, rendered] of RENDERED) {
      const followUp = await client.addFollowUp(id, { comment });
      assert.equal(followUp.comment, rendered, JSON.stringify(comment));
    }
  }),
  test.asStaff("a comment knows the queue, and prints dates as prose", async ({ client }) => {
    const { id } = await client.createTicket();
    const comment = "{{ queue.title|safe }}|{{ ticket.queue.title|safe }}|{{ ticket.created }}";
    const [title, same, created] =
      (await client.addFollowUp(id, { comment })).comment?.split("|") ??
        [];
    assert.ok(title !== "" && title === same);
    assert.match(
      created ?? "",
      /^[A-Z][a-z]+\.? \d{1,2}, \d{4}, (noon|midnight|\d{1,2}(:\d\d)? [ap]\.m\.)$/,
    );
  }),
  test.asStaff("`{{ ticket.ticket }}` and its address expand, secret key included", async ({ client, control }) => {
    const { id } = await client.createTicket();
    const comment = "{{ ticket.ticket }} {{ ticket.ticket_url|safe }}";
    const [name, address] = (await client.addFollowUp(id, { comment })).comment?.split(" ") ??
      [];
    assert.match(name ?? "", new RegExp(`^\\[[a-z]+-${id}\\]$`));
    const key = (await control.ticket(id, "main"))?.secret_key ?? "";
    assert.ok(key !== "" && address?.endsWith(`&email=someone@example.net&key=${key}`));
  }),
  test.asStaff("a comment that is no template is a 500 with nothing stored", async ({ client }) => {
    const ticket = await client.createTicket();
    for (const comment of BROKEN) {
      const answer = await client.sendFollowUp(ticket.id, { comment, new_status: 3 });
      assert.equal(answer.status, 500, comment);
      assertErrorPage(answer, 500);
    }
    assert.deepEqual(await client.readTicket(ticket.id), ticket);
  }),
  test.asStaff("a comment survives when its braces are sent as quoted ones", async ({ client }) => {
    const { id } = await client.createTicket();
    for (const text of [...BROKEN, ...RENDERED.map(([comment]) => comment)]) {
      const { comment } = await client.addFollowUp(id, { comment: escaped(text) });
      assert.equal(comment, text.trim(), JSON.stringify(text));
    }
  }),
];
