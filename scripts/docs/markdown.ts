/** A table, not aligned; what is in the cells is Markdown already but for `|`. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A text as a code span; a text with backticks gets longer ones around it (CommonMark, 6.1). */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Plain words as Markdown: what would be markup is escaped, names with underscores become code. */
export function words(text: string): string {
  return text.replace(/[\\<*[\]`]/g, "\\$&")
    .replace(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g, (name) => codeSpan(name));
}

/** A block of code in a language that editors know by name. */
export function codeBlock(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
