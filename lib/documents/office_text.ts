import { type DocumentText, MOST_CHARACTERS } from "./document_messages.ts";
import { addFlowingText } from "./flowing_text.ts";
import { addSheets } from "./sheet_text.ts";
import { EnoughText, TextCollector } from "./text_collector.ts";
import { ZipArchive } from "./zip_archive.ts";

/** What is in an archive, by the entry that tells. */
const KINDS: readonly (readonly [entry: string, name: string])[] = [
  ["word/document.xml", "document of Word"],
  ["xl/workbook.xml", "workbook of Excel"],
  ["ppt/presentation.xml", "presentation of PowerPoint"],
  ["content.xml", "file of OpenDocument"],
];

/** Reads the text of an office document: what Word, Excel, PowerPoint and LibreOffice write today. */
export async function readOfficeText(bytes: Uint8Array<ArrayBuffer>): Promise<DocumentText> {
  let name = "ZIP archive";
  const collected = new TextCollector(MOST_CHARACTERS);
  const found = (cut?: string): DocumentText => {
    const { text } = collected;
    if (text === "") return { outcome: "unreadable", name, reason: cut ?? "it holds none" };
    return { outcome: "text", name, text, ...cut === undefined ? {} : { cut } };
  };
  try {
    const archive = new ZipArchive(bytes);
    const [entry, kind] = KINDS.find(([entry]) => archive.names.includes(entry)) ?? [];
    if (entry === undefined || kind === undefined) {
      return { outcome: "unreadable", name, reason: "it is none of the documents that are read" };
    }
    name = kind;
    if (archive.textOf(entry) === undefined) {
      return { outcome: "unreadable", name, reason: "it is protected by a password" };
    }
    if (entry === "xl/workbook.xml") await addSheets(archive, collected);
    else {
      for (const part of partsOf(entry, archive.names)) {
        await addFlowingText(archive, part, collected);
        collected.add("\n");
      }
    }
    return found();
  } catch (error) {
    if (error instanceof EnoughText) return found(error.message);
    // The platform's own errors: an archive that is cut, or content that does not inflate.
    return { outcome: "unreadable", name, reason: "the file is damaged" };
  }
}

/** The entries of a document that have its text, in the order in which people read them. */
function partsOf(entry: string, names: readonly string[]): readonly string[] {
  if (entry === "content.xml") return [entry];
  const numbered = (pattern: RegExp) =>
    names.filter((name) => pattern.test(name))
      .toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
  return entry === "word/document.xml"
    ? [
      ...numbered(/^word\/header\d+\.xml$/),
      entry,
      ...numbered(/^word\/(?:footnotes|endnotes)\.xml$/),
      ...numbered(/^word\/footer\d+\.xml$/),
    ]
    : numbered(/^ppt\/slides\/slide\d+\.xml$/);
}
