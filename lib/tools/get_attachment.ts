import * as z from "zod";
import {
  attachmentContent,
  MAXIMUM_ATTACHMENT_BYTES,
} from "../helpdesk/tickets/attachment_content.ts";
import { isHtmlText, textOfHtml } from "../helpdesk/tickets/html_text.ts";
import type { DocumentKind, DocumentText } from "../documents/document_messages.ts";
import type { Attachment } from "../helpdesk/tickets/attachments.ts";
import { ticketAddress } from "../helpdesk/tickets/ticket_address.ts";
import { shownLine, shownText } from "../text/shown_text.ts";
import { inLine, setOff } from "../text/strangers_text.ts";
import { describePart, LONGEST_PART, textPart } from "../views/text_part.ts";
import { defineTool, type ShownImage } from "./tool.ts";

const LONGEST_NAME = 300;
/** Most characters of base64 of an image: clients and models take no more. */
const LONGEST_IMAGE = 1_000_000;

const HTML_READ = "The attachment is HTML: what a reader sees of it is shown, without its source.";
const MAIL_READ =
  "The attachment is a mail: its text is shown decoded, with its main headers; what is attached to it is named.";
const HTML_SOURCE =
  "The attachment is HTML that is too large or too deeply nested to be read: its source is shown.";

const OLD_OFFICE =
  "file of Word, Excel or PowerPoint up to 2003, or one that is protected by a password; its text cannot be read";

/** What is shown of an attachment. */
interface Shown {
  readonly shown: "text" | "image" | "none";
  readonly mime_type: string;
  readonly text?: string;
  readonly offset?: number;
  readonly total_characters?: number;
  /** Of a document: what it is, and why its text is not shown. */
  readonly unreadable?: string;
  /** Of an image that is too large to be shown. */
  readonly too_large?: { readonly width: number; readonly height: number };
}

export const getAttachment = defineTool({
  name: "get_attachment",
  title: "Read an attachment",
  description:
    `A file of a follow-up: text, HTML, PDF and Office as text, ${LONGEST_PART} characters at a time; images up to 1 MB as images; of ` +
    "others, and above 5 MiB, name, type and size. Closed to agent accounts.",
  effect: "read",
  input: z.object({
    // Dolt counts those of a table that was renamed from 0.
    attachment_id: z.int().min(0).describe("As get_ticket shows it"),
    offset: z.int().min(0).default(0).describe("Character to read a text on from"),
  }),
  isOutputUntold: true,
  output: z.object({
    attachment_id: z.int(),
    ticket_id: z.int(),
    filename: z.string(),
    mime_type: z.string(),
    size: z.int().optional(),
    shown: z.enum(["text", "image", "none"]),
    text: z.string().optional(),
    offset: z.int().optional(),
    total_characters: z.int().optional(),
    unreadable: z.string().optional(),
    too_large: z.object({ width: z.int(), height: z.int() }).optional(),
    url: z.string(),
  }),
  async run({ attachment_id, offset }, { helpdesk, call }, show) {
    const attachment = await helpdesk.readAttachment(attachment_id, call);
    const notice = (sentence: string) => call.notice(sentence);
    const read = (kind: DocumentKind, bytes: Uint8Array<ArrayBuffer>) =>
      helpdesk.readDocument(kind, bytes, call);
    return {
      attachment_id,
      ticket_id: attachment.ticket,
      filename: shownLine(attachment.filename, LONGEST_NAME),
      size: attachment.size,
      ...await shownContent(attachment, offset, { show, notice, read }),
      url: ticketAddress(attachment.ticket, helpdesk.session.baseUrl),
    };
  },
  render(result) {
    const { attachment_id, ticket_id, filename, mime_type, size } = result;
    return {
      summary: `Attachment ${attachment_id} of ticket ${ticket_id}: ${howShown(result)}.`,
      quoted:
        `${inLine(filename)} (${inLine(mime_type)}, ${
          size === undefined ? "unknown size" : `${size} bytes`
        })` + (result.text === undefined ? "" : `\n${setOff(result.text)}`),
    };
  },
});

type GetAttachmentResult = Shown & { readonly size?: number; readonly url: string };

async function shownContent(
  { id, filename, mimeType, bytes }: Attachment,
  offset: number,
  tell: {
    show: (image: ShownImage) => void;
    notice: (sentence: string) => void;
    read: (kind: DocumentKind, bytes: Uint8Array<ArrayBuffer>) => Promise<DocumentText>;
  },
): Promise<Shown> {
  const mime_type = shownLine(mimeType, LONGEST_NAME) || "application/octet-stream";
  const content = bytes === undefined
    ? { kind: "other" as const }
    : attachmentContent(bytes, filename, mimeType);
  if (content.kind === "other" || bytes === undefined) return { shown: "none", mime_type };
  if (content.kind === "document") {
    if (content.document === "old office") {
      return { shown: "none", mime_type, unreadable: OLD_OFFICE };
    }
    const found = await tell.read(content.document, bytes);
    if (found.outcome === "unreadable") {
      const unreadable = `${found.name}; its text cannot be read: ${found.reason}`;
      return { shown: "none", mime_type, unreadable };
    }
    tell.notice(
      `The attachment is a ${found.name}: its text is shown, without pictures and layout` +
        (found.cut === undefined ? "" : `. Only its beginning was read: ${found.cut}`),
    );
    return {
      shown: "text",
      mime_type,
      ...textPart(shownText(found.text), offset, `attachment ${id}`),
    };
  }
  if (content.kind === "image") {
    if (base64Length(bytes) > LONGEST_IMAGE) {
      return { shown: "none", mime_type: content.mimeType, too_large: content.dimensions };
    }
    tell.show({ data: bytes.toBase64(), mimeType: content.mimeType });
    return { shown: "image", mime_type: content.mimeType };
  }
  const mail = isMail(content.text, filename, mimeType)
    ? await tell.read("mail", new Uint8Array(bytes))
    : undefined;
  // What is no mail is a text all the same.
  if (mail?.outcome === "text") {
    tell.notice(MAIL_READ);
    const body = mail.html === undefined ? "" : `\n\n${await textOfHtml(mail.html) ?? mail.html}`;
    return {
      ...{ shown: "text", mime_type },
      ...textPart(shownText(mail.text + body), offset, `attachment ${id}`),
    };
  }
  if (!content.isCertain) {
    tell.notice(
      `The attachment is not UTF-8; it was read as ${content.encoding}, which may be wrong`,
    );
  }
  const isHtml = isHtmlText(content.text, filename, mimeType);
  const read = isHtml ? await textOfHtml(content.text) : content.text;
  if (isHtml) tell.notice(read === undefined ? HTML_SOURCE : HTML_READ);
  // Cleaned before it is cut: offsets count what the reader sees.
  const whole = shownText(read ?? content.text);
  return { shown: "text", mime_type, ...textPart(whole, offset, `attachment ${id}`) };
}

/** Whether a text is a whole mail: named so, and with the headers that all have. */
function isMail(text: string, filename: string, mimeType: string): boolean {
  const isNamed = /\.eml$/i.test(filename.trim()) || /^message\/rfc822\b/i.test(mimeType);
  return isNamed &&
    /^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*(?:from|mime-version):/i.test(
      text.slice(0, 50_000),
    );
}

/** RFC 4648 section 4: three bytes are four characters. */
function base64Length({ length }: Uint8Array): number {
  return 4 * Math.ceil(length / 3);
}

function howShown(result: GetAttachmentResult): string {
  const { shown, text = "", offset = 0, total_characters: total = 0, size = 0, url } = result;
  if (shown === "image") return `the image follows the text (${result.mime_type})`;
  const person = `a person can open it on the ticket's web page: ${url}`;
  if (size > MAXIMUM_ATTACHMENT_BYTES) return `larger than 5 MiB, so it was not read; ${person}`;
  if (result.unreadable !== undefined) return `a ${result.unreadable}; ${person}`;
  if (result.too_large !== undefined) {
    const { width, height } = result.too_large;
    return `an image of ${width} × ${height} pixels, larger than 1 MB as it would be sent, so it is not ` +
      `shown; ${person}`;
  }
  if (shown === "none") return `neither text nor an image that can be shown; ${person}`;
  return describePart({ text, offset, total_characters: total });
}
