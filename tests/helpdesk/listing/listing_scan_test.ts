import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import type { LimitedQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import {
  pageSizeFor,
  SCAN_PAGE_SIZE,
  ScanListing,
} from "../../../lib/helpdesk/listing/listing_scan.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onFastClock } from "../../http/fake_clock.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { jsonReply } from "../http_replies.ts";

const NEWEST: LimitedQuestion = { sort: "id", descending: true, offset: 0, limit: 25 };

const CATALOGUE: Catalogue = {
  queues: [{ id: 1, label: "Zebra" }, { id: 2, label: "Aardvark" }],
  users: [{ id: 2, label: "staff" }],
  statuses: [{ id: 1, label: "Open" }, { id: 4, label: "Closed" }],
  priorities: [{ id: 3, label: "3. Normal" }],
  maximumLengths: new Map(),
  customFields: new Map(),
  incomplete: new Map(),
};

interface Row {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** Rows with ids from 1. */
function rows(count: number, more: (id: number) => object = () => ({})): Row[] {
  return Array.from({ length: count }, (_, place) => ({
    id: place + 1,
    title: `Ticket ${place + 1}`,
    status: 1,
    queue: 1,
    priority: 3,
    ...more(place + 1),
  }));
}

/** How a server differs from the usual one. */
interface Oddities {
  /** Most tickets that it puts on a page, whatever is asked for. */
  readonly largestPage?: number;
  readonly tells?: {
    readonly count?: boolean;
    readonly previous?: boolean;
    readonly next?: boolean;
  };
  /** True: page "last" is the first one, as anything else that is no number. */
  readonly knowsNoLast?: boolean;
}

/** Answers like `api/tickets/`: pages in the order of the rows, filtered by status alone. */
function server(
  all: readonly Row[],
  { largestPage = Infinity, tells = {}, knowsNoLast = false }: Oddities = {},
): (request: SessionRequest) => HttpReply {
  return ({ path, query }) => {
    assert.equal(path, "api/tickets/");
    const statuses = query?.get("status")?.split(",").map(Number);
    const matching = all.filter(({ status }) => statuses?.includes(Number(status)) ?? true);
    const size = Math.min(Number(query?.get("page_size")), largestPage);
    const pages = Math.max(1, Math.ceil(matching.length / size));
    const isLast = query?.get("page") === "last";
    const page = isLast ? knowsNoLast ? 1 : pages : Number(query?.get("page"));
    if (page > pages) return jsonReply(404, { detail: "Invalid page." });
    const address = (page: number) => {
      const address = new URL("https://desk.example.com/api/tickets/?page_size=500");
      if (page > 1) address.searchParams.set("page", String(page));
      return address.href;
    };
    return jsonReply(200, {
      ...(tells.count ?? true) && { count: matching.length },
      ...(tells.next ?? true) && { next: page < pages ? address(page + 1) : null },
      ...(tells.previous ?? true) && { previous: page > 1 ? address(page - 1) : null },
      results: matching.slice((page - 1) * size, page * size),
    });
  };
}

async function scan(
  answer: readonly Row[] | ((request: SessionRequest) => HttpReply),
  question: Partial<LimitedQuestion> = {},
) {
  const { session, requests } = fakeSession(typeof answer === "function" ? answer : server(answer));
  const listing = new ScanListing(session);
  const given = { ...NEWEST, ...question };
  const result = await withCall((call) => listing.list(given, CATALOGUE, call));
  return {
    ...result,
    ids: result.tickets.map(({ id }) => id),
    pages: requests.map(({ query }) => query?.get("page")),
    requests,
  };
}

const descendingFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, place) => first - place);

Deno.test("ScanListing.list() reads the last page alone for the newest tickets", async () => {
  const { ids, pages, total, hasMore } = await scan(rows(1_700));
  assert.deepEqual(ids, descendingFrom(1_700, 25));
  assert.deepEqual(pages, ["last"]);
  assert.equal(total, 1_700);
  assert.equal(hasMore, true);
});

Deno.test("ScanListing.list() goes on to earlier pages until its page is full and one more known", async () => {
  const { ids, pages } = await scan(rows(1_524));
  assert.deepEqual(ids, descendingFrom(1_524, 25));
  assert.deepEqual(pages, ["last", "3"]);
});

Deno.test("ScanListing.list() reads backwards to the page that is asked", async () => {
  const { ids, pages, hasMore } = await scan(rows(1_700), { offset: 700 });
  assert.deepEqual(ids, descendingFrom(1_000, 25));
  assert.deepEqual(pages, ["last", "3", "2"]);
  assert.equal(hasMore, true);
});

Deno.test("ScanListing.list() reads everything for a rare condition, and knows the total", async () => {
  const all = rows(1_700, (id) => ({ queue: id % 400 === 0 ? 2 : 1 }));
  const { ids, pages, total, hasMore } = await scan(all, { queue: 2 });
  assert.deepEqual(ids, [1_600, 1_200, 800, 400]);
  assert.deepEqual(pages, ["last", "3", "2", "1"]);
  assert.equal(total, 4);
  assert.equal(hasMore, false);
});

Deno.test("ScanListing.list() has no total when it stopped early and filtered itself", async () => {
  const all = rows(1_700, (id) => ({ queue: 1 + id % 2 }));
  const { ids, pages, total, hasMore } = await scan(all, { queue: 2, limit: 3 });
  assert.deepEqual(ids, [1_699, 1_697, 1_695]);
  assert.deepEqual(pages, ["last"]);
  assert.equal(total, undefined);
  assert.equal(hasMore, true);
});

Deno.test("ScanListing.list() has the server filter by status and takes its count as the total", async () => {
  const all = rows(3_000, (id) => ({ status: id % 2 === 0 ? 4 : 1 }));
  const { ids, pages, total, requests } = await scan(all, { statuses: [4, 5] });
  assert.deepEqual(ids.slice(0, 2), [3_000, 2_998]);
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

Deno.test("ScanListing.list() reads everything where the server lists in descending order", async () => {
  const { ids, pages } = await scan(rows(1_700).reverse());
  assert.deepEqual(ids, descendingFrom(1_700, 25));
  assert.equal(pages.length, 4);
});

Deno.test("ScanListing.list() reads everything where only the pages are out of order", async () => {
  const all = rows(1_600);
  const turned = [
    ...[...all.slice(100, 600), ...all.slice(1_100)],
    ...[...all.slice(600, 1_100), ...all.slice(0, 100)],
  ];
  const { ids } = await scan(turned, { offset: 90, limit: 20 });
  assert.deepEqual(ids, descendingFrom(1_510, 20));
});

Deno.test("ScanListing.list() finds the same tickets in whatever order the server has them", async () => {
  const shuffled = fc.shuffledSubarray(rows(1_100), { minLength: 900 });
  await fc.assert(
    fc.asyncProperty(shuffled, fc.nat(1_000), fc.nat(30), async (all, offset, limit) => {
      // A few rows can be in order by chance, and an order that is not seen to be broken is trusted.
      fc.pre((all.length - 1) % SCAN_PAGE_SIZE > 20);
      const { ids } = await scan(all, { offset, limit });
      const sorted = all.map(({ id }) => id).sort((left, right) => right - left);
      assert.deepEqual(ids, sorted.slice(offset, offset + limit));
    }),
    { numRuns: 25 },
  );
});

Deno.test("ScanListing.list() bears tickets that are opened while it reads", async () => {
  const all = rows(1_700);
  let asked = 0;
  const { ids, total } = await scan((request) => {
    const opened = rows(asked++).map((row) => ({ ...row, id: 1_700 + row.id }));
    return server([...all, ...opened])(request);
  }, { offset: 690, limit: 20 });
  assert.deepEqual(ids, descendingFrom(1_010, 20));
  assert.equal(total, 1_700);
});

Deno.test("ScanListing.list() shows no ticket twice when tickets move to another page", async () => {
  const all = rows(1_700);
  let asked = 0;
  const { ids } = await scan(
    (request) => server(all.slice(asked++ * 7))(request),
    { offset: 0, limit: 1_000 },
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids, [...ids].sort((left, right) => right - left));
});

Deno.test("ScanListing.list() bears a page that vanishes while it reads", async () => {
  const whole = server(rows(1_700));
  const { ids, pages } = await scan(
    (request) =>
      request.query?.get("page") === "3"
        ? jsonReply(404, { detail: "Invalid page." })
        : whole(request),
    { offset: 195, limit: 10 },
  );
  assert.deepEqual(ids, [...descendingFrom(1_505, 5), ...descendingFrom(1_000, 5)]);
  assert.deepEqual(pages, ["last", "3", "2"]);
});

Deno.test("ScanListing.list() fails when the first page cannot be read", async () => {
  await expectFailure("not_found", scan(() => jsonReply(404, { detail: "Invalid page." })));
  await expectFailure("unavailable", scan(() => jsonReply(500, {})));
});

type OddCase = [what: string, oddities: Oddities, total: number | undefined, pages: number];

/** Of 1,234 tickets; pages: how many are read for the newest 25, and for all. */
const ODD: readonly OddCase[] = [
  ["caps its pages", { largestPage: 100 }, 1_234, 1],
  [
    "caps its pages and tells no count",
    { largestPage: 100, tells: { count: false } },
    undefined,
    1,
  ],
  ["tells no count", { tells: { count: false } }, undefined, 1],
  [
    "caps its pages and tells the count alone",
    {
      largestPage: 100,
      tells: { previous: false, next: false },
    },
    1_234,
    15,
  ],
  [
    "tells nothing but tickets",
    {
      largestPage: 100,
      tells: { count: false, previous: false, next: false },
    },
    1_234,
    15,
  ],
  ["tells the next page alone", { tells: { count: false, previous: false } }, 1_234, 4],
  ["does not know its last page", { knowsNoLast: true, tells: { count: false } }, 1_234, 4],
];

for (const [what, oddities, total, pages] of ODD) {
  Deno.test(`ScanListing.list() is right where the server ${what}`, async () => {
    const all = rows(1_234, (id) => ({ queue: id % 2 === 0 ? 2 : 1 }));
    const newest = await scan(server(all, oddities));
    assert.deepEqual(newest.ids, descendingFrom(1_234, 25));
    assert.equal(newest.total, total);
    assert.equal(newest.hasMore, true);
    assert.equal(newest.pages.length, pages);
    const even = await scan(server(all, oddities), { queue: 2, sort: "title", limit: 1_000 });
    assert.equal(even.total, 617);
    assert.equal(new Set(even.ids).size, 617);
    assert.equal(even.hasMore, false);
  });
}

Deno.test("ScanListing.list() ends where the server gives the same tickets whatever is asked", async () => {
  const { ids, total, pages } = await scan(() => jsonReply(200, { results: rows(30) }));
  assert.deepEqual(ids, descendingFrom(30, 25));
  assert.equal(total, 30);
  assert.deepEqual(pages, ["last", "1", "2"]);
});

Deno.test("ScanListing.list() lists nothing of an empty helpdesk", async () => {
  const { ids, total, hasMore } = await scan([]);
  assert.deepEqual(ids, []);
  assert.equal(total, 0);
  assert.equal(hasMore, false);
});

Deno.test("ScanListing.list() shows names, and ids for names that are not known", async () => {
  const { tickets } = await scan([{
    id: 7,
    title: "Printer",
    queue: 2,
    status: 9,
    priority: 3,
    assigned_to: 2,
    submitter_email: "",
    due_date: "2024-03-01T00:00:00Z",
  }, { id: 8 }]);
  assert.deepEqual(tickets[1], {
    lastFollowUp: undefined,
    id: 7,
    title: "Printer",
    queue: { id: 2, name: "Aardvark" },
    status: { id: 9, name: "9" },
    priority: { id: 3, name: "3. Normal" },
    assignedTo: { id: 2, name: "staff" },
    submitterEmail: undefined,
    dueDate: "2024-03-01",
  });
  assert.equal(tickets[0]?.title, "");
});

const CONDITIONS: readonly [question: Partial<LimitedQuestion>, ids: readonly number[]][] = [
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

type SortCase = [sort: LimitedQuestion["sort"], up: readonly number[], down: readonly number[]];

const SORTS: readonly SortCase[] = [
  ["id", [1, 2, 3, 4], [4, 3, 2, 1]],
  ["title", [3, 1, 4, 2], [4, 2, 1, 3]],
  ["queue", [4, 2, 3, 1], [3, 1, 4, 2]],
  ["status", [1, 4, 2, 3], [3, 4, 2, 1]],
  ["priority", [4, 2, 3, 1], [3, 1, 2, 4]],
  ["due_date", [1, 3, 4, 2], [3, 1, 4, 2]],
];

for (const [sort, up, down] of SORTS) {
  Deno.test(`ScanListing.list() sorts by ${sort}, the newest first among equals`, async () => {
    const all = [
      { id: 1, title: "b", queue: 1, status: 1, priority: 3, due_date: "2024-03-02T00:00:00Z" },
      { id: 2, title: "c", queue: 2, status: 2, priority: 2 },
      {
        id: 3,
        title: "a",
        queue: 1,
        status: 3,
        priority: 3,
        due_date: "2024-03-01T23:00:00-02:00",
      },
      { id: 4, title: "c", queue: 2, status: 2, priority: 1 },
    ];
    assert.deepEqual((await scan(all, { sort, descending: false })).ids, up);
    assert.deepEqual((await scan(all, { sort, descending: true })).ids, down);
  });
}

type RefusedCase = [question: Partial<LimitedQuestion>, words: RegExp];

const REFUSED: readonly RefusedCase[] = [
  [{ createdAfter: "2024-01-01" }, /created_after cannot be applied/],
  [{ createdBefore: "2024-01-01", sort: "created" }, /created_before and sort "created" cannot/],
  [{ sort: "created" }, /sort "created" cannot/],
];

for (const [question, words] of REFUSED) {
  Deno.test(`ScanListing.list() refuses ${JSON.stringify(question)} before it asks`, async () => {
    const { session, requests } = fakeSession(server([]));
    const listing = new ScanListing(session);
    const error = await expectFailure(
      "invalid",
      withCall((call) => listing.list({ ...NEWEST, ...question }, CATALOGUE, call)),
    );
    assert.match(error.message, words);
    assert.equal(requests.length, 0);
  });
}

/** Scans four pages that take 60 ms each, in 150 ms. */
async function scanSlowly(progress?: (done: number, total: number | undefined) => void) {
  const { session } = fakeSession(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return server(rows(1_700))(request);
  });
  const deadline = new Deadline(150);
  const call = { deadline, notice: () => {}, progress };
  try {
    await new ScanListing(session).list({ ...NEWEST, sort: "title" }, CATALOGUE, call);
    return { ranOut: deadline.signal.aborted };
  } finally {
    deadline.end();
  }
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

Deno.test("ScanListing.list() needs one request for each page once it knows how many there are", async () => {
  for (const count of [60, 505, 1_003, 2_026]) {
    const all = rows(count);
    const { session, requests } = fakeSession(server(all));
    const listing = new ScanListing(session);
    const list = (offset: number) =>
      withCall((call) => listing.list({ ...NEWEST, offset }, CATALOGUE, call));
    await list(0);
    const first = requests.length;
    for (const offset of [0, 25, 50]) {
      const { tickets, total } = await list(offset);
      const expected = descendingFrom(count - offset, Math.min(25, count - offset));
      assert.deepEqual(tickets.map(({ id }) => id), expected);
      assert.equal(total, count);
    }
    assert.equal(requests.length, first + 3, `${count} tickets`);
  }
});

Deno.test("ScanListing.list() is right when the count that it remembers is outdated", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_600), fc.nat(1_600), fc.nat(600), async (before, now, offset) => {
      let all = rows(before);
      const { session } = fakeSession((request) => server(all)(request));
      const listing = new ScanListing(session);
      const list = () => withCall((call) => listing.list({ ...NEWEST, offset }, CATALOGUE, call));
      await list();
      all = rows(now);
      const { tickets, total, hasMore } = await list();
      const expected = descendingFrom(now - offset, Math.max(0, Math.min(25, now - offset)));
      assert.deepEqual(tickets.map(({ id }) => id), expected);
      assert.equal(total, now);
      assert.equal(hasMore, offset + 25 < now);
    }),
    { numRuns: 40 },
  );
});

Deno.test("pageSizeFor() is a size that the server takes, and one scan page at most", () => {
  const anyCount = fc.option(fc.nat(100_000), { nil: undefined });
  const enough = fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.constant(Infinity));
  const question = fc.constantFrom<LimitedQuestion>(NEWEST, { ...NEWEST, queue: 1 });
  fc.assert(fc.property(question, enough, anyCount, (asked, wanted, count) => {
    const size = pageSizeFor(asked, wanted, count);
    assert.ok(Number.isInteger(size) && size >= 1 && size <= SCAN_PAGE_SIZE, String(size));
  }));
});

Deno.test("ScanListing.list() reads a helpdesk that answers with all tickets and without pages", async () => {
  const all = rows(60);
  const { ids, total } = await scan(() => jsonReply(200, all));
  assert.deepEqual(ids, descendingFrom(60, 25));
  assert.equal(total, 60);
});
