import assert from "node:assert/strict";
import { becomesResolution, isSettled } from "../../../lib/helpdesk/catalogue/resolution.ts";
import { ticket } from "../../../lib/helpdesk/answers/wire.ts";
import { catalogueOf } from "../fake_session.ts";

/** A catalogue with statuses by their names. */
const withStatuses = (ids: Readonly<Record<string, number>>) =>
  catalogueOf({ statuses: Object.entries(ids).map(([label, id]) => ({ id, label })) });
const USUAL = withStatuses({ Open: 1, Resolved: 3, Closed: 4, Duplicate: 5 });

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
  const settled = [1, 3, 4, 5, undefined].map((status) => isSettled(status, USUAL));
  assert.deepEqual(settled, [false, true, true, false, false]);
  const renumbered = withStatuses({ Resolved: 30, closed: 40 });
  const other = [30, 40, 50].map((status) => isSettled(status, renumbered));
  assert.deepEqual(other, [true, true, false]);
});
