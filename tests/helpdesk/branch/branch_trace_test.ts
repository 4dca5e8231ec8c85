import assert from "node:assert/strict";
import {
  joinTraces,
  requestFor,
  showsTrace,
  type Trace,
  traceIn,
} from "../../../lib/helpdesk/branch/branch_trace.ts";
import { pullRequestAddress } from "../../../lib/helpdesk/branch/pull_request_address.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

Deno.test("traceIn() has where it is read, and the fields that were sent as they are stored", () => {
  const ticket = { id: 7, status: 2, title: "Stored", priority: 1, queue: 3 };
  assert.deepEqual(traceIn(jsonReply(200, ticket), "tickets", ["title", "priority", "custom"]), {
    ...{ path: "api/tickets/7/", status: 2, expected: { title: "Stored", priority: 1 } },
  });
  const added = jsonReply(201, { id: 8, comment: "C" });
  const expected = { comment: "C" };
  assert.deepEqual(traceIn(added, "followups", ["comment"]), {
    ...{ path: "api/followups/8/", expected },
  });
});

Deno.test("traceIn() names nothing to read in an answer without an id", () => {
  const bodies = [{ title: "x" }, { id: "7" }, [{ id: 7 }]];
  const answers = bodies.map((body) => jsonReply(201, body));
  for (const answer of [htmlReply(200, "<p>"), reply(201, ""), ...answers]) {
    assert.equal(traceIn(answer, "tickets", ["title"]), undefined, answer.text);
  }
});

const TRACE: Trace = {
  path: "api/tickets/7/",
  expected: { title: "A", assigned_to: null, due_date: "2026-03-01T00:00:00+01:00", tags: [1, 2] },
};
const SHOWS: readonly [what: string, change: object, isShown: boolean, status?: number][] = [
  ["the same", { more: "is of no matter" }, true],
  ["a moment with another offset", { due_date: "2026-02-28T23:00:00Z" }, true],
  ["another moment", { due_date: "2026-02-28T22:00:00Z" }, false],
  ["another text", { title: "B" }, false],
  ["a value for null", { assigned_to: 3 }, false],
  ["another list", { tags: [2, 1] }, false],
  ["a field that is missing", { tags: undefined }, false],
  ["no such ticket", {}, false, 404],
];
for (const [what, change, isShown, status = 200] of SHOWS) {
  Deno.test(`showsTrace() is ${isShown} for ${what}`, () => {
    assert.equal(showsTrace(jsonReply(status, { ...TRACE.expected, ...change }), TRACE), isShown);
  });
}

Deno.test("joinTraces() has the later write on top of the earlier one", () => {
  const later: Trace = { path: TRACE.path, status: 3, expected: { title: "B" } };
  const joined = { ...later, expected: { ...TRACE.expected, title: "B" } };
  assert.deepEqual(joinTraces(TRACE, later), joined);
  assert.deepEqual(joinTraces(undefined, later), later);
});

Deno.test("requestFor() looks for a ticket among those of its status", () => {
  assert.deepEqual(requestFor(TRACE), { method: "GET", path: TRACE.path });
  assert.equal(String(requestFor({ ...TRACE, status: 3 }).query), "status=3");
});

Deno.test("pullRequestAddress() is below the helpdesk's mount, the branch as one segment of it", () => {
  const base = new URL("https://desk.example.com/helpdesk/");
  for (const [branch, segment] of [["agent-a1b2", "agent-a1b2"], ["../x?y#z", "..%2Fx%3Fy%23z"]]) {
    const address = `https://desk.example.com/helpdesk/pullrequests/${segment}/`;
    assert.equal(pullRequestAddress(branch ?? "", base), address);
  }
});
