import assert from "node:assert/strict";
import fc from "fast-check";
import { ServerFault } from "../../../lib/demo/python/server_fault.ts";
import { renderComment } from "../../../lib/demo/template/template_renderer.ts";

const CONTEXT = {
  ticket: {
    title: "A & B",
    created: new Date("2026-11-22T18:30:58.469Z"),
    queue: { title: "R&D <x>", slug: "rd" },
    resolution: null,
    priority: 3,
  },
};

function render(comment: string): string {
  return renderComment(comment, CONTEXT, "Europe/Berlin");
}

/** Escapes what survives: each `{` before `{`, `%` or `#`, and the `}` of each `%}`. */
function escaped(text: string): string {
  return text.replace(/\{(?=[{%#])|(?<=%)\}/g, (brace) => `{{ "${brace}" }}`);
}

Deno.test("renderComment() leaves a text without braces as it is", () => {
  fc.assert(fc.property(
    fc.string({ unit: "grapheme" }).filter((text) => !/[{}]/.test(text)),
    (text) => assert.equal(render(text), text),
  ));
});

Deno.test("renderComment() gives back every text whose braces are sent as quoted ones", () => {
  const unit = fc.constantFrom("{", "}", "%", "#", '"', "\\", "|", "\n", "\r", "a", " ", "é", "🦆");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      assert.equal(render(escaped(text)), text);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("renderComment() renders any text or fails as the server does", () => {
  const unit = fc.constantFrom(
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "|",
    "'",
    "ticket.title",
    " ",
    "x",
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
      try {
        assert.equal(typeof render(parts.join("")), "string");
      } catch (error) {
        assert.ok(error instanceof ServerFault, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("renderComment() expands variables and escapes them for HTML", () => {
  assert.equal(render("{{ ticket.title }}|{{ ticket.queue.title|safe }}"), "A &amp; B|R&D <x>");
  assert.equal(render("{{ ticket.resolution|default:'none yet' }}"), "none yet");
});

Deno.test("renderComment() prints dates as prose in the server's time zone", () => {
  assert.equal(render("{{ ticket.created }}"), "Nov. 22, 2026, 7:30 p.m.");
});

Deno.test("renderComment() fails on half a tag, an unknown filter and a private name", () => {
  for (const comment of ["{% a", "a %}", "{{ x|nope }}", "{{ ticket._key }}", "{{ }}"]) {
    assert.throws(() => render(comment), ServerFault, comment);
  }
});
