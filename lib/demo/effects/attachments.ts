import { FieldError } from "../rest/fields.ts";
import type { ServedHelpdesk } from "../web/exchange.ts";
import type { FollowUp, Ticket } from "../state/model.ts";
import { randomText } from "../python/random_text.ts";
import type { RestInput } from "../rest/rest_input.ts";
import { ServerFault } from "../python/server_fault.ts";
import { printedName } from "../rest/ticket_json.ts";

/** Most characters of a name that Django keeps, and most bytes of one that a disk does. */
const LONGEST_NAME = 255;

/** The extension of a file name with its dot, in lower case; empty when there is none. */
function extension(filename: string): string {
  const dot = filename.lastIndexOf(".");
  return dot <= 0 ? "" : filename.slice(dot).toLowerCase();
}

/** Whether the site takes files of that name. */
function isAllowed(helpdesk: ServedHelpdesk, filename: string): boolean {
  const ending = extension(filename);
  return ending === "" || ending === "." ||
    helpdesk.settings.attachmentExtensions.includes(ending);
}

/** @throws {FieldError} when the site does not take a file of that name */
export function checkExtension(helpdesk: ServedHelpdesk, file: File): void {
  if (!isAllowed(helpdesk, file.name)) {
    throw new FieldError([`Unsupported file extension: ${extension(file.name)}`]);
  }
}

/**
 * The files of a field.
 *
 * @throws {FieldError} by their position, for what is no file and for an empty one
 */
export function readFiles(input: RestInput, name: string): File[] {
  const faults: Record<string, string[]> = {};
  const files = input.all(name).filter((value, index): value is File => {
    if (!(value instanceof File)) {
      faults[index] = [
        "The submitted data was not a file. Check the encoding type on the form.",
      ];
    } else if (value.size === 0) faults[index] = ["The submitted file is empty."];
    return value instanceof File;
  });
  if (Object.keys(faults).length > 0) throw new FieldError(faults);
  return files;
}

/** The last part of a name, cut at Django's length without losing its extension. */
function keptName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? name;
  const dot = last.lastIndexOf(".");
  const ending = dot <= 0 ? "" : last.slice(dot);
  return last.length <= LONGEST_NAME ? last : last.slice(0, LONGEST_NAME - ending.length) + ending;
}

/** A name as it stands on the disk: without special characters, and unlike that of any other file. */
function diskName(filename: string, folder: string, { attachments }: FollowUp): string {
  const plain = filename.trim().replaceAll(" ", "_").replace(/[^\p{L}\p{N}_.-]/gu, "");
  if (new TextEncoder().encode(plain).length > LONGEST_NAME) {
    throw new ServerFault("The file system takes no name that long");
  }
  const isTaken = attachments.some(({ path }) =>
    path === `helpdesk/attachments/${folder}/${encodeURIComponent(plain)}`
  );
  if (!isTaken) return plain;
  const ending = extension(filename).length;
  return `${plain.slice(0, plain.length - ending)}_${randomText(7)}${
    plain.slice(plain.length - ending)
  }`;
}

/**
 * Keeps files with a follow-up that is already saved.
 *
 * @throws {ServerFault} when one has an extension that is not allowed, after the others were kept; when
 *   the disk does not take a name, after those before it were
 */
export async function addAttachments(
  helpdesk: ServedHelpdesk,
  ticket: Ticket,
  followUp: FollowUp,
  files: readonly File[],
): Promise<void> {
  let refused = false;
  for (const file of files) {
    const filename = keptName(file.name);
    if (!isAllowed(helpdesk, filename)) {
      refused = true;
      continue;
    }
    const folder = `${printedName(helpdesk, ticket)}-${ticket.secretKey}/${followUp.id}`;
    const stored = diskName(filename, folder, followUp);
    const attachment = {
      id: helpdesk.store.nextId("attachment"),
      filename,
      mimeType: file.type || "application/octet-stream",
      content: await file.bytes(),
      path: `helpdesk/attachments/${folder}/${encodeURIComponent(stored)}`,
    };
    followUp.attachments.push(attachment);
    helpdesk.media.set(attachment.path, attachment);
  }
  if (refused) throw new ServerFault("An attachment has an extension that is not allowed");
}
