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

Deno.test("asTemplateText() quotes what a template would take for its own, one character each", () => {
  const sent: Readonly<Record<string, string>> = {
    ...{ "": "", "Nothing special: {a} 100% # }} |}": "Nothing special: {a} 100% # }} |}" },
    ...{ "{{ ticket }}": '{{ "{" }}{ ticket }}', "{{{": '{{ "{" }}{{ "{" }}{' },
    ...{ "{# note #}": '{{ "{" }}# note #}', "{% if %}": '{{ "{" }}% if %{{ "}" }}' },
    ...{ "{%}": '{{ "{" }}%{{ "}" }}', "X-HELPDESK-COMMENT": "X-HELPDESK-COMMENT" },
    [OPENING_MARKER]: 'X{{ "-" }}HELPDESK-COMMENT-VERBATIM',
    [CLOSING_MARKER]: 'X{{ "-" }}HELPDESK-COMMENT-ENDVERBATIM',
  };
  for (const [comment, text] of Object.entries(sent)) assert.equal(asTemplateText(comment), text);
});

Deno.test("A comment sent as it is would be changed or refused by the server", () => {
  assert.equal(rendered(wrapped("a{# note #}b")), "ab");
  for (const comment of ["{{ ticket }}", "{%", OPENING_MARKER]) {
    assert.throws(() => rendered(wrapped(comment)));
  }
});

const piece = fc.constantFrom(
  ...["{", "}", "%", "#", '"', "'", " ", "\n", "\r", "\u2028", "$", "|", "\\", "&", "a", "-", "X"],
  ...["verbatim", "endverbatim", "{{", "}}", "{%", "%}", "{#", "#}", "HELPDESK-COMMENT-", "END"],
  ...[OPENING_MARKER, CLOSING_MARKER, "X-", "VERBATIM", "{% verbatim %}", "{% endverbatim %}"],
);
const EXAMPLES = [
  ...["{{ ticket.title }}", "{{ a|unknown }}", "{% verbatim %}{% endverbatim %}", '{{ "{" }}'],
  ...["{% endverbatim %}", "{%", "%}", "{%}{%}", "{{{{{%%%}}}}}", "{#\n#}{# x #}"],
  ...[`X-${OPENING_MARKER}`, `{%${CLOSING_MARKER}%}`, "Price: 5 % {see }below}"],
];
const comments = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));

Deno.test("asTemplateText() brings every comment through the server unchanged", () => {
  fc.assert(
    fc.property(comments, (comment) => {
      const sent = asTemplateText(comment);
      assert.equal(rendered(wrapped(sent)), comment);
      assert.equal(rendered(sent), comment);
    }),
    { numRuns: 2_000, examples: EXAMPLES.map((comment) => [comment]) },
  );
});

Deno.test("asTemplateText() sends no tag but variables of one character", () => {
  fc.assert(fc.property(comments, (comment) => {
    const sent = asTemplateText(comment);
    assert.doesNotMatch(sent, /\{%|%\}|\{#|X-HELPDESK-COMMENT-(?:END)?VERBATIM/);
    assert.doesNotMatch(sent.replaceAll(/\{\{ "[{}-]" \}\}/g, ""), /\{\{ "/);
  }));
});
