import { FieldError } from "./fields.ts";
import type { Helpdesk } from "./exchange.ts";
import type { FollowUp, Ticket } from "./model.ts";
import type { RestInput } from "./rest_input.ts";
import { ServerFault } from "./server_fault.ts";
import { printedName } from "./ticket_json.ts";

/** The extension of a file name with its dot, in lower case; empty when there is none. */
function extension(filename: string): string {
  const dot = filename.lastIndexOf(".");
  return dot <= 0 ? "" : filename.slice(dot).toLowerCase();
}

/** Whether the site takes files of that name. */
function isAllowed(helpdesk: Helpdesk, filename: string): boolean {
  const ending = extension(filename);
  return ending === "" || ending === "." ||
    helpdesk.settings.attachmentExtensions.includes(ending);
}

/** @throws {FieldError} when the site does not take a file of that name */
export function checkExtension(helpdesk: Helpdesk, file: File): void {
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

/**
 * Keeps files with a follow-up that is already saved.
 *
 * @throws {ServerFault} when one has an extension that is not allowed, after the others were kept
 */
export async function addAttachments(
  helpdesk: Helpdesk,
  ticket: Ticket,
  followUp: FollowUp,
  files: readonly File[],
): Promise<void> {
  let refused = false;
  for (const file of files) {
    const filename = file.name.split(/[/\\]/).at(-1) ?? file.name;
    if (!isAllowed(helpdesk, filename)) {
      refused = true;
      continue;
    }
    const folder = `${printedName(helpdesk, ticket)}-${ticket.secretKey}/${followUp.id}`;
    const stored = filename.replaceAll(" ", "_").replace(/[^\p{L}\p{N}_.-]/gu, "");
    followUp.attachments.push({
      id: helpdesk.store.nextId("attachment"),
      filename,
      mimeType: file.type || "application/octet-stream",
      content: await file.bytes(),
      path: `helpdesk/attachments/${folder}/${encodeURIComponent(stored)}`,
    });
  }
  if (refused) throw new ServerFault("An attachment has an extension that is not allowed");
}
