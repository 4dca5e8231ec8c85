import { charsetIn } from "./html_text.ts";
import { type Dimensions, imageDimensions } from "./image_dimensions.ts";

/** 5 MiB: most bytes of an attachment that are read, and of all that are sent with one follow-up. */
export const MAXIMUM_ATTACHMENT_BYTES = 5 * 1024 * 1024;

/** What the bytes of an attachment are. */
export type AttachmentContent =
  | {
    readonly kind: "text";
    readonly text: string;
    readonly encoding: string;
    /** Whether the encoding was told by the bytes, not guessed. */
    readonly isCertain: boolean;
  }
  /** "old office": of Word, Excel or PowerPoint up to 2003, or locked by a password. */
  | { readonly kind: "document"; readonly document: "pdf" | "office" | "old office" }
  | { readonly kind: "image"; readonly mimeType: string; readonly dimensions: Dimensions }
  | { readonly kind: "other" };

/** The first bytes of the images that clients show, read as Latin-1. */
const IMAGES: readonly (readonly [mimeType: string, is: (beginning: string) => boolean])[] = [
  ["image/png", (beginning) => beginning.startsWith("\x89PNG\r\n\x1a\n")],
  ["image/jpeg", (beginning) => beginning.startsWith("\xff\xd8\xff")],
  ["image/gif", (beginning) => /^GIF8[79]a/.test(beginning)],
  ["image/webp", (beginning) => /^RIFF[^]{4}WEBP/.test(beginning)],
];

/** The first bytes of documents; an archive may be one. Most of a PDF may be text, which nobody can read. */
const DOCUMENTS = [
  ["%PDF-", "pdf"],
  ["PK\x03\x04", "office"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office"],
] as const;

/** What claims to be text: then bytes that are no UTF-8 are text of another encoding. */
const TEXT_TYPE =
  /^(?:text\/|message\/rfc822$|application\/(?:x-)?(?:json|xml|yaml|toml|ndjson|sql|csv|sh|javascript|pgp-signature)$)|\+(?:json|xml|yaml)$/;
const TEXT_EXTENSION =
  /\.(?:txt|text|log|asc|md|rst|csv|tsv|json|jsonl|ndjson|xml|svg|html?|xhtml|eml|ics|vcf|ya?ml|toml|ini|conf|cfg|properties|env|sql|diff|patch|sh|bat|ps1|py|js|ts|css|tex|srt)$/i;
/** The C0 controls that texts hold, logs of terminals among them. */
const TEXT_CONTROLS: ReadonlySet<string> = new Set(["\t", "\n", "\f", "\r", "\b", "\x1b"]);

/** Bytes that windows-1252 has no character for. */
const UNDEFINED_BYTES: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Most values of the byte that tells the alphabet: of letters, marks and spaces. */
const MOST_ALPHABETS = 4;
/** Fewest bytes by which an alphabet is told. */
const SHORTEST_WIDE = 16;
/** So many of the first bytes tell what the others are like. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Tells what an attachment is by its bytes, whatever it claims to be: an image by the first ones and by telling
 * how large it is, a text by decoding.
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
  const document = DOCUMENTS.find(([start]) => beginning.startsWith(start));
  if (document !== undefined) return { kind: "document", document: document[1] };
  const type = mimeType.split(";")[0]?.trim().toLowerCase() ?? "";
  const claimsText = TEXT_TYPE.test(type) || TEXT_EXTENSION.test(filename.trim());
  const decoded = decodedText(bytes, claimsText);
  return decoded === undefined || isBinary(decoded.text)
    ? { kind: "other" }
    : { kind: "text", ...decoded };
}

function isBinary(text: string): boolean {
  for (const [control] of text.matchAll(/\p{Cc}/gu)) {
    if (control < " " && !TEXT_CONTROLS.has(control)) return true;
  }
  return false;
}

type Decoded = Omit<AttachmentContent & { kind: "text" }, "kind">;

function decodedText(bytes: Uint8Array, claimsText: boolean): Decoded | undefined {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return decoded(bytes, wide, "UTF-16", true);
  const utf8 = tryDecode(bytes, "utf-8");
  if (utf8 !== undefined) return { text: utf8, encoding: "UTF-8", isCertain: true };
  const beginning = String.fromCharCode(...bytes.subarray(0, 2_048));
  const charset = charsetIn(beginning);
  const declared = charset === undefined ? undefined : tryDecode(bytes, charset);
  if (charset !== undefined && declared !== undefined) {
    return { text: declared, encoding: charset.toLowerCase(), isCertain: true };
  }
  const isLikely = claimsText || looksLikeLatin(bytes.subarray(0, SAMPLE_BYTES));
  return isLikely ? decoded(bytes, "windows-1252", "windows-1252", false) : undefined;
}

function decoded(
  bytes: Uint8Array,
  label: string,
  encoding: string,
  isCertain: boolean,
): Decoded {
  return { text: new TextDecoder(label).decode(bytes), encoding, isCertain };
}

/** @returns undefined when the bytes are not of that encoding, or there is none of that name */
function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-16 by its first two bytes, or by every second one being zero as in Western texts. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.length < 4 || bytes.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  sample.forEach((byte, place) => byte === 0 && (zeros[place % 2] = (zeros[place % 2] ?? 0) + 1));
  const [even = 0, odd = 0] = zeros.map((count) => count / (sample.length / 2));
  if (odd > 0.7 && even < 0.05) return "utf-16le";
  if (even > 0.7 && odd < 0.05) return "utf-16be";
  // Of other scripts only spaces and ends of lines have a zero; what is no text would decode to anything.
  if (odd > 0 && even === 0 && isWide(sample, "utf-16le")) return "utf-16le";
  return even > 0 && odd === 0 && isWide(sample, "utf-16be") ? "utf-16be" : undefined;
}

/** Whether a sample is text of one alphabet in UTF-16: other texts, read so, have letters of many. */
function isWide(sample: Uint8Array, encoding: "utf-16le" | "utf-16be"): boolean {
  const alphabets = new Set(
    sample.filter((_, place) => place % 2 === (encoding === "utf-16le" ? 1 : 0)),
  );
  if (alphabets.size > MOST_ALPHABETS || sample.length < SHORTEST_WIDE) return false;
  const text = tryDecode(sample, encoding) ?? "";
  const readable = text.match(/[\p{L}\p{M}\p{N}\p{P}\p{Zs}\r\n\t]/gu)?.length ?? 0;
  return readable > 0.95 * [...text].length && /\p{L}{2}/u.test(text) && /[ \n]/.test(text);
}

function looksLikeLatin(sample: Uint8Array): boolean {
  const high = sample.filter((byte) => byte > 0x7f);
  return high.length <= sample.length * 0.3 && !high.some((byte) => UNDEFINED_BYTES.has(byte));
}
