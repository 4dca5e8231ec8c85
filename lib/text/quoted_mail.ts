/** A line that says whose words follow: "On 3 May 2026 Ann wrote:", in any language; it may take two lines. */
const ATTRIBUTION = /^.{0,200}\d.{0,200}:\s*$/;
/** "-----Original Message-----", in any language. */
const SEPARATOR = /^\s*-{3,}\s*\S.{0,60}\S\s*-{3,}\s*$/;
/** What is passed on stands nowhere else in a ticket, so it is not folded. */
const FORWARDED = /forward|weitergeleitet|transf[eé]r|reenviad|inoltrat|doorgestuurd/i;
const RULE = /^\s*_{10,}\s*$/;
const HEADER = /^\s*\*?[^\s:*>][^:*>]{0,30}:\*?\s+\S/;
/** Lines among which the headers of a quoted mail are looked for, and fewest that make them. */
const HEADER_WINDOW = 8;
const FEWEST_HEADERS = 3;

/**
 * Finds the mail that a mail program put below an answer: lines that begin with ">" to the end of the text, with the
 * line that introduces them, or everything below a mail's headers. Mail that is forwarded is no such mail.
 *
 * @returns the index at which it begins; undefined when there is none, or nothing stands above it
 */
export function quotedMailStart(text: string): number | undefined {
  const lines = text.split("\n");
  const start = markedStart(lines) ?? headedStart(lines);
  if (start === undefined) return undefined;
  const above = lines.slice(0, start).join("\n");
  return above.trim() === "" ? undefined : above.length;
}

function markedStart(lines: readonly string[]): number | undefined {
  let start = lines.length;
  let quoted = 0;
  while (start > 0 && isMarkedOrEmpty(lines[start - 1])) {
    start--;
    if (lines[start]?.trimStart().startsWith(">")) quoted++;
  }
  if (quoted === 0) return undefined;
  while (lines[start]?.trim() === "") start++;
  return introducedAt(lines, start);
}

function isMarkedOrEmpty(line = ""): boolean {
  return line.trim() === "" || line.trimStart().startsWith(">");
}

/** Where the line before the marked ones begins that says whose they are. */
function introducedAt(lines: readonly string[], start: number): number {
  let last = start - 1;
  while (last >= 0 && lines[last]?.trim() === "") last--;
  for (const length of [1, 2]) {
    const first = last - length + 1;
    const sentence = lines.slice(Math.max(0, first), last + 1).join(" ");
    if (first >= 0 && ATTRIBUTION.test(sentence)) return first;
  }
  return start;
}

function headedStart(lines: readonly string[]): number | undefined {
  for (const [place, line] of lines.entries()) {
    const isSeparator = SEPARATOR.test(line) || RULE.test(line);
    if (isSeparator && FORWARDED.test(line)) return undefined;
    if (!isSeparator && !HEADER.test(line)) continue;
    const window = lines.slice(isSeparator ? place + 1 : place, place + HEADER_WINDOW)
      .filter((one) => one.trim() !== "");
    const end = window.findIndex((one) => !HEADER.test(one));
    const headers = end < 0 ? window : window.slice(0, end);
    if (headers.length >= FEWEST_HEADERS && headers.join("\n").includes("@")) return place;
  }
  return undefined;
}
