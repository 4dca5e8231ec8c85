import { readXml } from "./read_xml.ts";
import type { TextCollector } from "./text_collector.ts";
import type { ZipArchive } from "./zip_archive.ts";

/** Elements whose text is read where nothing else is: runs of Word and PowerPoint. */
const RUNS: ReadonlySet<string> = new Set(["w:t", "a:t"]);
/** Elements of which all text is read: paragraphs of OpenDocument. */
const PARAGRAPHS: ReadonlySet<string> = new Set(["text:p", "text:h"]);
/** What a reader does not see, or sees a second time: old graphics, removed text, remarks. */
const SKIPPED: ReadonlySet<string> = new Set([
  "mc:Fallback",
  "w:del",
  "text:tracked-changes",
  "office:annotation",
  "text:note-citation",
]);
/** What stands for an element as it begins, and as it ends. */
const BEFORE: ReadonlyMap<string, string> = new Map([
  ...["w:tab", "text:tab"].map((tag) => [tag, "\t"] as const),
  ...["w:br", "w:cr", "a:br", "text:line-break"].map((tag) => [tag, "\n"] as const),
]);
const AFTER: ReadonlyMap<string, string> = new Map(
  ["w:p", "a:p", "text:p", "text:h"].map((tag) => [tag, "\n"] as const),
);
const CELLS: ReadonlySet<string> = new Set(["w:tc", "a:tc", "table:table-cell"]);
const ROWS: ReadonlySet<string> = new Set(["w:tr", "a:tr", "table:table-row"]);

/**
 * Adds the text of an entry in which paragraphs flow, tables among them: a row a line, its cells separated by tabs.
 *
 * @throws {EnoughText} as `TextCollector.add` and `readXml`
 */
export async function addFlowingText(
  archive: ZipArchive,
  name: string,
  collected: TextCollector,
): Promise<void> {
  let skipped = 0;
  let read = 0;
  const rows: string[][] = [];
  const add = (text: string) => {
    const row = rows.at(-1);
    if (row === undefined) collected.add(text);
    else row.push((row.pop() ?? "") + text);
  };
  await readXml(archive, name, {
    onopentag(tag, attributes) {
      if (SKIPPED.has(tag)) skipped++;
      if (skipped > 0) return;
      if (RUNS.has(tag) || PARAGRAPHS.has(tag)) read++;
      if (ROWS.has(tag)) rows.push([]);
      else if (CELLS.has(tag)) rows.at(-1)?.push("");
      else if (tag === "table:table" && attributes["table:name"]) {
        add(`[${attributes["table:name"]}]\n`);
      } else if (tag === "text:s") {
        add(" ".repeat(Math.min(Number(attributes["text:c"]) || 1, 100)));
      } else add(BEFORE.get(tag) ?? "");
    },
    ontext(text) {
      if (skipped === 0 && read > 0) add(text);
    },
    onclosetag(tag) {
      if (SKIPPED.has(tag)) skipped--;
      else if (skipped === 0) {
        if (RUNS.has(tag) || PARAGRAPHS.has(tag)) read--;
        add(AFTER.get(tag) ?? "");
        if (ROWS.has(tag)) endRow(rows.pop() ?? [], add);
      }
    },
  });
}

function endRow(cells: readonly string[], add: (text: string) => void): void {
  const row = cells.map((cell) => cell.trim().replace(/\s*\n\s*/g, " / ")).join("\t").trimEnd();
  if (row !== "") add(`${row}\n`);
}
