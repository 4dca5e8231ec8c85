import assert from "node:assert/strict";
import {
  joinTraces,
  requestFor,
  showsTrace,
  type Trace,
  traceIn,
} from "../../../lib/helpdesk/branch/branch_trace.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

Deno.test("traceIn() has where it is read, and the fields that were sent as they are stored", () => {
  const ticket = { id: 7, status: 2, title: "Stored", priority: 1, queue: 3 };
  assert.deepEqual(traceIn(jsonReply(200, ticket), "tickets", ["title", "priority", "custom"]), {
    path: "api/tickets/7/",
    status: 2,
    expected: { title: "Stored", priority: 1 },
  });
  assert.deepEqual(traceIn(jsonReply(201, { id: 8, comment: "C" }), "followups", ["comment"]), {
    path: "api/followups/8/",
    expected: { comment: "C" },
  });
});

for (
  const [what, answer] of [
    ["a page", htmlReply(200, "<p>")],
    ["no id", jsonReply(201, { title: "x" })],
    ["an id that is a text", jsonReply(201, { id: "7" })],
    ["a list", jsonReply(201, [{ id: 7 }])],
    ["nothing", reply(201, "")],
  ] as const
) {
  Deno.test(`traceIn() names nothing to read in an answer with ${what}`, () => {
    assert.equal(traceIn(answer, "tickets", ["title"]), undefined);
  });
}

const TRACE: Trace = {
  path: "api/tickets/7/",
  expected: { title: "A", assigned_to: null, due_date: "2026-03-01T00:00:00+01:00", tags: [1, 2] },
};
const STORED = { ...TRACE.expected, more: "is of no matter" };
const SHOWS: readonly (readonly [what: string, status: number, body: object, isShown: boolean])[] =
  [
    ["the same", 200, STORED, true],
    ["a moment with another offset", 200, {
      ...STORED,
      due_date: "2026-02-28T23:00:00Z",
    }, true],
    ["another moment", 200, { ...STORED, due_date: "2026-02-28T22:00:00Z" }, false],
    ["another text", 200, { ...STORED, title: "B" }, false],
    ["a value for null", 200, { ...STORED, assigned_to: 3 }, false],
    ["another list", 200, { ...STORED, tags: [2, 1] }, false],
    ["a field that is missing", 200, { title: "A" }, false],
    ["no such ticket", 404, STORED, false],
  ];
for (const [what, status, body, isShown] of SHOWS) {
  Deno.test(`showsTrace() is ${isShown} for ${what}`, () => {
    assert.equal(showsTrace(jsonReply(status, body), TRACE), isShown);
  });
}

Deno.test("joinTraces() has the later write on top of the earlier one", () => {
  const later: Trace = { path: TRACE.path, status: 3, expected: { title: "B" } };
  assert.deepEqual(joinTraces(TRACE, later), {
    path: TRACE.path,
    status: 3,
    expected: { ...TRACE.expected, title: "B" },
  });
  assert.deepEqual(joinTraces(undefined, later), later);
});

Deno.test("requestFor() looks for a ticket among those of its status", () => {
  assert.deepEqual(requestFor(TRACE), { method: "GET", path: TRACE.path });
  assert.equal(String(requestFor({ ...TRACE, status: 3 }).query), "status=3");
});
