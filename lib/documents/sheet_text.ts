import { cellText } from "./cell_text.ts";
import { readXml } from "./read_xml.ts";
import type { TextCollector } from "./text_collector.ts";
import { readDateFormats } from "./date_formats.ts";
import type { ZipArchive } from "./zip_archive.ts";

const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";
/** Most columns of a row: what lies further right is left out. */
const MOST_COLUMNS = 200;

/**
 * Adds what the cells of an Excel workbook show: a sheet after the other, a row a line, cells separated by tabs.
 * Dates are ISO 8601; a formula stands for itself where its result is not stored.
 *
 * @throws {EnoughText} as `TextCollector.add` and `readXml`
 */
export async function addSheets(archive: ZipArchive, collected: TextCollector): Promise<void> {
  const targets = new Map<string, string>();
  await readXml(archive, RELATIONS, {
    onopentag: (_tag, { Id, Target }) => void (Id && Target && targets.set(Id, Target)),
  });
  const sheets: { name: string; path: string }[] = [];
  let from1904 = false;
  await readXml(archive, WORKBOOK, {
    onopentag(tag, { name = "", "r:id": id = "", date1904 }) {
      if (tag === "workbookPr") from1904 = date1904 === "1" || date1904 === "true";
      const target = targets.get(id);
      if (tag !== "sheet" || target === undefined) return;
      sheets.push({ name, path: target.startsWith("/") ? target.slice(1) : `xl/${target}` });
    },
  });
  const texts = await readSharedTexts(archive);
  const dates = await readDateFormats(archive);
  for (const { name, path } of sheets) {
    collected.add(`[${name}]\n`);
    await addSheet(archive, path, { texts, dates, from1904 }, collected);
    collected.add("\n");
  }
}

async function readSharedTexts(archive: ZipArchive): Promise<string[]> {
  const texts: string[] = [];
  let isText = false;
  // Beside the text there may be how it is pronounced.
  let spoken = 0;
  await readXml(archive, "xl/sharedStrings.xml", {
    onopentag(tag) {
      if (tag === "si") texts.push("");
      if (tag === "rPh") spoken++;
      isText = tag === "t" && spoken === 0;
    },
    ontext(text) {
      if (isText) texts.push((texts.pop() ?? "") + text);
    },
    onclosetag(tag) {
      if (tag === "rPh") spoken--;
      isText = false;
    },
  });
  return texts;
}

async function addSheet(
  archive: ZipArchive,
  path: string,
  book: { texts: readonly string[]; dates: ReadonlySet<number>; from1904: boolean },
  collected: TextCollector,
): Promise<void> {
  let row: string[] = [];
  let column = 0;
  let cell = { type: "", style: 0, value: "", formula: "" };
  let into: "value" | "formula" | undefined;
  await readXml(archive, path, {
    onopentag(tag, { r = "", t = "", s }) {
      if (tag === "row") row = [];
      if (tag === "c") {
        column = columnOf(r) ?? row.length;
        cell = { type: t, style: Number(s) || 0, value: "", formula: "" };
      }
      into = tag === "v" || tag === "t" ? "value" : tag === "f" ? "formula" : undefined;
    },
    ontext(text) {
      if (into !== undefined) cell[into] += text;
    },
    onclosetag(tag) {
      into = undefined;
      if (tag === "c" && column < MOST_COLUMNS) {
        while (row.length < column) row.push("");
        row[column] = cellText(cell, book).replace(/\s*[\n\t]\s*/g, " / ");
      }
      if (tag !== "row") return;
      const line = row.join("\t").trimEnd();
      if (line !== "") collected.add(`${line}\n`);
    },
  });
}

/** The column of a cell's address, from 0: 27 for "AB7". */
function columnOf(address: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address)?.[1];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
