import assert from "node:assert/strict";
import fc from "fast-check";
import { asTemplateText } from "../../../lib/helpdesk/writes/template_text.ts";

const OPENING_MARKER = "X-HELPDESK-COMMENT-VERBATIM";
const CLOSING_MARKER = "X-HELPDESK-COMMENT-ENDVERBATIM";

/** How django-helpdesk wraps a comment before it renders it (`update_ticket`). */
function wrapped(comment: string): string {
  return comment
    .replaceAll("{%", OPENING_MARKER)
    .replaceAll("%}", CLOSING_MARKER)
    .replaceAll(OPENING_MARKER, "{% verbatim %}{%")
    .replaceAll(CLOSING_MARKER, "%}{% endverbatim %}");
}

/**
 * Renders as Django does (`django.template.base.Lexer`), for templates whose only variables are
 * string literals and whose only tags are verbatim blocks; anything else throws.
 */
function rendered(template: string): string {
  let output = "";
  let endOfBlock: string | undefined;
  for (const token of template.split(/(\{%[^\n]*?%\}|\{\{[^\n]*?\}\}|\{#[^\n]*?#\})/)) {
    const isTag = /^(?:\{%[^\n]*%\}|\{\{[^\n]*\}\}|\{#[^\n]*#\})$/.test(token);
    const content = token.slice(2, -2).trim();
    if (endOfBlock !== undefined) {
      if (token.startsWith("{%") && isTag && content === endOfBlock) endOfBlock = undefined;
      else output += token;
    } else if (!isTag) {
      output += token;
    } else if (token.startsWith("{{")) {
      const literal = /^"([^"\\]*)"$/.exec(content);
      if (literal === null) throw new Error(`Variable ${content}`);
      output += literal[1];
    } else if (token.startsWith("{%")) {
      if (content !== "verbatim" && !content.startsWith("verbatim ")) {
        throw new Error(`Tag ${content}`);
      }
      endOfBlock = `end${content}`;
    }
  }
  if (endOfBlock !== undefined) throw new Error("Unclosed tag");
  return output;
}

const SENT: readonly [comment: string, sent: string][] = [
  ["", ""],
  ["Nothing special: {a} 100% # }} |}", "Nothing special: {a} 100% # }} |}"],
  ["{{ ticket }}", '{{ "{" }}{ ticket }}'],
  ["{{{", '{{ "{" }}{{ "{" }}{'],
  ["{# note #}", '{{ "{" }}# note #}'],
  ["{% if %}", '{{ "{" }}% if %{{ "}" }}'],
  ["{%}", '{{ "{" }}%{{ "}" }}'],
  [OPENING_MARKER, 'X{{ "-" }}HELPDESK-COMMENT-VERBATIM'],
  [CLOSING_MARKER, 'X{{ "-" }}HELPDESK-COMMENT-ENDVERBATIM'],
  ["X-HELPDESK-COMMENT", "X-HELPDESK-COMMENT"],
];

for (const [comment, sent] of SENT) {
  Deno.test(`asTemplateText() writes ${JSON.stringify(comment)} as ${JSON.stringify(sent)}`, () => {
    assert.equal(asTemplateText(comment), sent);
  });
}

const ROUND_TRIPS = [
  ...["{{ ticket.title }}", "{{ a|unknown }}", "{% verbatim %}{% endverbatim %}"],
  ...["{% endverbatim %}", "{%", "%}", "{%}{%}", "{{{{{%%%}}}}}", "{#\n#}{# x #}", '{{ "{" }}'],
  `X-${OPENING_MARKER}`,
  `{%${CLOSING_MARKER}%}`,
  "Price: 5 % {see }below}",
];

for (const comment of ROUND_TRIPS) {
  Deno.test(`asTemplateText() brings ${JSON.stringify(comment)} through the server unchanged`, () => {
    assert.equal(rendered(wrapped(asTemplateText(comment))), comment);
  });
}

Deno.test("A comment sent as it is would be changed or refused by the server", () => {
  assert.equal(rendered(wrapped("a{# note #}b")), "ab");
  assert.throws(() => rendered(wrapped("{{ ticket }}")));
  assert.throws(() => rendered(wrapped("{%")));
  assert.throws(() => rendered(wrapped(OPENING_MARKER)));
});

const piece = fc.constantFrom(
  ...["{", "}", "%", "#", '"', "'", " ", "\n", "\r", "\u2028", "$", "|", "\\", "&", "a", "-", "X"],
  ...["verbatim", "endverbatim", "{{", "}}", "{%", "%}", "{#", "#}", "HELPDESK-COMMENT-", "END"],
  ...[OPENING_MARKER, CLOSING_MARKER, "X-", "VERBATIM", "{% verbatim %}", "{% endverbatim %}"],
);
const comments = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));

Deno.test("asTemplateText() brings every comment through the server unchanged", () => {
  fc.assert(
    fc.property(comments, (comment) => {
      const sent = asTemplateText(comment);
      assert.equal(rendered(wrapped(sent)), comment);
      assert.equal(rendered(sent), comment);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("asTemplateText() sends no tag but variables of one character", () => {
  fc.assert(fc.property(comments, (comment) => {
    const sent = asTemplateText(comment);
    assert.doesNotMatch(sent, /\{%|%\}|\{#|X-HELPDESK-COMMENT-(?:END)?VERBATIM/);
    assert.doesNotMatch(sent.replaceAll(/\{\{ "[{}-]" \}\}/g, ""), /\{\{ "/);
  }));
});
