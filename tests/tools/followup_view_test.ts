import assert from "node:assert/strict";
import type { Catalogue } from "../../lib/helpdesk/catalogue.ts";
import { followUp } from "../../lib/helpdesk/wire.ts";
import {
  followUpView,
  LONGEST_COMMENT,
  renderFollowUp,
  viewFollowUp,
} from "../../lib/tools/followup_view.ts";

const CATALOGUE: Catalogue = {
  queues: [],
  users: [{ id: 2, label: "staff" }],
  statuses: [{ id: 3, label: "Resolved" }],
  priorities: [],
  maximumLengths: new Map(),
  customFields: new Map(),
  incomplete: new Map(),
};

/** A follow-up as the helpdesk sends it, and as the tools show it. */
function viewOf(sent: object) {
  const view = viewFollowUp(followUp.parse({ id: 70, ...sent }), CATALOGUE);
  assert.deepEqual(followUpView.parse(view), view);
  return view;
}

const WHOLE = {
  user: 2,
  title: "Comment",
  comment: "On my way\n{{ x }}",
  public: true,
  new_status: 3,
  time_spent: "01:30:00",
  date: "2024-03-01T10:00:00.123456Z",
  followupattachment_set: [
    { id: 1, filename: "a.txt", mime_type: "text/plain", size: 12 },
    { id: 2, filename: null, mime_type: "", size: null },
  ],
};

Deno.test("viewFollowUp() gives names for ids and minutes for durations", () => {
  assert.deepEqual(viewOf(WHOLE), {
    id: 70,
    date: "2024-03-01T10:00:00.123456Z",
    user: 2,
    user_name: "staff",
    title: "Comment",
    comment: "On my way\n{{ x }}",
    public: true,
    new_status: 3,
    new_status_name: "Resolved",
    minutes_spent: 90,
    attachments: [
      { id: 1, filename: "a.txt", mime_type: "text/plain", size: 12 },
      { id: 2, filename: "", mime_type: "", size: undefined },
    ],
  });
});

Deno.test("renderFollowUp() writes a heading, the comment and the attachments", () => {
  assert.equal(
    renderFollowUp(viewOf(WHOLE)),
    "Follow-up 70 | 2024-03-01 10:00 | 2 staff | public | Comment | status → 3 Resolved | " +
      "time spent 1:30\nOn my way\n{{ x }}\nAttachment 1: a.txt (text/plain, 12 bytes)\n" +
      "Attachment 2:  (unknown type, unknown size)",
  );
});

Deno.test("renderFollowUp() leaves out what is not known", () => {
  assert.equal(renderFollowUp(viewOf({})), "Follow-up 70 | no user");
  assert.equal(
    renderFollowUp(viewOf({ public: false, time_spent: "soon", user: 9 })),
    "Follow-up 70 | 9 | private",
  );
});

Deno.test("viewFollowUp() cuts a long comment and says how long it was", () => {
  const view = viewOf({ comment: "x".repeat(LONGEST_COMMENT + 1) });
  const note = "\n[cut: 5000 of 5001 characters]";
  assert.equal(view.comment, `${"x".repeat(LONGEST_COMMENT)}${note}`);
  assert.ok(renderFollowUp(view).endsWith(`x${note}`));
});

Deno.test("viewFollowUp() does not cut a comment of the longest length", () => {
  const comment = "x".repeat(LONGEST_COMMENT);
  const view = viewOf({ comment });
  assert.equal(view.comment, comment);
  assert.ok(!renderFollowUp(view).includes("[cut"));
});
