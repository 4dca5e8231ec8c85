import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { type Change, fieldNames, Ledger } from "../../../lib/helpdesk/branch/ledger.ts";
import { jsonReply, reply } from "../http_replies.ts";

const UPDATE: Change = { action: "updated ticket", ticket: 7, fields: ["title"] };
const CREATE: Change = {
  ...{ action: "created ticket", fields: ["queue", "title"] },
  ticket: ({ text }) => JSON.parse(text).id,
};
const DONE = jsonReply(200, {});

/** A ledger of updates that were answered as made, on these branches in turn. */
function ledgerOf(...branches: (string | undefined)[]): Ledger {
  const ledger = new Ledger();
  for (const branch of branches) ledger.recordReply(UPDATE, DONE, branch);
  return ledger;
}

const told = ({ entries }: Ledger) => entries.map(({ ticket, outcome }) => [ticket, outcome]);

Deno.test("Ledger.recordReply() records what a successful answer made, with branch and time", () => {
  const ledger = new Ledger();
  assert.equal(ledger.recordReply(CREATE, jsonReply(201, { id: 8 }), "agent-aaaa"), 1);
  const [{ at, ...entry } = assert.fail()] = ledger.entries;
  assert.deepEqual(entry, {
    ...{ number: 1, action: "created ticket", ticket: 8, fields: ["queue", "title"] },
    ...{ branch: "agent-aaaa", outcome: "unknown" },
  });
  assert.match(at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

Deno.test("Ledger counts an agent's change as made when it was read back, others at once", () => {
  const ledger = ledgerOf("agent-aaaa", undefined);
  assert.deepEqual(told(ledger), [[7, "unknown"], [7, "done"]]);
  ledger.mark([1], "done");
  assert.equal(ledger.entry(1)?.outcome, "done");
  assert.equal(ledger.entry(3), undefined);
});

Deno.test("Ledger holds what is not on its branch apart, for one branch and for all", () => {
  const ledger = ledgerOf("a", "a", "a", "b", undefined);
  ledger.mark([2], "elsewhere");
  ledger.mark([3, 4], "in_doubt");
  const numbers = (entries: readonly { number: number }[]) => entries.map(({ number }) => number);
  assert.deepEqual(["a", "b", undefined].map((one) => numbers(ledger.on(one))), [[1], [], [5]]);
  const misplaced = ["a", "b", undefined].map((one) => numbers(ledger.misplaced(one)));
  assert.deepEqual(misplaced, [[2, 3], [4], [2, 3, 4]]);
});

const BY_STATUS: readonly [outcome: string | undefined, statuses: readonly number[]][] = [
  ["done", [200, 201, 204]],
  [undefined, [300, 302, 400, 403, 404, 429]],
  ["unknown", [500, 502, 503]],
];

for (const [outcome, statuses] of BY_STATUS) {
  Deno.test(`Ledger.recordReply() makes ${outcome ?? "nothing"} of an answer with ${statuses}`, () => {
    for (const status of statuses) {
      const ledger = new Ledger();
      ledger.recordReply(UPDATE, reply(status, ""), undefined);
      assert.deepEqual(told(ledger), outcome === undefined ? [] : [[7, outcome]], String(status));
    }
  });
}

Deno.test("Ledger records failures that leave the outcome open, and reads no ticket out of them", () => {
  const ledger = new Ledger();
  ledger.recordReply(CREATE, reply(500, "<h1>Error</h1>"), undefined);
  ledger.recordFailure(UPDATE, new HelpdeskError("unavailable", "Refused"), "b");
  ledger.recordFailure(UPDATE, new TypeError("Odd"), "b");
  const lost = new HelpdeskError("outcome_unknown", "Lost");
  for (const change of [UPDATE, CREATE]) ledger.recordFailure(change, lost, "b");
  const unknown = [undefined, 7, undefined].map((ticket) => [ticket, "unknown"]);
  assert.deepEqual(told(ledger), unknown);
});

Deno.test("Ledger.closedBranches counts the changes of each, and clear() forgets all", () => {
  const ledger = ledgerOf("a", "a", "b", undefined);
  for (const branch of ["a", "empty", "a"]) ledger.close(branch);
  assert.deepEqual(["b", undefined].map((branch) => ledger.on(branch).length), [1, 1]);
  const closed = [{ branch: "a", changes: 2 }, { branch: "empty", changes: 0 }];
  assert.deepEqual(ledger.closedBranches, closed);
  ledger.clear();
  assert.deepEqual([ledger.entries, ledger.closedBranches], [[], []]);
});

Deno.test("fieldNames() gives the tools' names of the fields that have a value", () => {
  const fields = { title: "", newStatus: 0, dueDate: null, assignedTo: undefined, public: false };
  assert.deepEqual(fieldNames(fields), ["title", "new_status", "due_date", "public"]);
});

Deno.test("Ledger.confirm() settles the newest unknown change of that kind and ticket", () => {
  const ledger = new Ledger();
  const lost = jsonReply(500, {});
  assert.equal(ledger.recordReply(CREATE, jsonReply(201, { id: 61 }), undefined), 1);
  ledger.recordReply(UPDATE, lost, "a");
  for (let times = 0; times < 2; times++) ledger.recordReply(CREATE, lost, "a");
  assert.equal(ledger.confirm("created ticket", 61), 4);
  assert.equal(ledger.confirm("added follow-up", 61), undefined);
  const created = [undefined, "unknown"];
  assert.deepEqual(told(ledger), [[61, "done"], [7, "unknown"], created, [61, "done"]]);
  ledger.confirm(UPDATE.action, 8);
  assert.deepEqual(told(ledger)[1], [7, "unknown"]);
  ledger.confirm(UPDATE.action, 7);
  assert.deepEqual(told(ledger)[1], [7, "done"]);
});
