import assert from "node:assert/strict";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import {
  lookForFollowUp,
  lookForTicket,
  type WriteParts,
} from "../../../lib/helpdesk/writes/earlier_writes.ts";
import type { Helpdesk } from "../../../lib/helpdesk/helpdesk.ts";
import { HelpdeskClock } from "../../../lib/helpdesk/session/helpdesk_clock.ts";
import type { ListingQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import type { NewTicket } from "../../../lib/helpdesk/tickets/ticket_fields.ts";
import { agentSessionInfo, ticket, type WireTicket } from "../../../lib/helpdesk/answers/wire.ts";
import { catalogueOf, withCall } from "../fake_session.ts";
import { reply } from "../http_replies.ts";

const BEGAN = Date.parse("2031-03-01T12:00:00Z");
/** The account's own user id. */
const OWN = 2;
const AGENT: Helpdesk["session"]["knownStanding"] = {
  kind: "agent",
  info: agentSessionInfo.parse({ user_id: 5, is_agent: true }),
};
const NEW_TICKET: NewTicket = {
  ...{ queue: 1, title: "Printer on fire", description: "It burns", priority: 3 },
  submitterEmail: "submitter@example.com",
};
const FOLLOW_UP = { ticket: 7, comment: "Done", public: true, timeSpent: "00:30:00" };

/** The time that many seconds before the try began. */
const before = (seconds: number) => new Date(BEGAN - seconds * 1000).toISOString();
const NEW = before(0);

/** A ticket, as the list shows it and as it is read. */
interface Stored {
  readonly id?: number;
  readonly created?: string;
  readonly listed?: Record<string, unknown>;
  readonly fields?: Record<string, unknown>;
  readonly followUps?: readonly Record<string, unknown>[];
}

/** What the program knows of the try and of the account. */
interface Known {
  readonly known?: number;
  readonly answered?: readonly number[];
  readonly users?: Catalogue["users"];
  readonly standing?: typeof AGENT;
}

/** Looks on a helpdesk that holds these tickets; says what its list was asked, and which were read. */
function startLooking(stored: readonly Stored[], more: Known = {}) {
  const { known = 0, answered = [], standing: knownStanding } = more;
  const users = more.users ?? [{ id: OWN, label: "staff", username: "staff" }];
  const catalogue = catalogueOf({ users });
  const tickets = new Map<number, WireTicket>();
  const questions: ListingQuestion[] = [];
  const read: number[] = [];
  const listed = stored.map(({ id = 7, created, listed, fields, followUps }) => {
    const { submitterEmail: submitter_email, ...same } = NEW_TICKET;
    const followup_set = followUps ?? [{ id: 1, user: OWN, date: created }];
    tickets.set(id, ticket.parse({ id, ...same, submitter_email, ...fields, followup_set }));
    return { id, title: NEW_TICKET.title, queue: { id: 1, name: "Support" }, created, ...listed };
  });
  const clock = new HelpdeskClock();
  const baseUrl = new URL("https://desk.example.com/helpdesk/");
  const session = { clock, username: "staff", knownStanding, baseUrl };
  const get = (id: number) => {
    read.push(id);
    return Promise.resolve(tickets.get(id) ?? assert.fail(`Ticket ${id} was read`));
  };
  const list = (question: ListingQuestion) => {
    questions.push(question);
    return Promise.resolve({ tickets: listed, hasMore: false, warnings: [] });
  };
  const parts = { session, tickets: { get }, listing: { list } } as unknown as WriteParts;
  const ids = { ticket: known, followUp: known };
  const earlier = { since: BEGAN, known: ids, answered: new Set(answered) };
  return {
    ...{ clock, questions, read },
    ticket: () => withCall((call) => lookForTicket(NEW_TICKET, earlier, catalogue, parts, call)),
    followUp: async () =>
      lookForFollowUp(FOLLOW_UP, await get(7), earlier, { catalogue, session: parts.session }),
  };
}

/** What looking ends in: an id, "doubt" or "nothing". */
function outcome<Result>(
  found: { result: Result } | { doubt: string } | undefined,
  idOf: (result: Result) => number,
): number | string {
  return found === undefined ? "nothing" : "doubt" in found ? "doubt" : idOf(found.result);
}

const openedBy = (user: number) => ({ created: NEW, followUps: [{ id: 1, user }] });
const ticketOf = (fields: Record<string, unknown>) => ({ created: NEW, fields });
const inQueue = (queue: Record<string, unknown>) => ({ created: NEW, listed: { queue } });
const OTHER_OPENING = [{ id: 2, user: OWN, date: NEW }, { id: 1, user: OWN, date: before(300) }];
const NAMESAKES = [3, 5].map((id) => ({ id, label: "staff", username: "staff" }));
const MOVED = { ...inQueue({ name: "Sales" }), fields: { queue: 2 } };
const ANSWERED = [{ id: 2, user: 5 }, { id: 1, user: OWN }];
const PRINTER = { title: " Printer on fire" };

const TICKETS: readonly [name: string, stored: Stored, found: number | string, Known?][] = [
  ["its own", { created: NEW }, 7],
  ["one above the highest known id", { created: NEW }, 7, { known: 6 }],
  ["none with a known id", { created: NEW }, "nothing", { known: 7 }],
  ["none that another write left", { created: NEW }, "nothing", { answered: [7] }],
  ["none in another queue", inQueue({ id: 2, name: "Sales" }), "nothing"],
  ["none that is listed in no queue and is in another", MOVED, "nothing"],
  ["one that is listed in no queue", inQueue({ name: "Support" }), 7],
  ["none with another title", { created: NEW, listed: { title: "Fire" } }, "nothing"],
  ["one with white space around its title", { created: NEW, listed: PRINTER }, 7],
  ["none with another text", ticketOf({ description: "x" }), "nothing"],
  ["none of another submitter", ticketOf({ submitter_email: "o@example.com" }), "nothing"],
  ["one changed since", ticketOf({ priority: 1, assigned_to: 5, status: 4 }), 7],
  ["none that another user opened", openedBy(5), "nothing"],
  ["one that another user has answered", { created: NEW, followUps: ANSWERED }, 7],
  ["one whose opening names nobody", { created: NEW, followUps: [{ id: 1 }] }, 7],
  ["one without follow-ups", { created: NEW, followUps: [] }, 7],
  ["one when the own id is not known", openedBy(5), 7, { users: [] }],
  ["one when two users have the own name", openedBy(5), 7, { users: NAMESAKES }],
  ["one from 5 s before", { created: before(5) }, 7],
  ["a doubt from 6 s before", { created: before(6) }, "doubt"],
  ["a doubt from 2 min before", { created: before(120) }, "doubt"],
  ["none from more than 2 min before", { created: before(121) }, "nothing"],
  ["one by the date of its opening", { followUps: [{ id: 1, user: OWN, date: NEW }] }, 7],
  ["none by the date of its opening", { followUps: OTHER_OPENING }, "nothing"],
  ["a doubt where no date is told", { followUps: [] }, "doubt"],
];

for (const [name, stored, expected, known] of TICKETS) {
  Deno.test(`lookForTicket() finds ${name}`, async () => {
    const found = await startLooking([stored], known).ticket();
    assert.equal(outcome(found, ({ ticket }) => ticket.id), expected);
  });
}

Deno.test("lookForTicket() asks for the hundred newest, reads no older ticket, takes the newest", async () => {
  const old = { id: 6, created: before(300) };
  const { ticket, questions, read } = startLooking([
    { id: 8, created: NEW },
    { created: NEW },
    old,
  ]);
  assert.equal(outcome(await ticket(), ({ ticket }) => ticket.id), 8);
  assert.deepEqual(questions, [{ sort: "id", descending: true, offset: 0, limit: 100 }]);
  assert.ok(!read.includes(6));
});

Deno.test("lookForTicket() tells the ticket that it doubts, and its page", async () => {
  const found = await startLooking([{ created: before(60) }]).ticket();
  assert.ok(found !== undefined && "doubt" in found);
  assert.match(
    found.doubt,
    /^ticket 7 .*\(https:\/\/desk\.example\.com\/helpdesk\/tickets\/7\/\)$/,
  );
});

/** What a follow-up, as the lost try leaves it, has otherwise. */
const FOLLOW_UPS: readonly [name: string, other: object, found: number | string, Known?][] = [
  ["its own", {}, 9],
  ["one above the highest known id", {}, 9, { known: 8 }],
  ["none with a known id", {}, "nothing", { known: 9 }],
  ["none that another write left", {}, "nothing", { answered: [9] }],
  ["none with another text", { comment: "x" }, "nothing"],
  ["none that is private", { public: false }, "nothing"],
  ["none with another time", { time_spent: null }, "nothing"],
  ["one with another title", { title: "Comment" }, 9],
  ["one of the id that an agent is told", { user: 5 }, 9, { standing: AGENT }],
  ["none of another id than an agent is told", {}, "nothing", { standing: AGENT }],
  ["none of another user", { user: 5 }, "nothing"],
  ["one that names nobody", { user: null }, 9],
  ["one from 5 s before", { date: before(5) }, 9],
  ["a doubt from 6 s before", { date: before(6) }, "doubt"],
  ["none from more than 2 min before", { date: before(121) }, "nothing"],
  ["one with another offset", { date: "2031-03-01T13:00:00+01:00" }, 9],
  ["one with a fraction", { date: "2031-03-01T07:00:00.123456-0500" }, 9],
  ["none with an offset that makes it older", { date: "2031-03-01T11:00:00+01:00" }, "nothing"],
  ["a doubt in a moment without an offset", { date: "2031-03-01T12:00:00" }, "doubt"],
  ["a doubt in a day", { date: "2031-03-01" }, "doubt"],
  ["a doubt in prose", { date: "1 minute ago" }, "doubt"],
  ["a doubt in no date", { date: "2031-13-41T12:00:00Z" }, "doubt"],
];

const followUp = (other: object = {}) => ({
  ...{ id: 9, user: OWN, comment: "Done", public: true, time_spent: "00:30:00", date: NEW },
  ...other,
});
for (const [name, other, expected, known] of FOLLOW_UPS) {
  Deno.test(`lookForFollowUp() finds ${name}`, async () => {
    const found = await startLooking([{ followUps: [followUp(other)] }], known).followUp();
    assert.equal(outcome(found, ({ id }) => id), expected);
  });
}

Deno.test("lookForFollowUp() finds the newest of two", async () => {
  const followUps = [followUp(), followUp({ id: 10 })];
  assert.equal(outcome(await startLooking([{ followUps }]).followUp(), ({ id }) => id), 10);
});

Deno.test("lookForTicket() and lookForFollowUp() go by the helpdesk's clock", async () => {
  const looking = startLooking([{ created: NEW, followUps: [followUp()] }]);
  const ahead = new Date(Date.now() + 3_600_000).toUTCString();
  looking.clock.observe(reply(200, "", { date: ahead }));
  assert.deepEqual([await looking.ticket(), await looking.followUp()], [undefined, undefined]);
});
