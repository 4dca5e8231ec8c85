import assert from "node:assert/strict";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import { becomesResolution, isSettled } from "../../../lib/helpdesk/catalogue/resolution.ts";
import { ticket } from "../../../lib/helpdesk/answers/wire.ts";

function catalogueWith(statuses: Catalogue["statuses"]): Catalogue {
  return {
    statuses,
    ...{ queues: [], users: [], priorities: [] },
    ...{ maximumLengths: new Map(), customFields: new Map(), incomplete: new Map() },
  };
}
const USUAL = catalogueWith([
  { id: 1, label: "Open" },
  { id: 3, label: "Resolved" },
  { id: 4, label: "Closed" },
  { id: 5, label: "Duplicate" },
]);

const CASES: readonly [asked: number | undefined, stored: object, becomes: boolean][] = [
  [undefined, { status: 1 }, false],
  [undefined, { status: 3, resolution: "Done" }, true],
  [undefined, { status: 4, resolution: null }, true],
  [undefined, { status: 4, resolution: "Done" }, false],
  [undefined, { status: 5 }, false],
  [3, { status: 1 }, true],
  [4, { status: 1 }, true],
  [4, { status: 3, resolution: "Done" }, false],
  [1, { status: 3, resolution: "Done" }, false],
  [undefined, {}, false],
];

for (const [asked, stored, becomes] of CASES) {
  Deno.test(`becomesResolution() is ${becomes} with new_status ${asked} on ${JSON.stringify(stored)}`, () => {
    assert.equal(becomesResolution(asked, ticket.parse({ id: 7, ...stored }), USUAL), becomes);
  });
}

Deno.test("isSettled() knows resolved and closed by id, and by name where the site renumbered them", () => {
  assert.deepEqual([1, 3, 4, 5].map((status) => isSettled(status, USUAL)), [
    false,
    true,
    true,
    false,
  ]);
  const renumbered = catalogueWith([{ id: 30, label: "Resolved" }, { id: 40, label: "closed" }]);
  assert.deepEqual([30, 40, 50].map((status) => isSettled(status, renumbered)), [
    true,
    true,
    false,
  ]);
  assert.equal(isSettled(undefined, USUAL), false);
});
