import { readXml } from "./read_xml.ts";
import type { ZipArchive } from "./zip_archive.ts";

/** Formats that every workbook knows and that show dates and times (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
/** Words, colours and conditions in a format, which are not what it shows of a number. */
const BESIDE = /"[^"]*"|\\.|\[[^\]]*\]/g;

/**
 * The numbers of those cell formats of an Excel workbook that show dates or times.
 *
 * @throws {EnoughText} as `readXml`
 */
export async function readDateFormats(archive: ZipArchive): Promise<ReadonlySet<number>> {
  const own = new Set<number>();
  const found = new Set<number>();
  let isCellFormats = false;
  let place = 0;
  await readXml(archive, "xl/styles.xml", {
    onopentag(tag, { numFmtId, formatCode = "" }) {
      const format = Number(numFmtId);
      if (tag === "numFmt" && /[ymdhs]/i.test(formatCode.replace(BESIDE, ""))) own.add(format);
      if (tag === "cellXfs") isCellFormats = true;
      if (tag !== "xf" || !isCellFormats) return;
      if (BUILT_IN.has(format) || own.has(format)) found.add(place);
      place++;
    },
    onclosetag(tag) {
      if (tag === "cellXfs") isCellFormats = false;
    },
  });
  return found;
}
