import { HelpdeskError } from "../../errors.ts";

/**
 * The extensions that django-helpdesk 2.6.1 takes when its site names none (HELPDESK_VALID_EXTENSIONS,
 * formerly VALID_EXTENSIONS); it compares them in lower case.
 */
export const DEFAULT_ATTACHMENT_EXTENSIONS: readonly string[] = [
  ".txt",
  ".asc",
  ".pdf",
  ".doc",
  ".docx",
  ".odt",
  ".jpg",
  ".png",
  ".eml",
];

/** A name of more bytes than 255 is a 500 after the follow-up was saved; some of them the server adds. */
const LONGEST_NAME_BYTES = 200;

const TYPES: ReadonlyMap<string, string> = new Map([
  [".txt", "text/plain"],
  [".log", "text/plain"],
  [".asc", "text/plain"],
  [".md", "text/markdown"],
  [".csv", "text/csv"],
  [".htm", "text/html"],
  [".html", "text/html"],
  [".json", "application/json"],
  [".xml", "application/xml"],
  [".svg", "image/svg+xml"],
  [".pdf", "application/pdf"],
  [".doc", "application/msword"],
  [".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  [".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  [".odt", "application/vnd.oasis.opendocument.text"],
  [".ods", "application/vnd.oasis.opendocument.spreadsheet"],
  [".jpg", "image/jpeg"],
  [".jpeg", "image/jpeg"],
  [".png", "image/png"],
  [".gif", "image/gif"],
  [".webp", "image/webp"],
  [".eml", "message/rfc822"],
  [".zip", "application/zip"],
]);

/** The extension of a name as the helpdesk sees it: lower case, with its dot; empty when there is none. */
export function extensionOf(filename: string): string {
  const dot = filename.lastIndexOf(".");
  return dot <= 0 ? "" : filename.slice(dot).toLowerCase();
}

/** The type that a file is sent with, by its extension. */
export function mimeTypeOf(filename: string): string {
  return TYPES.get(extensionOf(filename)) ?? "application/octet-stream";
}

/**
 * Refuses names of files that the helpdesk would refuse, change, or keep in another place. A file with an
 * extension that it refuses would be a 500 after the follow-up was saved without the file.
 *
 * @param allowed extensions in lower case, with their dots
 * @throws {HelpdeskError} "invalid", naming the file, what is wrong with it and what is allowed
 */
export function requireSendable(filename: string, allowed: readonly string[]): void {
  const problem = nameProblem(filename) ?? extensionProblem(filename, allowed);
  if (problem === undefined) return;
  const name = JSON.stringify(filename.slice(0, 80));
  throw new HelpdeskError(
    "invalid",
    `Nothing was sent: the attachment's filename ${name} ${problem}`,
  );
}

function nameProblem(filename: string): string | undefined {
  if (/[/\\]/.test(filename) || /^[a-z]:/i.test(filename) || /^\.\.?$/.test(filename)) {
    return "is a path: give the name alone, and the file's content beside it";
  }
  if (/^[.\s]|\s$/.test(filename)) return "begins or ends with a dot or a space";
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(filename) || !filename.isWellFormed()) {
    return "holds invisible or control characters";
  }
  // The server stores another name for one with these, and some systems cannot hold it.
  if (/[":*?<>|]|&#?\w+;/.test(filename)) {
    return 'holds a character that no filename has everywhere: none of ":*?<>| and no HTML entity';
  }
  const bytes = new TextEncoder().encode(filename).length;
  if (bytes > LONGEST_NAME_BYTES) {
    return `has ${bytes} bytes; the helpdesk takes ${LONGEST_NAME_BYTES}`;
  }
  return undefined;
}

function extensionProblem(filename: string, allowed: readonly string[]): string | undefined {
  const extension = extensionOf(filename);
  if (allowed.includes(extension)) return undefined;
  const why = extension.length < 2
    ? "has no extension"
    : `has an extension that this helpdesk is not known to take`;
  return `${why}; allowed are ${
    allowed.join(", ")
  }. Where the helpdesk takes others, the person who runs ` +
    "this server can name all of them in HELPDESK_ATTACHMENT_EXTENSIONS";
}
