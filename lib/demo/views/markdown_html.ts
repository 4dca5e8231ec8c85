import { escapeHtml } from "../python/html_text.ts";

const ITEM = /^(?:(\d+)\.|[-*+])\s+(.*)$/;

/**
 * Markdown as django-helpdesk shows an answer, where every line end is kept: paragraphs, lists of one level, fenced
 * code, code, strong and emphasised text, and links. Nothing else of Markdown is known here.
 */
export function markdownHtml(markdown: string): string {
  const blocks: string[] = [];
  let lines: string[] = [];
  let code: string[] | undefined;
  const flush = () => {
    if (lines.length > 0) blocks.push(block(lines));
    lines = [];
  };
  for (const line of markdown.split("\n")) {
    if (code !== undefined) {
      if (line.startsWith("```")) {
        blocks.push(
          `<pre><code>${code.map((text) => `${escapeText(text)}\n`).join("")}</code></pre>`,
        );
        code = undefined;
      } else code.push(line);
    } else if (line.startsWith("```")) {
      flush();
      code = [];
    } else if (line.trim() === "") flush();
    else lines.push(line);
  }
  flush();
  return blocks.join("\n");
}

function block(lines: readonly string[]): string {
  const items = lines.map((line) => ITEM.exec(line));
  if (items[0] === null) return `<p>${lines.map(inline).join("<br>\n")}</p>`;
  const tag = items[0]?.[1] === undefined ? "ul" : "ol";
  return [`<${tag}>`, ...items.map((item) => `<li>${inline(item?.[2] ?? "")}</li>`), `</${tag}>`]
    .join("\n");
}

function inline(text: string): string {
  // Code first: nothing in it means anything else.
  return text.split(/(`[^`]+`|<https?:[^>\s]+>)/).map((part) => {
    if (part.startsWith("`")) return `<code>${escapeText(part.slice(1, -1))}</code>`;
    if (/^<https?:/.test(part)) {
      const address = escapeText(part.slice(1, -1));
      return `<a href="${address}">${address}</a>`;
    }
    return escapeText(part)
      .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
      .replace(/\*(.+?)\*/g, "<em>$1</em>")
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>');
  }).join("");
}

/** Quotes stay as they are between tags. */
function escapeText(text: string): string {
  return escapeHtml(text).replaceAll("&quot;", '"').replaceAll("&#x27;", "'");
}
