import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import type { Call } from "../calls/call.ts";
import { MAXIMUM_ATTACHMENT_BYTES } from "./attachment_content.ts";
import { fileAddress } from "./file_address.ts";
import { hasLoginForm } from "../answers/login_form.ts";
import { isRedirection } from "../answers/redirection.ts";
import { errorOf, isHtml, readReply, requireAbout } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { ownOrigin } from "./own_origin.ts";
import { ticketAddress } from "./ticket_address.ts";
import type { Tickets } from "./tickets.ts";
import { attachmentOfFollowUp, followUp, type WireAttachment } from "../answers/wire.ts";

/** An attachment, as the helpdesk describes it and with its content. */
export interface Attachment {
  readonly id: number;
  readonly ticket: number;
  readonly filename: string;
  /** As the sender's program said; empty when unknown. */
  readonly mimeType: string;
  /** Bytes; what the helpdesk says where there is no content. */
  readonly size: number | undefined;
  /** Undefined when the helpdesk says that there is more of it than `MAXIMUM_ATTACHMENT_BYTES`. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

/**
 * Reads an attachment through `api/followups-attachments/` and the address that this names. Whoever knows
 * the address can open the file, and the secret key of the ticket stands in it: it appears nowhere.
 *
 * @throws {HelpdeskError} "not_found" when there is no such attachment or its file is not served;
 * "forbidden" when the account may not read it, its ticket is in a queue that may not be worked, or its
 * file is kept elsewhere; "bad_reply" when it is larger than the helpdesk says and than can be read
 */
export async function readAttachment(
  id: number,
  { session, tickets }: { readonly session: HelpdeskSession; readonly tickets: Tickets },
  call: Call,
): Promise<Attachment> {
  const read = async (path: string) =>
    await session.request({ turn: "read", method: "GET", path }, call);
  const action = {
    name: `read attachment ${id}`,
    notFound:
      `There is no attachment ${id}, or this account may not see it; get_ticket lists the ` +
      "attachments of a ticket with their ids",
  };
  const found = readReply(
    await read(`api/followups-attachments/${id}/`),
    attachmentOfFollowUp,
    action,
  );
  requireAbout(found.id === id, action);
  const answer = await read(`api/followups/${found.followup}/`);
  const { id: followUpId, ticket } = readReply(answer, followUp, action);
  requireAbout(followUpId === found.followup, action);
  if (ticket === undefined) {
    throw new HelpdeskError(
      "bad_reply",
      `The helpdesk does not tell which ticket attachment ${id} belongs to, so it was not read`,
    );
  }
  await tickets.requireAllowed(ticket, call);
  const { filename = "", mime_type: mimeType = "", size } = found;
  const about = { id, ticket, filename, mimeType };
  if (size !== undefined && size > MAXIMUM_ATTACHMENT_BYTES) {
    return { ...about, size, bytes: undefined };
  }
  const bytes = await readFile(found, ticket, session, call);
  return { ...about, size: bytes.length, bytes };
}

async function readFile(
  attachment: WireAttachment,
  ticket: number,
  session: HelpdeskSession,
  call: Call,
): Promise<Uint8Array<ArrayBuffer>> {
  const { baseUrl } = session;
  const { id } = attachment;
  const remedy = "A person with a staff account can open it on the ticket's web page: " +
    ticketAddress(ticket, baseUrl);
  // Asking would end an agent's session, or be refused.
  if ((await session.standing(call)).kind === "agent") {
    throw new HelpdeskError(
      "forbidden",
      `The content of attachment ${id} cannot be read with an agent account: this helpdesk lets agents ` +
        `use its API only, and files are outside of it. ${remedy}`,
    );
  }
  const file = fileAddress(attachment.file, baseUrl) ??
    fileAddress(attachment.file, baseUrl, await ownOrigin(session, call));
  if (file === undefined) {
    throw new HelpdeskError(
      "forbidden",
      `The file of attachment ${id} was not asked for: the helpdesk keeps it elsewhere than at ` +
        `${baseUrl.origin}, and no other place is ever asked. ${remedy}`,
    );
  }
  const reply = await session.request({
    turn: "read",
    method: "GET",
    path: `file of attachment ${id}`,
    file,
    maximumBytes: MAXIMUM_ATTACHMENT_BYTES,
  }, call);
  const problem = fileProblem(reply, attachment);
  if (reply.bytes !== undefined && problem === undefined) return reply.bytes;
  throw problem?.(remedy) ?? errorOf(reply, { name: `read the file of attachment ${id}` });
}

/** Why an answer is not the file; the server's own words might hold its address. */
function fileProblem(
  reply: HttpReply,
  attachment: WireAttachment,
): ((remedy: string) => HelpdeskError) | undefined {
  const { status } = reply;
  const { id } = attachment;
  const because = (kind: HelpdeskError["kind"], problem: string) => (remedy: string) =>
    new HelpdeskError(kind, `${problem}. ${remedy}`);
  if (status === 401 || status === 403 || isLoginPage(reply, attachment)) {
    return because(
      "forbidden",
      `The helpdesk knows attachment ${id}, but does not let this account read its file`,
    );
  }
  if (isRedirection(reply)) {
    return because(
      "bad_reply",
      `The helpdesk redirected the request for the file of attachment ${id}, perhaps to a login page; ` +
        "redirects are not followed",
    );
  }
  if (status === 404 || status === 410) {
    return because(
      "not_found",
      `The helpdesk knows attachment ${id}, but does not serve its file (status ${status}): it was ` +
        "removed, or files are served elsewhere",
    );
  }
  if (status === 206) {
    return because("bad_reply", `The helpdesk sent a part of the file of attachment ${id} only`);
  }
  const isServed = status >= 200 && status < 300;
  if (isServed || status === 429 || status >= 500) return undefined;
  return because(
    "bad_reply",
    `The helpdesk refused the request for the file of attachment ${id} (status ${status})`,
  );
}

/** A page that asks for a password in place of the file, with status 200. */
function isLoginPage(reply: HttpReply, { filename = "", mime_type = "" }: WireAttachment): boolean {
  if (reply.bytes === undefined || !isHtml(reply)) return false;
  if (/html/i.test(mime_type) || /\.x?html?$/i.test(filename)) return false;
  return hasLoginForm(new TextDecoder().decode(reply.bytes));
}
