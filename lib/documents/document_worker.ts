import type { DocumentOrder } from "./document_messages.ts";
import { readMailText } from "./mail_text.ts";
import { readOfficeText } from "./office_text.ts";
import { readPdfText } from "./pdf_text.ts";
import { allowSmallBuffersAlone } from "./small_buffers.ts";

// A thread that reads one document, with no permission at all; it is ended when that takes too much.
addEventListener("message", async (event) => {
  const { kind, bytes, port } = (event as MessageEvent<DocumentOrder>).data;
  if (kind === "pdf") allowSmallBuffersAlone();
  const read = { pdf: readPdfText, office: readOfficeText, mail: readMailText }[kind];
  port.postMessage(await read(bytes));
}, { once: true });
