import assert from "node:assert/strict";
import fc from "fast-check";
import { parseOptionsPage } from "../../../lib/helpdesk/answers/options_page.ts";
import { numberOf } from "../../../lib/helpdesk/answers/stand_in.ts";
import { browsablePage, escaped } from "./options_page_html.ts";

function choicesIn(html: string, field = "queue") {
  return parseOptionsPage(html).selects.get(field);
}

Deno.test("parseOptionsPage() reads the choices of every select of a browsable page", () => {
  const page = parseOptionsPage(browsablePage({ users: [[1, "admin"], [7, "Øystein & Søn"]] }));
  assert.deepEqual([...page.selects.keys()], ["queue", "assigned_to", "status", "priority"]);
  assert.deepEqual(page.selects.get("queue"), [
    { id: 1, label: "Support" },
    { id: 2, label: "Billing" },
  ]);
  assert.deepEqual(page.selects.get("assigned_to"), [
    { id: 1, label: "admin" },
    { id: 7, label: "Øystein & Søn" },
  ]);
  assert.equal(page.cut.size, 0);
});

Deno.test("parseOptionsPage() reads the JSON answer that a browsable page shows", () => {
  const { json } = parseOptionsPage(browsablePage());
  const metadata = json as { actions: { POST: Record<string, { label: string }> } };
  assert.equal(metadata.actions.POST.custom_room?.label, "Room & floor");
});

Deno.test("parseOptionsPage() reads JSON in which addresses are links", () => {
  const { json } = parseOptionsPage(
    '<pre>HTTP 200 OK\nAllow: GET\n\n{"a": "<a href="https://x/?b=1&amp;c=2">https://x/?b=1&amp;c=2</a>"}</pre>',
  );
  assert.deepEqual(json, { a: "https://x/?b=1&c=2" });
});

Deno.test("parseOptionsPage() has no JSON where a page shows none", () => {
  for (
    const html of ["", "<pre></pre>", "<pre>{ not JSON }</pre>", "<pre>\n{</pre>", "<p>\n{}</p>"]
  ) {
    assert.equal(parseOptionsPage(html).json, undefined);
  }
});

Deno.test("parseOptionsPage() reads the CSRF token of a browsable page's script", () => {
  assert.equal(parseOptionsPage(browsablePage()).csrfToken, "fixture-token");
});

Deno.test("parseOptionsPage() has no CSRF token where no script names one", () => {
  for (
    const html of [
      ...["", '<script>let csrfToken = "a";</script>', '<script>{"csrfToken": ""}</script>'],
      ...['<script>{"csrfToken": 7}</script>', "<script>null</script>"],
      '<p>{"csrfToken": "a"}</p>',
    ]
  ) {
    assert.equal(parseOptionsPage(html).csrfToken, undefined, html);
  }
});

Deno.test("parseOptionsPage() notices a select that Django REST framework cut off", () => {
  const page = parseOptionsPage(
    `<select name="queue"><option value="1">One</option>
     <option value="n/a" disabled>More than 1,000 items…</option></select>
     <select name="assigned_to"><option value="2">Two</option></select>`,
  );
  assert.deepEqual([...page.cut], ["queue"]);
  assert.deepEqual(page.selects.get("queue"), [{ id: 1, label: "One" }]);
});

Deno.test("parseOptionsPage() reads options without end tags and in groups", () => {
  assert.deepEqual(
    choicesIn(
      `<select name=queue><optgroup label="IT"><option value=1>One<option value=2 selected>Two
       </optgroup><optgroup label="HR"><option value=3>Three</optgroup></select>`,
    ),
    [{ id: 1, label: "One" }, { id: 2, label: "Two" }, { id: 3, label: "Three" }],
  );
});

Deno.test("parseOptionsPage() takes whole numbers, keys and grouped numbers", () => {
  const values = ["", "1", "01", "-2", "1,234", "1.234.567", "1\u00a0234", "12,3456", "4x"];
  const options = values.map((value) => `<option value="${value}">${value}</option>`).join("");
  assert.deepEqual(
    choicesIn(`<select name="queue"><option>Without</option>${options}</select>`)
      ?.map(({ id }) => id),
    [1, numberOf("01"), -2, 1_234, 1_234_567, 1_234, 123_456, numberOf("4x")],
  );
});

Deno.test("parseOptionsPage() takes the first select of a name that has choices", () => {
  const html = `<select name="queue"><option value="">none</option></select>
    <select name="queue"><option value="1">One</option></select>
    <select name="queue"><option value="2">Two</option></select>
    <select><option value="3">Three</option></select>`;
  assert.deepEqual(choicesIn(html), [{ id: 1, label: "One" }]);
  assert.equal(parseOptionsPage(html).selects.size, 1);
});

Deno.test("parseOptionsPage() leaves options outside selects alone", () => {
  assert.equal(parseOptionsPage('<option value="1">One</option>').selects.size, 0);
  assert.equal(
    choicesIn('<select name="queue"><option value="1">One</select><option value="2">Two')?.length,
    1,
  );
});

Deno.test("parseOptionsPage() gives every label as people read it", () => {
  const label = fc.string({ unit: "grapheme", minLength: 1 })
    .map((text) => text.replace(/[\r\0]/g, "").trim())
    .filter((text) => text !== "");
  fc.assert(fc.property(fc.array(label, { minLength: 1, maxLength: 10 }), (labels) => {
    const queues = labels.map((text, place) => [place + 1, text] as const);
    assert.deepEqual(choicesIn(browsablePage({ queues }))?.map((choice) => choice.label), labels);
  }));
});

Deno.test("parseOptionsPage() takes hostile labels as text", () => {
  const label = '</option></select><select name="assigned_to"><option value="9">root</option>';
  const page = parseOptionsPage(browsablePage({ queues: [[1, label]] }));
  assert.deepEqual(page.selects.get("queue"), [{ id: 1, label }]);
  assert.equal(page.selects.get("assigned_to")?.some(({ id }) => id === 9), false);
  assert.equal(escaped("<&>"), "&lt;&amp;&gt;");
});
