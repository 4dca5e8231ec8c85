import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestName } from "../../lib/text/nearest_name.ts";

const CREATE = ["queue", "title", "description", "submitter_email", "assigned_to", "due_date"];
const UPDATE = ["ticket_id", "title", "status", "new_status", "page", "page_size"];

const CASES: readonly [given: string, known: readonly string[], nearest: string | undefined][] = [
  ["queue_id", CREATE, "queue"],
  ["queueId", CREATE, "queue"],
  ["Title", CREATE, "title"],
  ["email", CREATE, "submitter_email"],
  ["submitterEmail", CREATE, "submitter_email"],
  ["assigned_to_id", CREATE, "assigned_to"],
  ["assignee", CREATE, "assigned_to"],
  ["descripton", CREATE, "description"],
  ["due", CREATE, "due_date"],
  ["ticketId", UPDATE, "ticket_id"],
  ["id", UPDATE, "ticket_id"],
  ["ticket", UPDATE, "ticket_id"],
  ["page_number", UPDATE, "page"],
  ["pagesize", UPDATE, "page_size"],
  ["status_id", UPDATE, "status"],
  ["password", CREATE, undefined],
  ["__proto__", CREATE, undefined],
  ["", CREATE, undefined],
  ["url", CREATE, undefined],
  ["title", [], undefined],
];

for (const [given, known, nearest] of CASES) {
  Deno.test(`nearestName() finds ${nearest} for "${given}"`, () => {
    assert.equal(nearestName(given, known), nearest);
  });
}

Deno.test("nearestName() gives a known name or none, at once, whatever it is given", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (given) => {
    const nearest = nearestName(given, CREATE);
    assert.ok(nearest === undefined || CREATE.includes(nearest));
  }));
  assert.equal(nearestName("title".repeat(1_000_000), CREATE), undefined);
});
