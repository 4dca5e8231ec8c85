import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { type Change, fieldNames, Ledger } from "../../../lib/helpdesk/branch/ledger.ts";
import { jsonReply, reply } from "../http_replies.ts";

const UPDATE: Change = { action: "updated ticket", ticket: 7, fields: ["title"] };
const CREATE: Change = {
  action: "created ticket",
  ticket: ({ text }) => JSON.parse(text).id,
  fields: ["queue", "title"],
};

Deno.test("Ledger.recordReply() records what a successful answer made, with branch and time", () => {
  const ledger = new Ledger();
  assert.equal(ledger.recordReply(CREATE, jsonReply(201, { id: 8 }), "agent-aaaa"), 1);
  const [entry] = ledger.entries;
  assert.deepEqual({ ...entry, at: "" }, {
    number: 1,
    at: "",
    action: "created ticket",
    ticket: 8,
    fields: ["queue", "title"],
    branch: "agent-aaaa",
    outcome: "unknown",
  });
  assert.match(entry?.at ?? "", /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

Deno.test("Ledger counts an agent's change as made when it was read back, others at once", () => {
  const ledger = new Ledger();
  ledger.recordReply(UPDATE, jsonReply(200, {}), "agent-aaaa");
  ledger.recordReply(UPDATE, jsonReply(200, {}), undefined);
  assert.deepEqual(ledger.entries.map(({ outcome }) => outcome), ["unknown", "done"]);
  ledger.mark([1], "done");
  assert.equal(ledger.entry(1)?.outcome, "done");
  assert.equal(ledger.entry(3), undefined);
});

Deno.test("Ledger holds what is not on its branch apart, for one branch and for all", () => {
  const ledger = new Ledger();
  for (const branch of ["a", "a", "a", "b", undefined]) {
    ledger.recordReply(UPDATE, jsonReply(200, {}), branch);
  }
  ledger.mark([2], "elsewhere");
  ledger.mark([3, 4], "in_doubt");
  const numbers = (entries: readonly { number: number }[]) => entries.map(({ number }) => number);
  assert.deepEqual(numbers(ledger.on("a")), [1]);
  assert.deepEqual(numbers(ledger.misplaced("a")), [2, 3]);
  assert.deepEqual(numbers(ledger.misplaced("b")), [4]);
  assert.deepEqual(numbers(ledger.misplaced()), [2, 3, 4]);
  assert.deepEqual(numbers(ledger.on(undefined)), [5]);
});

const BY_STATUS: readonly [status: number, outcome: string | undefined][] = [
  [200, "done"],
  [201, "done"],
  [204, "done"],
  [300, undefined],
  [302, undefined],
  [400, undefined],
  [403, undefined],
  [404, undefined],
  [429, undefined],
  [500, "unknown"],
  [502, "unknown"],
  [503, "unknown"],
];

for (const [status, outcome] of BY_STATUS) {
  Deno.test(`Ledger.recordReply() makes ${outcome ?? "nothing"} of an answer with ${status}`, () => {
    const ledger = new Ledger();
    ledger.recordReply(UPDATE, reply(status, ""), undefined);
    assert.equal(ledger.entries[0]?.outcome, outcome);
    assert.equal(ledger.entries[0]?.ticket, outcome === undefined ? undefined : 7);
  });
}

Deno.test("Ledger.recordReply() does not read the ticket out of a failure", () => {
  const ledger = new Ledger();
  ledger.recordReply(CREATE, reply(500, "<h1>Error</h1>"), undefined);
  assert.equal(ledger.entries[0]?.ticket, undefined);
});

Deno.test("Ledger.recordFailure() records a lost answer as unknown, and nothing else", () => {
  const ledger = new Ledger();
  ledger.recordFailure(UPDATE, new HelpdeskError("unavailable", "Refused"), "b");
  ledger.recordFailure(UPDATE, new TypeError("Odd"), "b");
  assert.deepEqual(ledger.entries, []);
  const lost = new HelpdeskError("outcome_unknown", "Lost");
  ledger.recordFailure(UPDATE, lost, "b");
  ledger.recordFailure(CREATE, lost, "b");
  assert.deepEqual(ledger.entries.map(({ ticket, outcome }) => [ticket, outcome]), [
    [7, "unknown"],
    [undefined, "unknown"],
  ]);
});

Deno.test("Ledger.on() and closedBranches tell the branches apart", () => {
  const ledger = new Ledger();
  const done = jsonReply(200, {});
  for (const branch of ["a", "a", "b", undefined]) ledger.recordReply(UPDATE, done, branch);
  ledger.close("a");
  ledger.close("empty");
  ledger.close("a");
  assert.equal(ledger.on("b").length, 1);
  assert.equal(ledger.on(undefined).length, 1);
  assert.deepEqual(ledger.closedBranches, [
    { branch: "a", changes: 2 },
    { branch: "empty", changes: 0 },
  ]);
});

Deno.test("Ledger.clear() forgets changes and closed branches", () => {
  const ledger = new Ledger();
  ledger.recordReply(UPDATE, jsonReply(200, {}), "a");
  ledger.close("a");
  ledger.clear();
  assert.deepEqual(ledger.entries, []);
  assert.deepEqual(ledger.closedBranches, []);
});

Deno.test("fieldNames() gives the tools' names of the fields that have a value", () => {
  const fields = { title: "", newStatus: 0, dueDate: null, assignedTo: undefined, public: false };
  assert.deepEqual(fieldNames(fields), ["title", "new_status", "due_date", "public"]);
});

Deno.test("Ledger.confirm() settles the newest unknown change of that kind and ticket", () => {
  const ledger = new Ledger();
  const lost = jsonReply(500, {});
  const made = ledger.recordReply(CREATE, jsonReply(201, { id: 61 }), undefined);
  const create = { action: "created ticket", ticket: () => undefined, fields: ["title"] };
  ledger.recordReply(UPDATE, lost, "a");
  ledger.recordReply(create, lost, "a");
  ledger.recordReply(create, lost, "a");
  assert.equal(ledger.confirm("created ticket", 61), 4);
  assert.equal(ledger.confirm("added follow-up", 61), undefined);
  const told = () => ledger.entries.map(({ ticket, outcome }) => [ticket, outcome]);
  assert.equal(made, 1);
  assert.deepEqual(told(), [
    [61, "done"],
    [UPDATE.ticket, "unknown"],
    [undefined, "unknown"],
    [61, "done"],
  ]);
  ledger.confirm(UPDATE.action, 8);
  assert.deepEqual(told()[1], [UPDATE.ticket, "unknown"]);
  ledger.confirm(UPDATE.action, 7);
  assert.deepEqual(told()[1], [UPDATE.ticket, "done"]);
});
