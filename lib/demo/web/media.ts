import type { Exchange } from "./exchange.ts";
import { errorReply, type Reply } from "./reply.ts";

/** What Django's static view calls files by their extension; others are application/octet-stream. */
const TYPES: Readonly<Record<string, string>> = {
  txt: "text/plain",
  pdf: "application/pdf",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
  jpg: "image/jpeg",
  png: "image/png",
  eml: "message/rfc822",
};

/** A file that hangs on a follow-up, for everybody who knows its address. */
export function answerMedia({ helpdesk, url }: Exchange): Reply {
  const path = url.pathname.slice(`${helpdesk.settings.mount}media/`.length);
  const found = helpdesk.media.get(path);
  if (found === undefined) return errorReply(404);
  const name = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const headers = new Headers({
    "content-type": TYPES[extension] ?? "application/octet-stream",
    "content-disposition": `inline; ${quotedName(name)}`,
  });
  return { status: 200, headers, body: found.content };
}

/** RFC 6266: as it is where it can be, else as RFC 8187 encodes it. */
function quotedName(name: string): string {
  return /^[\x20-\x7e]*$/.test(name)
    ? `filename="${name}"`
    : `filename*=utf-8''${encodeURIComponent(name)}`;
}
