import assert from "node:assert/strict";
import { followUp, ticket } from "../../lib/helpdesk/answers/wire.ts";
import {
  followUpView,
  LONGEST_COMMENT,
  newestFollowUps,
  renderFollowUp,
  viewFollowUp,
} from "../../lib/views/followup_view.ts";
import { catalogueOf } from "../helpdesk/fake_session.ts";

const CATALOGUE = catalogueOf({
  ...{ users: [{ id: 2, label: "staff" }], statuses: [{ id: 3, label: "Resolved" }] },
});

/** A follow-up as the helpdesk sends it, and as the tools show it. */
function viewOf(sent: object) {
  const view = viewFollowUp(followUp.parse({ id: 70, ...sent }), CATALOGUE);
  const told = Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
  assert.deepEqual(followUpView.parse(told), told);
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
    quoted_characters: undefined,
    read_on_at: undefined,
    id: 70,
    date: "2024-03-01T10:00:00+00:00",
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
    "Follow-up 70 | 2024-03-01T10:00:00+00:00 | by 2 staff | public | status → 3 Resolved | " +
      "time spent 1:30\n> On my way\n> {{ x }}\nAttachment 1: a.txt (text/plain, 12 bytes)\n" +
      "Attachment 2:  (unknown type, unknown size)",
  );
});

Deno.test("renderFollowUp() leaves out what is not known", () => {
  assert.equal(renderFollowUp(viewOf({})), "Follow-up 70 | by no user");
  const expected = "Follow-up 70 | by 9 | private";
  assert.equal(renderFollowUp(viewOf({ public: false, time_spent: "soon", user: 9 })), expected);
});

Deno.test("viewFollowUp() cuts a long comment and says how long it was", () => {
  const view = viewOf({ comment: "x".repeat(LONGEST_COMMENT + 1) });
  const note = "\n[cut: 5000 of 5001 characters]";
  assert.equal(view.comment, `${"x".repeat(LONGEST_COMMENT)}${note}`);
  const reading = "Cut: get_ticket with followup_id=70 and offset=5000 reads on";
  assert.ok(renderFollowUp(view).endsWith(`x${note.replace("\n", "\n> ")}\n${reading}`));
});

Deno.test("viewFollowUp() does not cut a comment of the longest length", () => {
  const comment = "x".repeat(LONGEST_COMMENT);
  const view = viewOf({ comment });
  assert.equal(view.comment, comment);
  assert.ok(!renderFollowUp(view).includes("[cut"));
});

Deno.test("newestFollowUps() orders by the moment, oldest first", () => {
  const dates = [
    ...[undefined, "2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"],
    ...["2026-11-23T01:01:05+01:00", "2026-11-23T01:01:05.003000+01:00"],
    "2026-11-23T01:01:06+01:00",
  ];
  const followup_set = dates.map((date, place) => ({ id: place + 1, date })).reverse();
  const idsOf = (most: number) =>
    newestFollowUps(ticket.parse({ id: 7, followup_set }), most).map(({ id }) => id);
  assert.deepEqual(idsOf(100), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(idsOf(2), [5, 6]);
  assert.deepEqual(idsOf(0), []);
  const same = [8, 3, 5].map((id) => ({ id, date: "2026-11-23T01:01:05+01:00" }));
  const tied = newestFollowUps(ticket.parse({ id: 7, followup_set: same }), 9);
  assert.deepEqual(tied.map(({ id }) => id), [3, 5, 8]);
});
