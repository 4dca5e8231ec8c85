import { type DocumentText, MOST_CHARACTERS } from "./document_messages.ts";

const NAME = "mail";

interface Person {
  readonly name?: string;
  readonly address?: string;
}

/**
 * Reads a mail: who wrote it, when and about what, its text, and what is attached to it. Texts and headers are
 * decoded; of a mail that has HTML alone the HTML is given.
 */
export async function readMailText(bytes: Uint8Array<ArrayBuffer>): Promise<DocumentText> {
  const { default: PostalMime } = await import("postal-mime");
  let mail: Awaited<ReturnType<typeof PostalMime.parse>>;
  try {
    mail = await PostalMime.parse(bytes);
  } catch {
    return { outcome: "unreadable", name: NAME, reason: "it is damaged" };
  }
  const { from, to = [], cc = [], date, subject, attachments } = mail;
  const lines = [
    ["From", from === undefined ? "" : writePerson(from)],
    ["To", to.map(writePerson).join(", ")],
    ["Cc", cc.map(writePerson).join(", ")],
    ["Date", date ?? ""],
    ["Subject", subject ?? ""],
    ["Attached", attachments.map(({ filename, mimeType }) => filename ?? mimeType).join(", ")],
  ].filter(([, value]) => value !== "").map(([name, value = ""]) => `${name}: ${inOneLine(value)}`);
  const head = lines.join("\n");
  const text = mail.text?.trim() ?? "";
  const html = text === "" && mail.html ? { html: mail.html } : {};
  return {
    outcome: "text",
    name: NAME,
    text: `${head}\n\n${text}`.slice(0, MOST_CHARACTERS).trim(),
    ...html,
  };
}

function writePerson({ name, address }: Person): string {
  return name ? `${name} <${address ?? ""}>` : address ?? "";
}

function inOneLine(value: string): string {
  return value.replace(/\s+/g, " ");
}
