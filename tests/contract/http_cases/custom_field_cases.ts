import assert from "node:assert/strict";
import { EVERY_FIELD } from "../../every_custom_field.ts";
import { type ContractClient, TICKET, type TicketBody } from "../contract_client.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";
import { assertRefused, asStaff, type HttpCase, test } from "../http_case.ts";

/** What is sent, what the answer shows of it, and what a later read does, where that is something else. */
const VALUES: readonly [field: string, sent: unknown, shown: unknown, read?: unknown][] = [
  ["note", "two\nlines", "two\nlines"],
  ["seats", 5, 5],
  ["seats", " 8 ", 8],
  ["cost", "1.5", "1.50"],
  ["colour", "Blue, dark", "Blue, dark"],
  ["urgent", true, true],
  ["urgent", false, false],
  ["day", "2027-02-01", "2027-02-01"],
  ["hour", "10:00", "10:00:00"],
  ["visit", "2027-07-01T10:00", "2027-07-01T10:00:00+02:00", "2027-07-01T10:00"],
  ["visit", "2027-07-01T10:00:30+05:00", "2027-07-01T07:00:30+02:00", "2027-07-01T07:00"],
  ["contact", "a@b.example", "a@b.example"],
  ["page", "https://x.example/a", "https://x.example/a"],
  ["host", "10.0.0.1", "10.0.0.1"],
  ["tag", "a-b", "a-b"],
];

const NO_TIME = "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].";
const REFUSED: readonly [field: string, sent: unknown, reason: string][] = [
  ["note", "", "This field may not be blank."],
  ["note", null, "This field may not be null."],
  ["seats", "x", "A valid integer is required."],
  ["seats", "", "A valid integer is required."],
  ["cost", "1.555", "Ensure that there are no more than 2 decimal places."],
  ["cost", "", "A valid number is required."],
  ["colour", "red", '"red" is not a valid choice.'],
  ["colour", "", '"" is not a valid choice.'],
  ["urgent", "maybe", "Must be a valid boolean."],
  ["day", "2027-02-30", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."],
  ["hour", "25:00", NO_TIME],
  ["contact", "x", "Enter a valid email address."],
  ["page", "x", "Enter a valid URL."],
  ["tag", "a b", 'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.'],
];

const added = new WeakSet<HelpdeskUnderTest>();

/** A client of a helpdesk with a custom field of every type. */
function withFields(name: string, run: (client: ContractClient) => Promise<void>): HttpCase {
  return test.helpdesk(name, async (helpdesk) => {
    if (!added.has(helpdesk)) await helpdesk.control.addCustomFields(EVERY_FIELD);
    added.add(helpdesk);
    await run(await asStaff(helpdesk));
  });
}

/** Custom fields of every type. */
export const CUSTOM_FIELD_CASES: readonly HttpCase[] = [
  withFields("the metadata tells type, limits and choices of custom fields", async (client) => {
    const answer = await client.request("OPTIONS", "api/tickets/");
    const { actions } = answer.json<{ actions: { POST: Record<string, unknown> } }>();
    const own = (type: string, label: string, more = {}) => ({
      ...{ type, required: false, read_only: false, label },
      ...more,
    });
    const choices = ["Red", "Green", "Blue, dark"].map((value) => ({ value, display_name: value }));
    assert.deepEqual(EVERY_FIELD.map(({ name }) => actions.POST[`custom_${name}`]), [
      ...[own("string", "Long note"), own("integer", "Seats")],
      own("decimal", "Cost in EUR", { max_digits: 6, decimal_places: 2 }),
      ...[own("choice", "Colour", { choices }), own("boolean", "Urgent?"), own("date", "Day")],
      ...[own("time", "Hour"), own("datetime", "Visit"), own("email", "Contact")],
      ...[own("url", "Page"), own("string", "Host"), own("slug", "Tag")],
    ]);
  }),
  withFields(
    "a new ticket has nothing in them, and a change sets one and no other",
    async (client) => {
      const ticket: Record<string, unknown> = { ...await client.createTicket() };
      const empty = ["", null, null, "", false, null, null, null, "", "", "", ""];
      assert.deepEqual(EVERY_FIELD.map(({ name }) => ticket[`custom_${name}`]), empty);
      const path = `api/tickets/${ticket["id"]}/`;
      for (const [field, sent, shown, read = shown] of VALUES) {
        const name = `custom_${field}`;
        const answer = await client.patch(path, { [name]: sent });
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual(answer.json()[name], shown, field);
        assert.deepEqual((await client.get(path)).json()[name], read, field);
      }
    },
  ),
  withFields("they take no empty value, and none of another type", async (client) => {
    const { id } = await client.createTicket();
    for (const [field, sent, reason] of REFUSED) {
      const name = `custom_${field}`;
      const answer = await client.patch(`api/tickets/${id}/`, { [name]: sent });
      assertRefused(answer, 400, { [name]: [reason] });
    }
  }),
  withFields("a new ticket takes them, as a form with a file too", async (client) => {
    const json = { custom_seats: 5, custom_urgent: true, custom_visit: "2027-07-01T10:00" };
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...TICKET, ...json })) {
      form.append(name, String(value));
    }
    form.append("attachment", new File(["hello"], "a.txt", { type: "text/plain" }));
    const answer = await client.request("POST", "api/tickets/", { form });
    assert.equal(answer.status, 201, answer.text);
    const ticket = answer.json<TicketBody>();
    for (const made of [await client.createTicket(json), ticket]) {
      const fields = Object.keys(json).map((name) => [name, made[name as keyof TicketBody]]);
      assert.deepEqual(Object.fromEntries(fields), json);
    }
    const [file] = ticket.followup_set[0]?.followupattachment_set ?? [];
    assert.deepEqual([file?.filename, file?.size], ["a.txt", 5]);
  }),
];
