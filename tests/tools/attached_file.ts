import assert from "node:assert/strict";
import { type NewFollowUp, sendFollowUp } from "../../lib/helpdesk/writes/followups.ts";
import { withCall } from "../helpdesk/fake_session.ts";
import type { ToolCaller } from "../tool_caller.ts";

/** Attaches a file to a ticket without asking the tools; gives its id. */
export async function attach(
  { helpdesk }: ToolCaller,
  ticket: number,
  filename: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const fields: NewFollowUp = {
    ...{ ticket, comment: "With a file", public: false, attachments: [{ filename, bytes }] },
  };
  const { created } = await withCall((call) => sendFollowUp(fields, helpdesk.session, call));
  const [file] = created.followupattachment_set;
  return file?.id ?? assert.fail(`${filename} was not kept`);
}
