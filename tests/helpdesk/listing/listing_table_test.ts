import assert from "node:assert/strict";
import type {
  LimitedQuestion,
  ListingQuestion,
} from "../../../lib/helpdesk/listing/listing_question.ts";
import { TableListing } from "../../../lib/helpdesk/listing/listing_table.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type Answering, catalogueOf, fakeSession, withCall } from "../fake_session.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const QUESTION: ListingQuestion = { sort: "id", descending: true, offset: 0, limit: 25 };

const CATALOGUE = catalogueOf({
  queues: [{ id: 1, label: "Support" }],
  users: [{ id: 2, label: "staff" }, { id: 5, label: "twin" }, { id: 6, label: "twin" }],
  statuses: [
    ...[{ id: 1, label: "Open" }, { id: 2, label: "Open - later" }, { id: 3, label: "Done" }],
    ...[{ id: 4, label: "Waiting" }, { id: 5, label: "Waiting - On Hold" }],
  ],
  priorities: [{ id: 3, label: "3. Normal" }],
});

/** Lists with answers by path, and says what was asked. */
async function list(question: Partial<ListingQuestion>, answer: Answering) {
  const { session, requests } = fakeSession(answer);
  const listing = new TableListing(session);
  const asked = { ...QUESTION, ...question };
  const result = await withCall((call) => listing.list(asked, CATALOGUE, call));
  return { result, requests };
}

const ROW = {
  ...{ id: 7, title: "Printer", priority: 3, queue: { id: 1, title: "Support" }, status: "Open" },
  ...{ created: "2 days ago", due_date: null, assigned_to: "None", time_spent: "" },
  ...{ submitter: "submitter@example.com", last_followup: null },
};

function table(rows: readonly object[], total = rows.length): HttpReply {
  return jsonReply(200, { data: rows, recordsTotal: 60, recordsFiltered: total });
}

Deno.test("TableListing.list() asks once, with start and length", async () => {
  const { requests: [request, ...others] } = await list({ offset: 50, limit: 10 }, () => table([]));
  assert.deepEqual(others, []);
  assert.match(request?.path ?? "", /^datatables_ticket_list\/[A-Za-z0-9]+={0,2}$/);
  const query = decodeURIComponent(request?.query?.toString() ?? "");
  assert.equal(query, "start=50&length=10&order[0][column]=0&order[0][dir]=desc");
  assert.equal(request?.turn, "read");
});

Deno.test("TableListing.list() shows rows with names, and ids where they are beyond doubt", async () => {
  const { result } = await list({}, () => table([ROW]));
  assert.deepEqual(result, {
    tickets: [{
      ...{ id: 7, title: "Printer", submitterEmail: "submitter@example.com" },
      ...{ queue: { id: 1, name: "Support" }, status: { id: 1, name: "Open" } },
      ...{ priority: { id: 3, name: "3. Normal" }, assignedTo: undefined, dueDate: undefined },
      ...{ created: undefined, lastFollowUp: undefined },
    }],
    ...{ total: 1, hasMore: false, warnings: [], ignored: [] },
  });
});

Deno.test("TableListing.list() gives a status the id of its label, also where it is on hold", async () => {
  const ids: Readonly<Record<string, number | undefined>> = {
    ...{
      "Open": 1,
      "Open - later": 2,
      "Open - On Hold": 1,
      "Done - On Hold": 3,
      "Else": undefined,
    },
    ...{ "Open - later - On Hold": 2, "Done - On Hold - Open dependencies": 3 },
    "Waiting - On Hold": undefined,
  };
  const rows = Object.keys(ids).map((status) => ({ ...ROW, status }));
  const { result } = await list({}, () => table(rows));
  const expected = Object.entries(ids).map(([name, id]) => ({ id, name }));
  assert.deepEqual(result?.tickets.map(({ status }) => status), expected);
});

Deno.test("TableListing.list() knows the status and assignee that it asked for", async () => {
  const row = { ...ROW, status: "Odd label", assigned_to: "Service Desk" };
  const { result } = await list({ statuses: [3], assignedTo: 2 }, () => table([row]));
  assert.deepEqual(result?.tickets[0]?.status, { id: 3, name: "Odd label" });
  assert.deepEqual(result?.tickets[0]?.assignedTo, { id: 2, name: "Service Desk" });
});

Deno.test("TableListing.list() gives an assignee an id only when one user has that name", async () => {
  const rows = ["staff", "twin", "Service Desk"].map((name) => ({ ...ROW, assigned_to: name }));
  const { result } = await list({ assignedTo: 2, unassigned: true }, () => table(rows));
  const ids = result?.tickets.map(({ assignedTo }) => assignedTo?.id);
  assert.deepEqual(ids, [2, undefined, undefined]);
  assert.equal(result?.tickets[2]?.assignedTo?.name, "Service Desk");
});

Deno.test("TableListing.list() says whether there is more", async () => {
  const cases = [[0, 2, 5, true], [3, 2, 5, false], [2, 2, 5, true], [0, 0, 0, false]] as const;
  for (const [offset, limit, total, hasMore] of cases) {
    const { result } = await list({ offset, limit }, () => table(Array(limit).fill(ROW), total));
    assert.equal(result?.hasMore, hasMore);
  }
});

const DENIED = jsonReply(403, { code: "AGENT_WEB_ACCESS_DENIED" });
for (const refusal of [DENIED, htmlReply(404, "<h1>Not Found</h1>")]) {
  Deno.test(`TableListing.list() gives nothing when it is refused with ${refusal.status}`, async () => {
    const { result, requests } = await list({}, () => refusal);
    assert.equal(result, undefined);
    assert.equal(requests.length, 1);
  });
}

const TO_LOGIN = reply(302, "", { "Location": "/login/?next=/" });

for (const redirect of [TO_LOGIN, htmlReply(200, "<h1>Log in</h1>")]) {
  Deno.test(`TableListing.list() gives nothing when a ${redirect.status} page means missing rights`, async () => {
    const { result, requests } = await list(
      {},
      ({ path }) => path.startsWith("api/") ? jsonReply(200, {}) : redirect,
    );
    assert.equal(result, undefined);
    const asked = requests.map(({ method, path }) => `${method} ${path.split("/")[0]}`);
    assert.deepEqual(asked, ["GET datatables_ticket_list", "OPTIONS api"]);
  });
}

Deno.test("TableListing.list() fails as the API does when the API refuses too", async () => {
  const answer: Answering = ({ path }) =>
    path.startsWith("api/") ? jsonReply(403, { detail: "No" }) : TO_LOGIN;
  await expectFailure("forbidden", list({}, answer));
});

Deno.test("TableListing.list() asks again when the API had the session renewed meanwhile", async () => {
  let generation = 1;
  const { session, requests } = fakeSession(({ path }) => {
    if (!path.startsWith("api/")) return generation === 1 ? TO_LOGIN : table([ROW]);
    generation = 2;
    return jsonReply(200, {});
  });
  Object.defineProperty(session, "generation", { get: () => generation });
  const listing = new TableListing(session);
  const result = await withCall((call) => listing.list(QUESTION, CATALOGUE, call));
  assert.equal(result?.tickets.length, 1);
  assert.equal(requests.length, 3);
});

Deno.test("TableListing.list() fails on an error instead of listing another way, and blames no field", async () => {
  for (const sort of ["id", "created"] as const) {
    await expectFailure("unavailable", list({ sort }, () => htmlReply(500, "<h1>Error</h1>")));
  }
  await expectFailure("invalid", list({}, () => jsonReply(400, { detail: "Unknown column" })));
  await expectFailure("bad_reply", list({}, () => jsonReply(200, { data: [] })));
});

Deno.test("TableListing.list() tells that an order which the helpdesk fails with is ignored", async () => {
  const { session } = fakeSession(({ query }) =>
    query?.get("order[0][column]") === "9" ? htmlReply(500, "<h1>Error</h1>") : table([ROW])
  );
  const listing = new TableListing(session);
  const list = (sort: ListingQuestion["sort"]) =>
    withCall((call) => listing.list({ ...QUESTION, sort, offset: 50 }, CATALOGUE, call));
  assert.deepEqual((await list("last_followup"))?.ignored, ["sort"]);
  assert.deepEqual((await list("created"))?.ignored, []);
});

type Rows = readonly object[];
type Ignored = readonly string[];
const ROWS: Rows = [3, 2, 1].map((id) => ({ ...ROW, id }));
const on = (field: string, ...values: unknown[]): Rows =>
  values.map((value) => ({ ...ROW, [field]: value }));
const AT_NIGHT = "2026-01-02T00:30:00+01:00";
const UPWARDS = [AT_NIGHT, "2026-01-01T23:00:00Z", "2026-01-01T23:30:00Z"];
const BY_PRIORITY = { sort: "priority", descending: false } as const;
const IGNORED: readonly [what: string, Partial<LimitedQuestion>, Rows, Ignored][] = [
  ["rows that fit", { queue: 1, statuses: [1], priorities: [3], unassigned: true }, ROWS, []],
  ["a held ticket", { statuses: [1] }, on("status", "Open - On Hold"), []],
  ["another status", { statuses: [1] }, on("status", "Open", "Done"), ["status"]],
  ["a status that is not known here", { statuses: [1, 9] }, on("status", "Done"), []],
  ["another queue", { queue: 2 }, ROWS, ["queue_id"]],
  ["another priority", { priorities: [1, 2] }, ROWS, ["priority"]],
  ["an assignee", { unassigned: true }, on("assigned_to", "staff"), ["unassigned"]],
  ["nobody", { assignedTo: 2 }, ROWS, ["assigned_to"]],
  ["nobody where either is asked for", { assignedTo: 2, unassigned: true }, ROWS, []],
  ["another order", { descending: false }, ROWS, ["sort"]],
  ["an order by created", { sort: "created" }, on("created", ...UPWARDS), ["sort"]],
  ["one by follow-up", { sort: "last_followup" }, on("last_followup", ...UPWARDS), ["sort"]],
  ["another offset", { sort: "created" }, on("created", AT_NIGHT, "2026-01-01T23:20:00Z"), []],
  ["an order of prose", { sort: "created", descending: false }, ROWS, []],
  ["an order by priority", BY_PRIORITY, on("priority", 2, 1), ["sort"]],
  ["all", { queue: 2, priorities: [1], descending: false }, ROWS, ["queue_id", "priority", "sort"]],
];
for (const [what, question, rows, ignored] of IGNORED) {
  Deno.test(`TableListing.list() tells that ${ignored.join() || "nothing"} was ignored by ${what}`, async () => {
    const { result } = await list(question, () => table(rows));
    assert.deepEqual(result?.ignored, ignored);
  });
}
