import * as z from "zod";
import { HelpdeskError } from "../../errors.ts";
import { MAXIMUM_ATTACHMENT_BYTES } from "../../helpdesk/tickets/attachment_content.ts";
import type { Call } from "../../helpdesk/calls/call.ts";
import { cutText, shownLine } from "../../text/shown_text.ts";
import { outgoing } from "./fields.ts";
import { requireSendable } from "../../helpdesk/tickets/attachment_names.ts";
import type { NewAttachment } from "../../helpdesk/tickets/new_attachments.ts";

/** Most files of one follow-up. */
const MOST_FILES = 10;
/** Characters of the beginning and of the end of a text that are shown of it. */
const EXCERPT = 40;

/** A file to attach, as a tool's argument. */
export function attachmentField() {
  return z.strictObject({
    filename: outgoing(z.string().describe("Name without a path")),
    text: z.string().optional().describe("Content of a text file"),
    content_base64: z.string().optional().describe("Content of any other"),
  }).refine(
    ({ text, content_base64 }) => (text === undefined) !== (content_base64 === undefined),
    "needs its content: either text or content_base64",
  );
}

/** Files to attach, as a tool's argument. */
export function attachmentsField() {
  return z.array(attachmentField()).max(MOST_FILES)
    .describe(`At most ${MOST_FILES}, 5 MiB in all`);
}

/**
 * Checks files and decodes them; nothing is sent before all of them are found to be in order.
 *
 * @param given what `attachmentsField` let pass
 * @param allowed extensions that the helpdesk takes, in lower case with their dots
 * @param call is told of texts that came as base64
 * @throws {HelpdeskError} "invalid", naming the file, what is wrong with it and what is allowed
 */
export function readAttachments(
  given: readonly z.infer<ReturnType<typeof attachmentField>>[],
  allowed: readonly string[],
  call: Pick<Call, "notice">,
): NewAttachment[] {
  let total = 0;
  return given.map((file) => {
    const { filename } = file;
    requireSendable(filename, allowed);
    const bytes = contentOf(file);
    if (bytes.length === 0) {
      throw refused(filename, "is empty, and the helpdesk takes no empty file");
    }
    total += bytes.length;
    if (total > MAXIMUM_ATTACHMENT_BYTES) {
      throw new HelpdeskError(
        "invalid",
        `Nothing was sent: with ${JSON.stringify(filename)} the attachments have more than 5 MiB`,
      );
    }
    if (file.text === undefined) noteText(filename, bytes, call);
    return { filename, bytes };
  });
}

function contentOf(
  { filename, text, content_base64 }: z.infer<ReturnType<typeof attachmentField>>,
): Uint8Array<ArrayBuffer> {
  if (text !== undefined) {
    if (!text.isWellFormed()) throw refused(filename, "holds half of a surrogate pair in text");
    return new TextEncoder().encode(text);
  }
  const bytes = decode(content_base64 ?? "");
  if (bytes !== undefined) return bytes;
  throw refused(
    filename,
    "has a content_base64 that is not base64 (A-Z a-z 0-9 + / with = at its end)",
  );
}

/** @returns undefined when it is no base64, or not what its own content is in base64 */
function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(base64, { lastChunkHandling: "strict" });
  } catch {
    return undefined;
  }
}

/** Base64 that lost four characters is base64 still, of a text without three of its letters. */
function noteText(filename: string, bytes: Uint8Array, { notice }: Pick<Call, "notice">): void {
  const text = textIn(bytes);
  if (text === undefined) return;
  const excerpt = text.length <= 2 * EXCERPT
    ? text
    : `${cutText(text, EXCERPT).text} … ${text.slice(-EXCERPT)}`;
  notice(
    `${JSON.stringify(filename)} came as base64 and is a text: ${
      JSON.stringify(shownLine(excerpt))
    }. Check it: lost base64 loses letters; as text it arrives as it is written.`,
  );
}

/** The bytes as a text that people read; undefined when they are none. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /[^\P{Cc}\t\n\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function refused(filename: string, why: string): HelpdeskError {
  return new HelpdeskError("invalid", `Nothing was sent: ${JSON.stringify(filename)} ${why}`);
}
