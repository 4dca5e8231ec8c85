import * as z from "zod";
import { HelpdeskError } from "../../errors.ts";
import { MAXIMUM_ATTACHMENT_BYTES } from "../../helpdesk/tickets/attachment_content.ts";
import { outgoing } from "./fields.ts";
import { requireSendable } from "../../helpdesk/writes/attachment_names.ts";
import type { NewAttachment } from "../../helpdesk/writes/new_attachments.ts";

/** Most files of one follow-up. */
const MOST_FILES = 10;

/** Files to attach, as a tool's argument. */
export function attachmentsField() {
  return z.array(z.strictObject({
    filename: outgoing(z.string().describe("Name without a path")),
    content_base64: z.string().describe("Content"),
  })).max(MOST_FILES).describe(`At most ${MOST_FILES}, 5 MiB in all`);
}

/**
 * Checks files and decodes them; nothing is sent before all of them are found to be in order.
 *
 * @param given what `attachmentsField` let pass
 * @param allowed extensions that the helpdesk takes, in lower case with their dots
 * @throws {HelpdeskError} "invalid", naming the file, what is wrong with it and what is allowed
 */
export function readAttachments(
  given: z.infer<ReturnType<typeof attachmentsField>> | undefined,
  allowed: readonly string[],
): NewAttachment[] {
  let total = 0;
  return (given ?? []).map(({ filename, content_base64 }) => {
    requireSendable(filename, allowed);
    const bytes = decode(filename, content_base64);
    total += bytes.length;
    if (total > MAXIMUM_ATTACHMENT_BYTES) {
      throw new HelpdeskError(
        "invalid",
        `Nothing was sent: with ${JSON.stringify(filename)} the attachments have more than 5 MiB`,
      );
    }
    return { filename, bytes };
  });
}

function decode(filename: string, base64: string): Uint8Array<ArrayBuffer> {
  const name = JSON.stringify(filename);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.fromBase64(base64, { lastChunkHandling: "strict" });
  } catch (cause) {
    throw new HelpdeskError(
      "invalid",
      `Nothing was sent: content_base64 of ${name} is not base64 (A-Z a-z 0-9 + / with = at its end)`,
      { cause },
    );
  }
  if (bytes.length === 0) {
    throw new HelpdeskError(
      "invalid",
      `Nothing was sent: ${name} is empty, and the helpdesk takes no empty file`,
    );
  }
  return bytes;
}
