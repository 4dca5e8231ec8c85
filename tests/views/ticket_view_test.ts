import assert from "node:assert/strict";
import { roomField } from "./room_field.ts";
import { ticket } from "../../lib/helpdesk/answers/wire.ts";
import {
  LONGEST_DESCRIPTION,
  renderTicket,
  ticketView,
  viewTicket,
} from "../../lib/views/ticket_view.ts";
import { catalogueOf } from "../helpdesk/fake_session.ts";

const CATALOGUE = catalogueOf({
  ...{ queues: [{ id: 1, label: "Support & more" }], users: [{ id: 2, label: "staff" }] },
  ...{ statuses: [{ id: 1, label: "Open" }], priorities: [{ id: 3, label: "3. Normal" }] },
  customFields: new Map([["custom_room", roomField("Room")]]),
});
const BASE = new URL("https://desk.example.com/helpdesk/");

/** A ticket as the helpdesk sends it, and as the tools show it. */
function viewOf(sent: object) {
  const view = viewTicket(ticket.parse({ id: 7, ...sent }), CATALOGUE, BASE);
  assert.deepEqual(ticketView.parse(view), view);
  return view;
}

const SAME = {
  ...{ queue: 1, title: "Printer on fire", description: "It burns.\nStill.", assigned_to: 2 },
  ...{ submitter_email: "submitter@example.com", status: 1, on_hold: true, priority: 3 },
  merged_to: 5,
};
const WHOLE = {
  ...{ ...SAME, resolution: "Water", due_date: "2024-03-01T00:00:00+01:00" },
  ...{ custom_room: "4.11", custom_floor: 4, custom_empty: "", custom_null: null },
  ...{ custom_list: ["a", "b"], secret_key: "not to be shown" },
};

Deno.test("viewTicket() gives names for ids, custom fields that have a value, and the page", () => {
  const { resolution, custom_fields, url, ...rest } = viewOf(WHOLE);
  assert.deepEqual(rest, {
    ...{ created: undefined, last_followup: undefined, read_on_at: undefined },
    ...{ id: 7, ...SAME, due_date: "2024-03-01", queue_name: "Support & more" },
    ...{ status_name: "Open", priority_name: "3. Normal", assigned_to_name: "staff" },
  });
  assert.equal(resolution, "Water");
  assert.deepEqual(custom_fields, [
    { name: "room", label: "Room", value: "4.11" },
    { name: "floor", label: "floor", value: "4" },
  ]);
  assert.equal(url, "https://desk.example.com/helpdesk/tickets/7/");
});

Deno.test("renderTicket() writes the fields, then the texts", () => {
  assert.equal(
    renderTicket(viewOf(WHOLE)),
    `Ticket 7: Printer on fire
Queue: 1 Support & more | Status: 1 Open (on hold) | Priority: 3. Normal
Assigned to: 2 staff | Submitter: submitter@example.com | Due: 2024-03-01
Merged into ticket 5
Room: 4.11
floor: 4

Description:
> It burns.
> Still.

Resolution:
> Water`,
  );
});

Deno.test("renderTicket() says what is not there", () => {
  assert.equal(
    renderTicket(viewOf({ submitter_email: "", resolution: "" })),
    `Ticket 7: 
Queue: none | Status: none | Priority: none
Assigned to: nobody | Submitter: unknown | Due: no date`,
  );
});

Deno.test("viewTicket() shows nothing that is no field of a ticket", () => {
  assert.ok(!JSON.stringify(viewOf(WHOLE)).includes("not to be shown"));
  assert.ok(!renderTicket(viewOf(WHOLE)).includes("not to be shown"));
});

Deno.test("viewTicket() cuts long texts, each with a note of its whole length", () => {
  const long = "x".repeat(LONGEST_DESCRIPTION + 5);
  const view = viewOf({ description: long, resolution: long, custom_room: long });
  const note = "\n[cut: 10000 of 10005 characters]";
  const cut = `${"x".repeat(LONGEST_DESCRIPTION)}${note}`;
  assert.equal(view.description, cut);
  assert.equal(view.resolution, cut);
  assert.match(view.custom_fields[0]?.value ?? "", /^x{1000}\n\[cut: 1000 of 10005 characters\]$/);
  assert.equal(renderTicket(view).split(note.replace("\n", "\n> ")).length, 3);
});

Deno.test("viewTicket() cuts nothing of texts of the longest length", () => {
  const text = "x".repeat(LONGEST_DESCRIPTION);
  assert.ok(!renderTicket(viewOf({ description: text, resolution: text })).includes("[cut"));
});
