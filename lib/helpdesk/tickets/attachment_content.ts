import { type Dimensions, imageDimensions } from "./image_dimensions.ts";

/** 5 MiB: most bytes of an attachment that are read, and of all that are sent with one follow-up. */
export const MAXIMUM_ATTACHMENT_BYTES = 5 * 1024 * 1024;

/** What the bytes of an attachment are. */
export type AttachmentContent =
  | {
    readonly kind: "text";
    readonly text: string;
    readonly encoding: "UTF-8" | "UTF-16" | "windows-1252";
  }
  | { readonly kind: "image"; readonly mimeType: string; readonly dimensions: Dimensions }
  | { readonly kind: "other" };

/** The first bytes of the images that clients show, read as Latin-1. */
const IMAGES: readonly (readonly [mimeType: string, is: (beginning: string) => boolean])[] = [
  ["image/png", (beginning) => beginning.startsWith("\x89PNG\r\n\x1a\n")],
  ["image/jpeg", (beginning) => beginning.startsWith("\xff\xd8\xff")],
  ["image/gif", (beginning) => /^GIF8[79]a/.test(beginning)],
  ["image/webp", (beginning) => /^RIFF[^]{4}WEBP/.test(beginning)],
];

/** Types that say nothing of what is in a file. */
const GENERIC_TYPES: ReadonlySet<string> = new Set([
  "",
  "application/octet-stream",
  "binary/octet-stream",
]);
const TEXT_TYPE =
  /^(?:text\/|message\/rfc822$|application\/(?:x-)?(?:json|xml|yaml|toml|ndjson|sql|csv|sh|javascript|pgp-signature)$)|\+(?:json|xml|yaml)$/;
const TEXT_EXTENSION =
  /\.(?:txt|text|log|asc|md|rst|csv|tsv|json|jsonl|ndjson|xml|svg|html?|xhtml|eml|ics|vcf|ya?ml|toml|ini|conf|cfg|properties|env|sql|diff|patch|sh|bat|ps1|py|js|ts|css|tex|srt)$/i;
/** The C0 controls that texts hold, logs of terminals among them. */
const TEXT_CONTROLS: ReadonlySet<string> = new Set(["\t", "\n", "\f", "\r", "\b", "\x1b"]);

/**
 * Tells what an attachment is. An image is known by its first bytes, whatever it claims to be, and by
 * telling how large it is; a text by
 * what it claims and by decoding, whoever claims it of other bytes.
 *
 * @param mimeType as claimed, with parameters or without; empty when unknown
 */
export function attachmentContent(
  bytes: Uint8Array,
  filename: string,
  mimeType: string,
): AttachmentContent {
  const beginning = String.fromCharCode(...bytes.subarray(0, 16));
  const image = IMAGES.find(([, is]) => is(beginning));
  if (image !== undefined) {
    const dimensions = imageDimensions(bytes, image[0]);
    return dimensions === undefined
      ? { kind: "other" }
      : { kind: "image", mimeType: image[0], dimensions };
  }
  const type = mimeType.split(";")[0]?.trim().toLowerCase() ?? "";
  const isText = TEXT_TYPE.test(type) ||
    GENERIC_TYPES.has(type) && TEXT_EXTENSION.test(filename.trim());
  if (!isText) return { kind: "other" };
  const decoded = decodedText(bytes);
  return isBinary(decoded.text) ? { kind: "other" } : { kind: "text", ...decoded };
}

function isBinary(text: string): boolean {
  for (const [control] of text.matchAll(/\p{Cc}/gu)) {
    if (control < " " && !TEXT_CONTROLS.has(control)) return true;
  }
  return false;
}

function decodedText(bytes: Uint8Array): Omit<AttachmentContent & { kind: "text" }, "kind"> {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "UTF-16" };
  }
  if (first === 0xfe && second === 0xff) {
    return { text: new TextDecoder("utf-16be").decode(bytes), encoding: "UTF-16" };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}
