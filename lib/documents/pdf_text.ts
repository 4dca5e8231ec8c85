import type { getDocumentProxy } from "unpdf";
import { type DocumentText, MOST_CHARACTERS, MOST_MILLISECONDS } from "./document_messages.ts";
import { EnoughText, TextCollector } from "./text_collector.ts";

const NAME = "PDF";
/** What is left of the time when the reader stops by itself. */
const SPARE_MILLISECONDS = 2_000;
const NO_TEXT = "it holds none, as a scan does, or its fonts do not tell their letters";
const LATE = "reading all of it takes too long";

/**
 * Reads the text of a PDF, page by page, until it has enough of it or has taken its time. Scripts in it are not run.
 *
 * @param now tells the time, in milliseconds
 */
export async function readPdfText(
  bytes: Uint8Array,
  now = () => performance.now(),
): Promise<DocumentText> {
  const end = now() + MOST_MILLISECONDS - SPARE_MILLISECONDS;
  const library = await import("unpdf");
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    // It writes to stdout otherwise.
    document = await library.getDocumentProxy(bytes, { verbosity: 0 });
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    const reason = isLocked ? "it is protected by a password" : "the file is damaged";
    return { outcome: "unreadable", name: NAME, reason };
  }
  const { numPages } = document;
  const collected = new TextCollector(MOST_CHARACTERS);
  let number = 0;
  let cut: string | undefined;
  try {
    for (; number < numPages; number++) {
      if (now() > end) throw new EnoughText(LATE);
      await addPage(await document.getPage(number + 1), collected, () => now() > end);
    }
  } catch (error) {
    cut = error instanceof EnoughText ? error.message : "what follows is damaged";
  }
  const name = `${NAME} of ${numPages} ${numPages === 1 ? "page" : "pages"}`;
  const { text } = collected;
  if (text === "") return { outcome: "unreadable", name, reason: cut ?? NO_TEXT };
  if (cut === undefined) return { outcome: "text", name, text };
  return { outcome: "text", name, text, cut: `${cut}; ${number} pages are whole` };
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>["getPage"]>>;

/** @throws {EnoughText} as `TextCollector.add`, and when it is late */
async function addPage(
  page: PdfPage,
  collected: TextCollector,
  isLate: () => boolean,
): Promise<void> {
  for await (const { items } of page.streamTextContent()) {
    for (const item of items) {
      if ("str" in item) collected.add(item.hasEOL ? `${item.str}\n` : item.str);
    }
    if (isLate()) throw new EnoughText(LATE);
  }
  collected.add("\n\n");
  page.cleanup();
}
