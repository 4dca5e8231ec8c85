import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import {
  type LimitedQuestion,
  type ListingQuestion,
  sortFields,
} from "../../../lib/helpdesk/listing/listing_question.ts";
import { TableListing } from "../../../lib/helpdesk/listing/listing_table.ts";
import { encodeQuery } from "../../../lib/helpdesk/listing/table_query.ts";
import { literalSearch } from "../../../lib/helpdesk/listing/search_text.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const QUESTION: ListingQuestion = { sort: "id", descending: true, offset: 0, limit: 25 };

const CATALOGUE: Catalogue = {
  queues: [{ id: 1, label: "Support" }],
  users: [{ id: 2, label: "staff" }, { id: 5, label: "twin" }, { id: 6, label: "twin" }],
  statuses: [
    ...[{ id: 1, label: "Open" }, { id: 2, label: "Open - later" }, { id: 3, label: "Done" }],
    ...[{ id: 4, label: "Waiting" }, { id: 5, label: "Waiting - On Hold" }],
  ],
  priorities: [{ id: 3, label: "3. Normal" }],
  maximumLengths: new Map(),
  customFields: new Map(),
  incomplete: new Map(),
};

function decoded(segment: string): Record<string, unknown> {
  return JSON.parse(atob(segment));
}

const day = fc.date({
  min: new Date("1990-01-01"),
  max: new Date("2099-12-31"),
  noInvalidDate: true,
}).map((date) => date.toISOString().slice(0, 10));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
});

const anyQuestion: fc.Arbitrary<ListingQuestion> = fc.record({
  statuses: optional(fc.array(fc.nat(), { minLength: 1, maxLength: 5 })),
  queue: optional(fc.nat()),
  priorities: optional(fc.array(fc.nat(5), { minLength: 1, maxLength: 5 })),
  assignedTo: optional(fc.nat()),
  unassigned: optional(fc.boolean()),
  search: optional(
    fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..."<>?~\x7fÿ€🚲\ud800ab") })),
  ),
  createdAfter: optional(day),
  createdBefore: optional(day),
  sort: fc.constantFrom(...sortFields),
  descending: fc.boolean(),
  offset: fc.nat(),
  limit: fc.nat(),
});

Deno.test("encodeQuery() gives base64 without + and / for any question", () => {
  fc.assert(fc.property(anyQuestion, (question) => {
    assert.match(encodeQuery(question), /^[A-Za-z0-9]+={0,2}$/);
  }));
});

Deno.test("encodeQuery() decodes to the JSON that the endpoint reads", () => {
  fc.assert(fc.property(anyQuestion, (question) => {
    const query = decoded(encodeQuery(question));
    const { filtering, filtering_null, filtering_or, ...rest } = query;
    assert.deepEqual(rest, {
      ...question.sort !== "last_followup" && { sorting: question.sort },
      sortreverse: question.descending,
      search_string: literalSearch(question.search ?? ""),
    });
    const both = question.unassigned && question.assignedTo !== undefined;
    const nobody = { assigned_to__id__isnull: true };
    assert.deepEqual(filtering, {
      ...question.unassigned && !both && nobody,
      ...question.queue !== undefined && { queue__id__in: [question.queue] },
      ...question.assignedTo !== undefined && { assigned_to__id__in: [question.assignedTo] },
      ...question.statuses !== undefined && { status__in: question.statuses },
      ...question.priorities !== undefined && { priority__in: question.priorities },
      ...question.createdAfter !== undefined && { created__gte: question.createdAfter },
      ...question.createdBefore !== undefined &&
        { created__lte: (filtering as Record<string, unknown>).created__lte },
    });
    assert.deepEqual(filtering_null, both ? nobody : {});
    const { assigned_to__id__in: _, ...others } = filtering as Record<string, unknown>;
    assert.deepEqual(filtering_or, both ? { ...others, ...nobody } : undefined);
  }));
});

Deno.test("encodeQuery() makes of 'before a day' the last moment of the day before", () => {
  const before = (createdBefore: string) => {
    const { filtering } = decoded(encodeQuery({ ...QUESTION, createdBefore }));
    return (filtering as Record<string, unknown>).created__lte;
  };
  assert.equal(before("2024-03-01"), "2024-02-29T23:59:59.999999");
  assert.equal(before("2024-01-01"), "2023-12-31T23:59:59.999999");
});

/** Lists with answers by path, and says what was asked. */
async function list(
  question: Partial<ListingQuestion>,
  answer: (request: SessionRequest) => HttpReply,
) {
  const { session, requests } = fakeSession(answer);
  const listing = new TableListing(session);
  const result = await withCall((call) =>
    listing.list({ ...QUESTION, ...question }, CATALOGUE, call)
  );
  return { result, requests };
}

const ROW = {
  id: 7,
  title: "Printer",
  priority: 3,
  queue: { id: 1, title: "Support" },
  status: "Open",
  created: "2 days ago",
  due_date: null,
  assigned_to: "None",
  submitter: "submitter@example.com",
  last_followup: null,
  time_spent: "",
};

function table(rows: readonly object[], total = rows.length): HttpReply {
  return jsonReply(200, { data: rows, recordsTotal: 60, recordsFiltered: total });
}

Deno.test("TableListing.list() asks once, with start and length", async () => {
  const { requests } = await list({ offset: 50, limit: 10 }, () => table([]));
  assert.equal(requests.length, 1);
  const [request] = requests;
  assert.match(request?.path ?? "", /^datatables_ticket_list\/[A-Za-z0-9]+={0,2}$/);
  assert.equal(
    decodeURIComponent(request?.query?.toString() ?? ""),
    "start=50&length=10&order[0][column]=0&order[0][dir]=desc",
  );
  assert.equal(request?.turn, "read");
});

Deno.test("TableListing.list() shows rows with names, and ids where they are beyond doubt", async () => {
  const { result } = await list({}, () => table([ROW]));
  assert.deepEqual(result, {
    tickets: [{
      id: 7,
      title: "Printer",
      queue: { id: 1, name: "Support" },
      status: { id: 1, name: "Open" },
      priority: { id: 3, name: "3. Normal" },
      assignedTo: undefined,
      submitterEmail: "submitter@example.com",
      dueDate: undefined,
      created: undefined,
      lastFollowUp: undefined,
    }],
    total: 1,
    hasMore: false,
    warnings: [],
    ignored: [],
  });
});

const STATUSES: readonly [label: string, id: number | undefined][] = [
  ["Open", 1],
  ["Open - later", 2],
  ["Open - On Hold", 1],
  ["Done - On Hold", 3],
  ["Open - later - On Hold", 2],
  ["Done - On Hold - Open dependencies", 3],
  ["Waiting - On Hold", undefined],
  ["Elsewhere", undefined],
];

for (const [status, id] of STATUSES) {
  Deno.test(`TableListing.list() gives the label "${status}" the id ${id}`, async () => {
    const { result } = await list({}, () => table([{ ...ROW, status }]));
    assert.deepEqual(result?.tickets[0]?.status, { id, name: status });
  });
}

Deno.test("TableListing.list() knows the status and assignee that it asked for", async () => {
  const row = { ...ROW, status: "Odd label", assigned_to: "Service Desk" };
  const { result } = await list({ statuses: [3], assignedTo: 2 }, () => table([row]));
  assert.deepEqual(result?.tickets[0]?.status, { id: 3, name: "Odd label" });
  assert.deepEqual(result?.tickets[0]?.assignedTo, { id: 2, name: "Service Desk" });
});

Deno.test("TableListing.list() gives an assignee an id only when one user has that name", async () => {
  const rows = ["staff", "twin", "Service Desk"].map((name) => ({ ...ROW, assigned_to: name }));
  const { result } = await list({ assignedTo: 2, unassigned: true }, () => table(rows));
  assert.deepEqual(result?.tickets.map(({ assignedTo }) => assignedTo), [
    { id: 2, name: "staff" },
    { id: undefined, name: "twin" },
    { id: undefined, name: "Service Desk" },
  ]);
});

Deno.test("TableListing.list() says whether there is more", async () => {
  const more = async (offset: number, rows: number, total: number) =>
    (await list({ offset, limit: rows }, () => table(Array(rows).fill(ROW), total))).result
      ?.hasMore;
  assert.equal(await more(0, 2, 5), true);
  assert.equal(await more(3, 2, 5), false);
  assert.equal(await more(2, 2, 5), true);
  assert.equal(await more(0, 0, 0), false);
});

for (
  const refusal of [
    jsonReply(403, { code: "AGENT_WEB_ACCESS_DENIED" }),
    htmlReply(404, "<h1>Not Found</h1>"),
  ]
) {
  Deno.test(`TableListing.list() gives nothing when it is refused with ${refusal.status}`, async () => {
    const { result, requests } = await list({}, () => refusal);
    assert.equal(result, undefined);
    assert.equal(requests.length, 1);
  });
}

const LOGIN = { "Location": "/login/?next=/" };

for (const redirect of [reply(302, "", LOGIN), htmlReply(200, "<h1>Log in</h1>")]) {
  Deno.test(`TableListing.list() gives nothing when a ${redirect.status} page means missing rights`, async () => {
    const { result, requests } = await list(
      {},
      ({ path }) => path.startsWith("api/") ? jsonReply(200, {}) : redirect,
    );
    assert.equal(result, undefined);
    assert.deepEqual(requests.map(({ method, path }) => [method, path.split("/")[0]]), [
      ["GET", "datatables_ticket_list"],
      ["OPTIONS", "api"],
    ]);
  });
}

Deno.test("TableListing.list() fails as the API does when the API refuses too", async () => {
  await expectFailure(
    "forbidden",
    list(
      {},
      ({ path }) =>
        path.startsWith("api/") ? jsonReply(403, { detail: "No" }) : reply(302, "", LOGIN),
    ),
  );
});

Deno.test("TableListing.list() asks again when the API had the session renewed meanwhile", async () => {
  let generation = 1;
  const { session, requests } = fakeSession(({ path }) => {
    if (path.startsWith("api/")) generation = 2;
    return path.startsWith("api/")
      ? jsonReply(200, {})
      : generation === 1
      ? reply(302, "", LOGIN)
      : table([ROW]);
  });
  Object.defineProperty(session, "generation", { get: () => generation });
  const result = await withCall((call) =>
    new TableListing(session).list(QUESTION, CATALOGUE, call)
  );
  assert.equal(result?.tickets.length, 1);
  assert.equal(requests.length, 3);
});

Deno.test("TableListing.list() fails on a server error instead of listing another way", async () => {
  await expectFailure("unavailable", list({}, () => htmlReply(500, "<h1>Error</h1>")));
  await expectFailure("invalid", list({}, () => jsonReply(400, { detail: "Unknown column" })));
  await expectFailure("bad_reply", list({}, () => jsonReply(200, { data: [] })));
});

Deno.test("TableListing.list() says which field a helpdesk cannot sort by, and asks it no more", async () => {
  const { session, requests } = fakeSession(({ query }) =>
    query?.get("order[0][column]") === "9" ? htmlReply(500, "<h1>Error</h1>") : table([ROW])
  );
  const listing = new TableListing(session);
  const list = (sort: ListingQuestion["sort"]) =>
    withCall((call) => listing.list({ ...QUESTION, sort, offset: 50 }, CATALOGUE, call));
  const error = await expectFailure("invalid", list("last_followup"));
  assert.match(error.message, /cannot sort by last_followup: .* Sort by another field/);
  assert.doesNotMatch(error.message, /try again/i);
  const asked = requests.length;
  await expectFailure("invalid", list("last_followup"));
  assert.equal(requests.length, asked);
  assert.equal((await list("created"))?.tickets.length, 1);
});

Deno.test("TableListing.list() blames no field while the helpdesk fails with every one", async () => {
  const fails = () => htmlReply(500, "<h1>Server Error</h1>");
  await expectFailure("unavailable", list({ sort: "created" }, fails));
  await expectFailure("unavailable", list({}, fails));
});

const ROWS = [3, 2, 1].map((id) => ({ ...ROW, id }));
const IGNORED: readonly (readonly [
  what: string,
  question: Partial<LimitedQuestion>,
  rows: readonly object[],
  ignored: readonly string[],
])[] = [
  ["rows that fit", { queue: 1, statuses: [1], priorities: [3], unassigned: true }, ROWS, []],
  ["a held ticket", { statuses: [1] }, [{ ...ROW, status: "Open - On Hold" }], []],
  ["another status", { statuses: [1] }, [ROW, { ...ROW, status: "Done" }], ["status"]],
  ["a status that is not known here", { statuses: [1, 9] }, [{ ...ROW, status: "Done" }], []],
  ["another queue", { queue: 2 }, ROWS, ["queue_id"]],
  ["another priority", { priorities: [1, 2] }, ROWS, ["priority"]],
  ["an assignee", { unassigned: true }, [{ ...ROW, assigned_to: "staff" }], ["unassigned"]],
  ["nobody", { assignedTo: 2 }, ROWS, ["assigned_to"]],
  ["nobody where either is asked for", { assignedTo: 2, unassigned: true }, ROWS, []],
  ["another order", { descending: false }, ROWS, ["sort"]],
  ...(["created", "last_followup"] as const).map((sort) =>
    [
      `an order by ${sort}`,
      { sort, descending: true },
      ["2026-01-02T00:30:00+01:00", "2026-01-01T23:00:00Z", "2026-01-01T23:30:00Z"]
        .map((date) => ({ ...ROW, [sort]: date })),
      ["sort"],
    ] as const
  ),
  ["dates in order with another offset", { sort: "created", descending: true }, [
    { ...ROW, created: "2026-01-02T00:30:00+01:00" },
    { ...ROW, created: "2026-01-01T23:20:00Z" },
  ], []],
  ["an order of prose", { sort: "created", descending: false }, ROWS, []],
  [
    "an order by priority",
    { sort: "priority", descending: false },
    [{ ...ROW, priority: 2 }, { ...ROW, priority: 1 }],
    ["sort"],
  ],
  ["everything", { queue: 2, priorities: [1], descending: false }, ROWS, [
    "queue_id",
    "priority",
    "sort",
  ]],
];
for (const [what, question, rows, ignored] of IGNORED) {
  Deno.test(`TableListing.list() tells that ${ignored.join() || "nothing"} was ignored by ${what}`, async () => {
    const { result } = await list(question, () => table(rows));
    assert.deepEqual(result?.ignored, ignored);
  });
}
