import { type FormField, multipartBody } from "../../http/multipart.ts";
import { mimeTypeOf } from "./attachment_names.ts";
import type { WrittenField } from "./difference.ts";
import type { WireFollowUp } from "../answers/wire.ts";

/** A file to attach to a follow-up. */
export interface NewAttachment {
  /** As `requireSendable` lets pass. */
  readonly filename: string;
  /** At least one: the helpdesk refuses an empty file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A follow-up or a ticket with its files as the form that django-helpdesk takes them in.
 *
 * @param name what the form calls them
 * @param fields those without a value are left out: as an empty text they would be a value
 */
export function formWithFiles(
  fields: Readonly<Record<string, string | number | boolean | null | undefined>>,
  name: "attachment" | "attachments",
  attachments: readonly NewAttachment[],
): Blob {
  const texts = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]): FormField => [name, String(value)]);
  const files = attachments.map(({ filename, bytes }): FormField => [
    name,
    { filename, bytes, mimeType: mimeTypeOf(filename) },
  ]);
  return multipartBody([...texts, ...files]);
}

/** The files as asked and as stored, by name and size: the helpdesk tells no more of their content. */
export function writtenAttachments(
  asked: readonly NewAttachment[],
  { followupattachment_set: stored }: Pick<WireFollowUp, "followupattachment_set">,
): WrittenField {
  return {
    field: "attachments",
    asked: listFiles(asked.map(({ filename, bytes }) => ({ filename, size: bytes.length }))),
    stored: listFiles(stored),
  };
}

function listFiles(
  files: readonly { readonly filename?: string; readonly size?: number }[],
): string | undefined {
  if (files.length === 0) return undefined;
  return files.map(({ filename = "", size }) =>
    `${filename} (${size ?? "unknown number of"} bytes)`
  )
    .sort().join(", ");
}
