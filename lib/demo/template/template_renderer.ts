import { ServerFault } from "../python/server_fault.ts";
import { compileExpression, type TemplateContext } from "./template_expression.ts";

// Like Django's, it does not reach over the end of a line.
const TAG = /(\{%[^\n]*?%\}|\{\{[^\n]*?\}\}|\{#[^\n]*?#\})/;

type Node = string | ((context: TemplateContext, timeZone: string) => string);

/**
 * Compiles a template whose only tags are `verbatim` and `endverbatim`: no other can be reached through
 * a comment.
 *
 * @throws {ServerFault} on what Django calls a TemplateSyntaxError
 */
function compile(source: string): Node[] {
  const nodes: Node[] = [];
  let insideVerbatim = false;
  source.split(TAG).forEach((piece, index) => {
    const isTag = index % 2 === 1;
    const content = piece.slice(2, -2).trim();
    if (isTag && piece.startsWith("{%") && (!insideVerbatim || content === "endverbatim")) {
      if (!insideVerbatim && content !== "verbatim") {
        throw new ServerFault(`Invalid block tag: '${content}'`);
      }
      insideVerbatim = !insideVerbatim;
    } else if (isTag && !insideVerbatim && piece.startsWith("{{")) {
      if (content === "") throw new ServerFault("Empty variable tag");
      nodes.push(compileExpression(content));
    } else if (!isTag || insideVerbatim) {
      nodes.push(piece);
    }
  });
  if (insideVerbatim) throw new ServerFault("Unclosed tag: 'verbatim'");
  return nodes;
}

/**
 * Renders a comment as the helpdesk does before storing it: a Django template in which each `{%` opens
 * and each `%}` closes a verbatim part. So `{{ x }}` and `{# x #}` vanish or expand, a complete
 * `{% x %}` survives, and half of one is a fault.
 *
 * @param timeZone in which dates are printed
 * @throws {ServerFault} where the real server answers 500
 */
export function renderComment(comment: string, context: TemplateContext, timeZone: string): string {
  const guarded = comment.replace(
    /\{%|%\}/g,
    (brace) => brace === "{%" ? "{% verbatim %}{%" : "%}{% endverbatim %}",
  );
  return compile(guarded)
    .map((node) => typeof node === "string" ? node : node(context, timeZone))
    .join("");
}
