import assert from "node:assert/strict";
import { EVERY_FIELD } from "../every_custom_field.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, isWrite, requestLines, sentBodies } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = 20;
const NEW = { queue: 1, title: "New", description: "x", submitter_email: "a@example.net" };

/** By name or label, the value as given, and what is sent of it. */
const TAKEN: readonly [name: string, given: unknown, field: string, sent: unknown][] = [
  ["room", "B-7", "room", "B-7"],
  ["Room", 12, "room", "12"],
  ["custom_note", "two\nlines", "note", "two\nlines"],
  ["seats", "5", "seats", 5],
  ["Cost in EUR", 1.5, "cost", "1.50"],
  ["colour", "blue, DARK", "colour", "Blue, dark"],
  ["urgent?", true, "urgent", true],
  ["Urgent?", "no", "urgent", false],
  ["day", "2027-02-01", "day", "2027-02-01"],
  ["hour", "9:05", "hour", "09:05:00"],
  ["visit", "2027-07-01 10:00", "visit", "2027-07-01T10:00"],
  ["contact", "a@b.example", "contact", "a@b.example"],
  ["page", "https://x.example/a", "page", "https://x.example/a"],
  ["host", "10.0.0.1", "host", "10.0.0.1"],
  ["tag", "a-b", "tag", "a-b"],
];

const REFUSED: readonly [name: string, given: string, message: RegExp][] = [
  ["floor", "2", /no custom field "floor"; this helpdesk has Room \(room\): a text of at most 40/],
  ["room", "x".repeat(41), /does not fit Room \(room\): a text of at most 40 characters/],
  ["seats", "five", /"five" does not fit Seats \(seats\): an integer/],
  ["cost", "1.555", /does not fit Cost in EUR \(cost\): a number with 2 decimal places/],
  ["cost", "12345", /does not fit Cost in EUR/],
  ["colour", "Pink", /"Pink" does not fit Colour \(colour\): one of "Red", "Green", "Blue, dark"/],
  ["urgent", "maybe", /does not fit Urgent\? \(urgent\): true or false/],
  ["day", "2027-02-30", /does not fit Day \(day\): a date, YYYY-MM-DD/],
  ["hour", "25:00", /does not fit Hour/],
  ["visit", "2027-07-01T10:00:30+05:00", /does not fit Visit \(visit\): a date and time of the/],
  ["room", "", /room cannot be emptied: django-helpdesk's API takes no empty value/],
];

siteParts("custom_fields", {}, {
  "get_queues lists them with what they take": async (site) => {
    await site.addCustomFields([{ ...EVERY_FIELD[3] ?? assert.fail(), required: true }]);
    await site.commitMain();
    for (const account of ["staff", "agent"] as const) {
      const result = await callerOf(site, account).call("get_queues");
      const takes = 'Colour (colour, required): one of "Red", "Green", "Blue, dark"';
      const fields = result.structuredContent?.["custom_fields"] as { name: string }[];
      assert.deepEqual(fields.find(({ name }) => name === "colour"), {
        ...{ name: "colour", type: "choice", required: true, takes },
        choices: ["Red", "Green", "Blue, dark"],
      });
      assert.ok(textOf(result).includes(`\nCustom fields:\n`));
      assert.ok(textOf(result).includes(`\n${takes}\n`), textOf(result));
    }
  },

  "are found by name or label, and stored as asked": async (site, context) => {
    await site.addCustomFields(EVERY_FIELD);
    await site.commitMain();
    for (const account of ["staff", "agent"] as const) {
      const caller = callerOf(site, account);
      for (const [name, value, field, sent] of TAKEN) {
        await context.step(`${name} ${JSON.stringify(value)} as ${account}`, async () => {
          await site.resetRequests();
          const { differences, fields } = await caller.succeed("update_ticket", {
            ...{ ticket_id: TICKET, custom_fields: [{ name, value }] },
          });
          assert.deepEqual(differences, []);
          assert.equal(fields[0].field, `custom_${field}`);
          assert.deepEqual(await sentBodies(site), [{ [`custom_${field}`]: sent }]);
        });
      }
    }
    const caller = callerOf(site, "staff");
    for (const [name, value, message] of REFUSED) {
      await site.resetRequests();
      const given = { ticket_id: TICKET, custom_fields: [{ name, value }] };
      assert.match(await caller.fail("update_ticket", given), message);
      assert.deepEqual(await requestLines(site, isWrite), []);
    }
    // An object by names, and JSON text of either, say the same.
    for (const custom_fields of [{ room: "A", seats: 3 }, '{"room":"A","seats":3}']) {
      const given = { ...NEW, custom_fields };
      const { ticket_id, differences } = await caller.succeed("create_ticket", given);
      assert.deepEqual(differences, []);
      assert.equal((await site.ticket(ticket_id, "main"))?.custom["seats"], "3");
    }
  },

  "that are required are asked for with what they take": async (site) => {
    const choices = ["North", "South"];
    await site.addCustomFields([
      { name: "site", label: "Site", dataType: "list", choices, required: true },
      { name: "agreed", label: "Agreed", dataType: "boolean", required: true },
    ]);
    await site.commitMain();
    for (const account of ["staff", "agent"] as const) {
      const caller = callerOf(site, account);
      await caller.succeed("get_queues");
      await site.resetRequests();
      const asks =
        /requires Site \(site, required\): one of "North", "South"; Agreed \(agreed, requ/;
      assert.match(await caller.fail("create_ticket", NEW), asks);
      const half = { ...NEW, custom_fields: { site: "north" } };
      const asksMore = /requires Agreed \(agreed, required\): true\. Give it in custom_fields/;
      assert.match(await caller.fail("create_ticket", half), asksMore);
      assert.deepEqual(await requestLines(site, isWrite), []);
      const { differences } = await caller.succeed("create_ticket", {
        ...NEW,
        custom_fields: { site: "north", Agreed: "yes" },
        attachment: { filename: "list.txt", text: "one\ntwo\n" },
      });
      assert.deepEqual(differences, []);
      await caller.succeed("update_ticket", { ticket_id: TICKET, priority: 1 });
    }
  },

  "a new ticket takes a file and the time that it is due": async (site) => {
    const caller = callerOf(site, "staff");
    const { ticket_id, differences, fields } = await caller.succeed("create_ticket", {
      ...NEW,
      due_date: "2027-07-01T14:30:00+05:00",
      attachment: { filename: "größe.txt", text: "Grüße\n" },
    });
    assert.deepEqual(differences, []);
    const told = fields.find(({ field }: { field: string }) => field === "attachments");
    assert.equal(told.stored, "größe.txt (8 bytes)");
    const [opening] = await site.followups(ticket_id);
    assert.deepEqual(opening?.attachments.map(({ size }) => size), [8]);
    const due = (await site.ticket(ticket_id))?.due_date ?? "";
    assert.equal(Date.parse(due), Date.parse("2027-07-01T09:30:00Z"));
    const refused = { ...NEW, attachment: { filename: "a.exe", text: "x" } };
    assert.match(await caller.fail("create_ticket", refused), /"a\.exe" has an extension/);
  },
});
