import assert from "node:assert/strict";
import type { LimitedQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import { SCAN_PAGE_SIZE, ScanListing } from "../../../lib/helpdesk/listing/listing_scan.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onFastClock } from "../../http/fake_clock.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { jsonReply } from "../http_replies.ts";
import * as scanned from "./scanned_tickets.ts";
import { down, NEWEST, type Row, rows, scan, server } from "./scanned_tickets.ts";

type Question = Partial<LimitedQuestion>;

/** Tickets of which every so many is in queue 2. */
const inQueue2 = (each: number, count = 1_700) =>
  rows(count, (id) => ({ queue: id % each === 0 ? 2 : 1 }));

const FEW = { queue: 2, limit: 3 };
const REVERSED: readonly Row[] = down(1_700, 1_700).map((id) => ({ id }));
const WHOLE = "last,3,2,1";
type Ids = readonly number[];
type Total = number | undefined;
type Read = [what: string, all: readonly Row[], Question, Ids, pages: string, Total, boolean];
const READS: readonly Read[] = [
  ["the last page alone for the newest", rows(1_700), {}, down(1_700), "last", 1_700, true],
  ["an earlier page to know one more", rows(1_524), {}, down(1_524), "last,3", 1_524, true],
  ["back to a page", rows(1_700), { offset: 700 }, down(1_000), "last,3,2", 1_700, true],
  ["all for a rare condition", inQueue2(400), { queue: 2 }, down(1_600, 4, 400), WHOLE, 4, false],
  ["little for a frequent one", inQueue2(2), FEW, down(1_700, 3, 2), "last", undefined, true],
  ["all of a list in descending order", REVERSED, {}, down(1_700), WHOLE, 1_700, true],
  ["nothing of an empty helpdesk", [], {}, [], "last", 0, false],
];

for (const [what, all, question, ids, pages, total, hasMore] of READS) {
  Deno.test(`ScanListing.list() reads ${what}`, async () => {
    const found = await scan(all, question);
    assert.deepEqual(found.ids, ids);
    assert.equal(found.pages.join(), pages);
    assert.deepEqual([found.total, found.hasMore], [total, hasMore]);
  });
}

Deno.test("ScanListing.list() has the server filter by status and takes its count as the total", async () => {
  const all = rows(3_000, (id) => ({ status: id % 2 === 0 ? 4 : 1 }));
  const { ids, pages, total, requests } = await scan(all, { statuses: [4, 5] });
  assert.deepEqual(ids, down(3_000, 25, 2));
  assert.equal(total, 1_500);
  assert.deepEqual(pages, ["last"]);
  assert.equal(requests[0]?.query?.get("status"), "4,5");
  assert.equal(requests[0]?.query?.get("page_size"), String(SCAN_PAGE_SIZE));
});

Deno.test("ScanListing.list() applies the status itself where the server ignores it", async () => {
  const ignoring = server(rows(60, (id) => ({ status: id % 2 === 0 ? 4 : 1 })));
  const { ids } = await scan((request) => {
    const query = new URLSearchParams(request.query);
    query.delete("status");
    return ignoring({ ...request, query });
  }, { statuses: [4], limit: 2 });
  assert.deepEqual(ids, [60, 58]);
});

Deno.test("ScanListing.list() bears tickets that are opened while it reads", async () => {
  let asked = 0;
  const { ids, total } = await scan((request) => {
    return server(rows(1_700 + asked++))(request);
  }, { offset: 690, limit: 20 });
  assert.deepEqual(ids, down(1_010, 20));
  assert.equal(total, 1_700);
});

Deno.test("ScanListing.list() shows no ticket twice when tickets move to another page", async () => {
  const all = rows(1_700);
  let asked = 0;
  const { ids } = await scan((request) => server(all.slice(asked++ * 7))(request), {
    limit: 1_000,
  });
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids, [...ids].sort((left, right) => right - left));
});

Deno.test("ScanListing.list() bears a page that vanishes while it reads", async () => {
  const whole = server(rows(1_700));
  const gone = jsonReply(404, { detail: "Invalid page." });
  const { ids, pages } = await scan(
    (request) => request.query?.get("page") === "3" ? gone : whole(request),
    { offset: 195, limit: 10 },
  );
  assert.deepEqual(ids, [...down(1_505, 5), ...down(1_000, 5)]);
  assert.deepEqual(pages, ["last", "3", "2"]);
});

Deno.test("ScanListing.list() fails when the first page cannot be read", async () => {
  await expectFailure("not_found", scan(() => jsonReply(404, { detail: "Invalid page." })));
  await expectFailure("unavailable", scan(() => jsonReply(500, {})));
});

/** Of 1,234 tickets; pages: how many are read for the newest 25. */
const ODD: readonly [what: string, scanned.Oddities, total: number | undefined, pages: number][] = [
  ["caps its pages", { largestPage: 100 }, 1_234, 1],
  ["caps its pages, no count", { largestPage: 100, tells: "previous next" }, undefined, 1],
  ["tells no count", { tells: "previous next" }, undefined, 1],
  ["caps its pages and tells the count alone", { largestPage: 100, tells: "count" }, 1_234, 15],
  ["tells nothing but tickets", { largestPage: 100, tells: "" }, 1_234, 15],
  ["tells the next page alone", { tells: "next" }, 1_234, 4],
  ["does not know its last page", { knowsNoLast: true, tells: "previous next" }, 1_234, 4],
];

for (const [what, oddities, total, pages] of ODD) {
  Deno.test(`ScanListing.list() is right where the server ${what}`, async () => {
    const all = inQueue2(2, 1_234);
    const newest = await scan(server(all, oddities));
    assert.deepEqual(newest.ids, down(1_234));
    assert.deepEqual([newest.total, newest.hasMore, newest.pages.length], [total, true, pages]);
    const even = await scan(server(all, oddities), { queue: 2, sort: "title", limit: 1_000 });
    assert.deepEqual([even.total, new Set(even.ids).size, even.hasMore], [617, 617, false]);
  });
}

Deno.test("ScanListing.list() ends where the server gives the same tickets whatever is asked", async () => {
  const { ids, total, pages } = await scan(() => jsonReply(200, { results: rows(30) }));
  assert.deepEqual(ids, down(30));
  assert.equal(total, 30);
  assert.deepEqual(pages, ["last", "1", "2"]);
});

Deno.test("ScanListing.list() reads a helpdesk that answers with all tickets and without pages", async () => {
  const { ids, total } = await scan(() => jsonReply(200, rows(60)));
  assert.deepEqual(ids, down(60));
  assert.equal(total, 60);
});

Deno.test("ScanListing.list() shows names, and ids for names that are not known", async () => {
  const known = { title: "Printer", queue: 2, status: 9, priority: 3, assigned_to: 2 };
  const { tickets } = await scan([
    { id: 7, ...known, submitter_email: "", due_date: "2024-03-01T00:00:00Z" },
    { id: 8 },
  ]);
  assert.deepEqual(tickets[1], {
    ...{ id: 7, title: "Printer", queue: { id: 2, name: "Aardvark" } },
    ...{ status: { id: 9, name: "9" }, priority: { id: 3, name: "3. Normal" } },
    ...{ assignedTo: { id: 2, name: "staff" }, submitterEmail: undefined, dueDate: "2024-03-01" },
    lastFollowUp: undefined,
  });
  assert.equal(tickets[0]?.title, "");
});

const CONDITIONS: readonly [question: Question, ids: readonly number[]][] = [
  [{ assignedTo: 2 }, [4, 2]],
  [{ unassigned: true }, [3, 1]],
  [{ assignedTo: 2, unassigned: true }, [4, 3, 2, 1]],
  [{ assignedTo: 5 }, []],
  [{ priorities: [1, 2] }, [2, 1]],
  [{ queue: 2 }, [4]],
  [{ onlyQueues: [2, 9] }, [4]],
  [{ onlyQueues: [] }, []],
  [{ search: "PRINTER" }, [3, 1]],
  [{ search: "toner OR paper" }, [4, 2]],
  [{ search: "submitter@" }, [4]],
  [{ search: "2024-03-01 00" }, [3]],
  [{ search: "printer", priorities: [1] }, [1]],
];

for (const [question, ids] of CONDITIONS) {
  Deno.test(`ScanListing.list() applies ${JSON.stringify(question)}`, async () => {
    const found = await scan([
      { id: 1, title: "The printer", priority: 1, queue: 1 },
      { id: 2, title: "Away", description: "no Toner", priority: 2, queue: 1, assigned_to: 2 },
      { id: 3, resolution: "new PRINTER", priority: 3, queue: 1, due_date: "2024-03-01T00:00:00Z" },
      { id: 4, title: "Paper", submitter_email: "submitter@example.com", queue: 2, assigned_to: 2 },
    ], question);
    assert.deepEqual(found.ids, ids);
    assert.equal(found.warnings.length, question.search === undefined ? 0 : 1);
    assert.equal(found.total, ids.length);
  });
}

/** Ids in ascending and in descending order. */
const SORTS: readonly [sort: LimitedQuestion["sort"], up: number[], down: number[]][] = [
  ["id", [1, 2, 3, 4], [4, 3, 2, 1]],
  ["title", [3, 1, 4, 2], [4, 2, 1, 3]],
  ["queue", [4, 2, 3, 1], [3, 1, 4, 2]],
  ["status", [1, 4, 2, 3], [3, 4, 2, 1]],
  ["priority", [4, 2, 3, 1], [3, 1, 2, 4]],
  ["due_date", [1, 3, 4, 2], [3, 1, 4, 2]],
];

for (const [sort, up, down] of SORTS) {
  Deno.test(`ScanListing.list() sorts by ${sort}, the newest first among equals`, async () => {
    const [early, late] = ["2024-03-02T00:00:00Z", "2024-03-01T23:00:00-02:00"];
    const all = [
      { id: 1, title: "b", queue: 1, status: 1, priority: 3, due_date: early },
      { id: 2, title: "c", queue: 2, status: 2, priority: 2 },
      { id: 3, title: "a", queue: 1, status: 3, priority: 3, due_date: late },
      { id: 4, title: "c", queue: 2, status: 2, priority: 1 },
    ];
    assert.deepEqual((await scan(all, { sort, descending: false })).ids, up);
    assert.deepEqual((await scan(all, { sort, descending: true })).ids, down);
  });
}

const REFUSED: readonly [question: Question, words: RegExp][] = [
  [{ createdAfter: "2024-01-01" }, /created_after cannot be applied/],
  [{ createdBefore: "2024-01-01", sort: "created" }, /created_before and sort "created" cannot/],
  [{ sort: "created" }, /sort "created" cannot/],
];

for (const [question, words] of REFUSED) {
  Deno.test(`ScanListing.list() refuses ${JSON.stringify(question)} before it asks`, async () => {
    const failing = scan(() => assert.fail("It was asked"), question);
    assert.match((await expectFailure("invalid", failing)).message, words);
  });
}

/** Scans four pages that take 60 ms each, in 150 ms. */
async function scanSlowly(progress?: (done: number, total: number | undefined) => void) {
  const { session } = fakeSession(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return server(rows(1_700))(request);
  });
  const deadline = new Deadline(150);
  const question = { ...NEWEST, sort: "title" } as const;
  return await withCall(async (call) => {
    await new ScanListing(session).list(question, scanned.CATALOGUE, { ...call, progress });
    return { ranOut: deadline.signal.aborted };
  }, { deadline });
}

Deno.test("ScanListing.list() reports its progress, never beyond the total", () =>
  onFastClock(async () => {
    const steps: (readonly [done: number, total: number | undefined])[] = [];
    await scanSlowly((done, total) => steps.push([done, total]));
    assert.equal(steps.length, 3);
    for (const [place, [done, total]] of steps.entries()) {
      assert.ok(done > (steps[place - 1]?.[0] ?? 0));
      assert.ok(done <= 1_700 && total === 1_700, `${done} of ${total}`);
    }
  }));

Deno.test("ScanListing.list() gets its time anew with each progress that the client sees", () =>
  onFastClock(async () => {
    assert.deepEqual(await scanSlowly(() => {}), { ranOut: false });
    assert.deepEqual(await scanSlowly(), { ranOut: true });
  }));
