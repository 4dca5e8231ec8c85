import { type Handler, Parser } from "htmlparser2";
import { EnoughText } from "./text_collector.ts";
import type { ZipArchive } from "./zip_archive.ts";

/** Deepest nesting that is read: the parser's work for a tag grows with it. */
const DEEPEST_NESTING = 256;
/** Most characters of one entry: a sheet of 20,000 rows has a tenth of it. */
const MOST_CHARACTERS = 50_000_000;

/** What is done with the elements and the text of an entry; the names are as they are written. */
export type XmlHandler = Pick<Partial<Handler>, "onopentag" | "ontext" | "onclosetag">;

/**
 * Reads an entry of an archive as XML, to its end or up to what is read of any; an entry that is not there has
 * nothing. Entities that a document defines itself are not resolved.
 *
 * @param handler what it throws is thrown
 * @throws {EnoughText} when it is nested deeper, or is longer
 */
export async function readXml(
  archive: ZipArchive,
  name: string,
  handler: XmlHandler,
): Promise<void> {
  let depth = 0;
  const parser = new Parser({
    ...handler,
    onopentag(...tag) {
      if (++depth > DEEPEST_NESTING) {
        throw new EnoughText(`it is nested deeper than ${DEEPEST_NESTING} elements`);
      }
      handler.onopentag?.(...tag);
    },
    onclosetag(...tag) {
      depth--;
      handler.onclosetag?.(...tag);
    },
  }, { xmlMode: true });
  let length = 0;
  for await (const piece of archive.textOf(name) ?? []) {
    length += piece.length;
    if (length > MOST_CHARACTERS) {
      throw new EnoughText(`it unpacks to more than ${MOST_CHARACTERS / 1_000_000} MB`);
    }
    parser.write(piece);
  }
  parser.end();
}
