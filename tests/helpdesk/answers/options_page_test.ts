import assert from "node:assert/strict";
import fc from "fast-check";
import { parseOptionsPage } from "../../../lib/helpdesk/answers/options_page.ts";
import { numberOf } from "../../../lib/helpdesk/answers/stand_in.ts";
import { browsablePage, CUT_OFF } from "./options_page_html.ts";

const choicesIn = (html: string) =>
  parseOptionsPage(html).selects.get("queue")?.map(({ id, label }) => [id, label]);

Deno.test("parseOptionsPage() reads selects, JSON and CSRF token of a browsable page", () => {
  const users = [[1, "admin"], [7, "Øystein & Søn"]] as const;
  const { selects, cut, json, csrfToken } = parseOptionsPage(browsablePage({ users }));
  assert.deepEqual([...selects.keys()], ["queue", "assigned_to", "status", "priority"]);
  assert.deepEqual(selects.get("queue"), [{ id: 1, label: "Support" }, {
    id: 2,
    label: "Billing",
  }]);
  assert.deepEqual(selects.get("assigned_to"), users.map(([id, label]) => ({ id, label })));
  assert.equal(cut.size, 0);
  const metadata = json as { actions: { POST: Record<string, { label: string }> } };
  assert.equal(metadata.actions.POST.custom_room?.label, "Room & floor");
  assert.equal(csrfToken, "fixture-token");
});

const LINK = '<a href="https://x/?b=1&amp;c=2">https://x/?b=1&amp;c=2</a>';
const JSON_PAGES: readonly [html: string, json: unknown][] = [
  [`<pre>HTTP 200 OK\nAllow: GET\n\n{"a": "${LINK}"}</pre>`, { a: "https://x/?b=1&c=2" }],
  ['<pre>HTTP 200 OK\nAllow: GET\n\n  \n\t{"detail": 1}</pre>', { detail: 1 }],
  ...["", "<pre></pre>", "<pre>{ not JSON }</pre>", "<pre>\n{</pre>", "<p>\n{}</p>"]
    .map((html) => [html, undefined] as [string, undefined]),
  ['<pre>HTTP 200 OK {"detail": 1}</pre>', undefined],
];
for (const [html, json] of JSON_PAGES) {
  Deno.test(`parseOptionsPage() has the JSON ${JSON.stringify(json)} of ${html}`, () => {
    assert.deepEqual(parseOptionsPage(html).json, json);
  });
}

for (
  const html of [
    ...["", '<script>let csrfToken = "a";</script>', '<script>{"csrfToken": ""}</script>'],
    ...['<script>{"csrfToken": 7}</script>', "<script>null</script>", '<p>{"csrfToken": "a"}</p>'],
  ]
) {
  Deno.test(`parseOptionsPage() has no CSRF token in ${html}`, () => {
    assert.equal(parseOptionsPage(html).csrfToken, undefined);
  });
}

Deno.test("parseOptionsPage() notices a select that Django REST framework cut off", () => {
  const page = `<select name="queue"><option value="1">One</option>${CUT_OFF}
     <select name="assigned_to"><option value="2">Two</option></select>`;
  assert.deepEqual([...parseOptionsPage(page).cut], ["queue"]);
  assert.deepEqual(choicesIn(page), [[1, "One"]]);
});

Deno.test("parseOptionsPage() reads options without end tags and in groups", () => {
  const html =
    `<select name=queue><optgroup label="IT"><option value=1>One<option value=2 selected>Two
       </optgroup><optgroup label="HR"><option value=3>Three</optgroup></select>`;
  assert.deepEqual(choicesIn(html), [[1, "One"], [2, "Two"], [3, "Three"]]);
});

Deno.test("parseOptionsPage() takes whole numbers, keys and grouped numbers", () => {
  const values = ["", "1", "01", "-2", "1,234", "1.234.567", "1\u00a0234", "12,3456", "4x"];
  const options = values.map((value) => `<option value="${value}">${value}</option>`).join("");
  const html = `<select name="queue"><option>Without</option>${options}</select>`;
  const ids = [1, numberOf("01"), -2, 1_234, 1_234_567, 1_234, 123_456, numberOf("4x")];
  assert.deepEqual(choicesIn(html)?.map(([id]) => id), ids);
});

Deno.test("parseOptionsPage() takes the first select of a name that has choices, and no other option", () => {
  const html = `<select name="queue"><option value="">none</option></select>
    <select name="queue"><option value="1">One</select><option value="2">Two
    <select name="queue"><option value="2">Two</option></select>
    <select><option value="3">Three</option></select>`;
  assert.deepEqual(choicesIn(html), [[1, "One"]]);
  assert.equal(parseOptionsPage(html).selects.size, 1);
  assert.equal(parseOptionsPage('<option value="1">One</option>').selects.size, 0);
});

const HOSTILE = '</option></select><select name="assigned_to"><option value="9">root</option>';

Deno.test("parseOptionsPage() gives every label as people read it, hostile ones too", () => {
  const label = fc.string({ unit: "grapheme", minLength: 1 })
    .map((text) => text.replace(/[\r\0]/g, "").trim())
    .filter((text) => text !== "");
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 10 }), (labels) => {
      const queues = labels.map((text, place) => [place + 1, text] as const);
      assert.deepEqual(choicesIn(browsablePage({ queues })), queues);
    }),
    { examples: [[[HOSTILE]]] },
  );
  const { selects } = parseOptionsPage(browsablePage({ queues: [[1, HOSTILE]] }));
  assert.equal(selects.get("assigned_to")?.some(({ id }) => id === 9), false);
});
