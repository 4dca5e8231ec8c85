import type { DocumentOrder } from "./document_messages.ts";
import { readOfficeText } from "./office_text.ts";
import { readPdfText } from "./pdf_text.ts";
import { allowSmallBuffersAlone } from "./small_buffers.ts";

// A thread that reads one document, with no permission at all; it is ended when that takes too much.
addEventListener("message", async (event) => {
  const { kind, bytes, port } = (event as MessageEvent<DocumentOrder>).data;
  if (kind === "pdf") allowSmallBuffersAlone();
  port.postMessage(await (kind === "pdf" ? readPdfText(bytes) : readOfficeText(bytes)));
}, { once: true });
