import assert from "node:assert/strict";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import {
  lookForFollowUp,
  lookForTicket,
  type WriteParts,
} from "../../../lib/helpdesk/writes/earlier_writes.ts";
import type { NewFollowUp } from "../../../lib/helpdesk/writes/followups.ts";
import type { Helpdesk } from "../../../lib/helpdesk/helpdesk.ts";
import { HelpdeskClock } from "../../../lib/helpdesk/session/helpdesk_clock.ts";
import type {
  ListedTicket,
  ListingQuestion,
} from "../../../lib/helpdesk/listing/listing_question.ts";
import type { EarlierTry } from "../../../lib/helpdesk/writes/repeated_writes.ts";
import type { NewTicket } from "../../../lib/helpdesk/tickets/ticket_fields.ts";
import { agentSessionInfo, ticket, type WireTicket } from "../../../lib/helpdesk/answers/wire.ts";
import { withCall } from "../fake_session.ts";
import { reply } from "../http_replies.ts";

const BEGAN = Date.parse("2031-03-01T12:00:00Z");
/** The account's own user id. */
const OWN = 2;
const CATALOGUE: Catalogue = {
  ...{
    queues: [],
    statuses: [],
    priorities: [],
    users: [{ id: OWN, label: "staff", username: "staff" }],
  },
  ...{ maximumLengths: new Map(), customFields: new Map(), incomplete: new Map() },
};
const AGENT: Helpdesk["session"]["knownStanding"] = {
  kind: "agent",
  info: agentSessionInfo.parse({ user_id: 5, is_agent: true }),
};
const NEW_TICKET: NewTicket = {
  ...{ queue: 1, title: "Printer on fire", description: "It burns", priority: 3 },
  submitterEmail: "submitter@example.com",
};
const NEW_FOLLOW_UP: NewFollowUp = {
  ...{ ticket: 7, comment: "Done", public: true, timeSpent: "00:30:00" },
};

/** The time that many seconds before the try began. */
const before = (seconds: number) => new Date(BEGAN - seconds * 1000).toISOString();

interface Stored {
  readonly id?: number;
  readonly created?: string;
  readonly listed?: Partial<ListedTicket>;
  readonly fields?: Record<string, unknown>;
  readonly followUps?: readonly Record<string, unknown>[];
}

/** A helpdesk that holds these tickets, and the questions that its list was asked. */
function helpdeskWith(stored: readonly Stored[], knownStanding?: typeof AGENT) {
  const tickets = new Map<number, WireTicket>();
  const listed: ListedTicket[] = [];
  const questions: ListingQuestion[] = [];
  const read: number[] = [];
  for (const { id = 7, created, listed: more, fields, followUps } of stored) {
    listed.push({
      ...{ id, title: NEW_TICKET.title, queue: { id: 1, name: "Support" }, ...more },
      ...(created === undefined ? {} : { created }),
    });
    const { submitterEmail: submitter_email, ...same } = NEW_TICKET;
    const followup_set = followUps ?? [{ id: 1, user: OWN, date: created }];
    tickets.set(id, ticket.parse({ id, ...same, submitter_email, ...fields, followup_set }));
  }
  const clock = new HelpdeskClock();
  const parts = {
    session: {
      ...{ clock, username: "staff", knownStanding },
      baseUrl: new URL("https://desk.example.com/helpdesk/"),
    } as Pick<Helpdesk["session"], "clock" | "username" | "knownStanding" | "baseUrl">,
    tickets: {
      get(id: number) {
        read.push(id);
        return Promise.resolve(tickets.get(id) ?? assert.fail(`Ticket ${id} was read`));
      },
    } as Pick<Helpdesk["tickets"], "get">,
    listing: {
      list(question: ListingQuestion) {
        questions.push(question);
        return Promise.resolve({ tickets: listed, hasMore: false, warnings: [] });
      },
    } as unknown as Pick<Helpdesk["listing"], "list">,
  };
  return { parts: parts as WriteParts, questions, read };
}

interface Looking {
  readonly stored: readonly Stored[];
  readonly asked?: Partial<NewTicket & NewFollowUp>;
  readonly known?: number;
  readonly answered?: readonly number[];
  readonly users?: Catalogue["users"];
  readonly standing?: typeof AGENT;
}

function tryOf({ known = 0, answered = [] }: Looking): EarlierTry {
  return { since: BEGAN, known: { ticket: known, followUp: known }, answered: new Set(answered) };
}

/** What looking for a ticket or follow-up ends in: its id, "doubt" or "nothing". */
async function found(kind: "ticket" | "follow-up", looking: Looking): Promise<number | string> {
  const { parts } = helpdeskWith(looking.stored, looking.standing);
  const catalogue = { ...CATALOGUE, users: looking.users ?? CATALOGUE.users };
  return await withCall(async (call) => {
    if (kind === "ticket") {
      const fields = { ...NEW_TICKET, ...looking.asked };
      const found = await lookForTicket(fields, tryOf(looking), catalogue, parts, call);
      if (found === undefined || "doubt" in found) return found === undefined ? "nothing" : "doubt";
      return found.result.ticket.id;
    }
    const fields = { ...NEW_FOLLOW_UP, ...looking.asked };
    const ticket = await parts.tickets.get(fields.ticket, call);
    const found = lookForFollowUp(fields, ticket, tryOf(looking), {
      catalogue,
      session: parts.session,
    });
    if (found === undefined || "doubt" in found) return found === undefined ? "nothing" : "doubt";
    return found.result.id;
  });
}

const NEW = before(0);
/** A follow-up as the lost try leaves it. */
const followUp = (more: Record<string, unknown> = {}) => ({
  ...{ id: 9, user: OWN, comment: "Done", public: true, time_spent: "00:30:00", date: NEW },
  ...more,
});
const withFollowUps = (...followUps: Record<string, unknown>[]): Looking => ({
  stored: [{ followUps }],
});

/** Looking among one ticket as the lost try leaves it, but for what is said of it. */
const ticketWith = (stored: Stored = {}, more: Omit<Looking, "stored"> = {}): Looking => ({
  stored: [{ created: NEW, ...stored }],
  ...more,
});
const openedBy = (user: number) => ({ followUps: [{ id: 1, user }] });
const inQueue = (queue: ListedTicket["queue"]) => ({ listed: { queue } });

const TICKETS: readonly (readonly [name: string, Looking, number | string])[] = [
  ["its own", ticketWith(), 7],
  ["the newest of two", { stored: [{ id: 8, created: NEW }, { id: 7, created: NEW }] }, 8],
  ["one above the highest known id", ticketWith({}, { known: 6 }), 7],
  ["none with a known id", ticketWith({}, { known: 7 }), "nothing"],
  ["none that another write left", ticketWith({}, { answered: [7] }), "nothing"],
  ["none in another queue", ticketWith(inQueue({ id: 2, name: "Sales" })), "nothing"],
  [
    "none that is listed in no queue and is in another",
    ticketWith({ ...inQueue({ name: "Sales" }), fields: { queue: 2 } }),
    "nothing",
  ],
  ["one that is listed in no queue", ticketWith(inQueue({ name: "Support" })), 7],
  ["none with another title", ticketWith({ listed: { title: "Fire" } }), "nothing"],
  [
    "one with white space around its title",
    ticketWith({ listed: { title: " Printer on fire" } }),
    7,
  ],
  ["none with another text", ticketWith({ fields: { description: "x" } }), "nothing"],
  [
    "none of another submitter",
    ticketWith({ fields: { submitter_email: "o@example.com" } }),
    "nothing",
  ],
  [
    "one that somebody has changed since",
    ticketWith({ fields: { priority: 1, assigned_to: 5, status: 4 } }),
    7,
  ],
  ["none that another user opened", ticketWith(openedBy(5)), "nothing"],
  [
    "one that another user has answered",
    ticketWith({ followUps: [{ id: 2, user: 5 }, { id: 1, user: OWN }] }),
    7,
  ],
  ["one whose opening names nobody", ticketWith({ followUps: [{ id: 1 }] }), 7],
  ["one without follow-ups", ticketWith({ followUps: [] }), 7],
  ["one when the own id is not known", ticketWith(openedBy(5), { users: [] }), 7],
  [
    "one when two users have the own name",
    ticketWith(openedBy(5), {
      users: [3, 5].map((id) => ({ id, label: "staff", username: "staff" })),
    }),
    7,
  ],
  ["one from 5 s before", ticketWith({ created: before(5) }), 7],
  ["a doubt from 6 s before", ticketWith({ created: before(6) }), "doubt"],
  ["a doubt from 2 min before", ticketWith({ created: before(120) }), "doubt"],
  ["none from more than 2 min before", ticketWith({ created: before(121) }), "nothing"],
  [
    "one by the date of its opening",
    { stored: [{ followUps: [{ id: 1, user: OWN, date: NEW }] }] },
    7,
  ],
  [
    "none by the date of its opening",
    withFollowUps({ id: 2, user: OWN, date: NEW }, { id: 1, user: OWN, date: before(300) }),
    "nothing",
  ],
  ["a doubt where no date is told", { stored: [{ followUps: [] }] }, "doubt"],
];

for (const [name, looking, expected] of TICKETS) {
  Deno.test(`lookForTicket() finds ${name}`, async () => {
    assert.equal(await found("ticket", looking), expected);
  });
}

Deno.test("lookForTicket() asks for the hundred newest of all queues", async () => {
  const { parts, questions } = helpdeskWith([]);
  await withCall((call) =>
    lookForTicket(NEW_TICKET, tryOf({ stored: [] }), CATALOGUE, parts, call)
  );
  assert.deepEqual(questions, [{ sort: "id", descending: true, offset: 0, limit: 100 }]);
});

Deno.test("lookForTicket() reads no ticket that the list tells to be older", async () => {
  const { parts, read } = helpdeskWith([{ created: before(300) }, { id: 8, created: NEW }]);
  await withCall((call) =>
    lookForTicket(NEW_TICKET, tryOf({ stored: [] }), CATALOGUE, parts, call)
  );
  assert.deepEqual(read, [8]);
});

Deno.test("lookForTicket() tells the ticket that it doubts, and its page", async () => {
  const { parts } = helpdeskWith([{ created: before(60) }]);
  const found = await withCall((call) =>
    lookForTicket(NEW_TICKET, tryOf({ stored: [] }), CATALOGUE, parts, call)
  );
  assert.ok(found !== undefined && "doubt" in found);
  assert.match(
    found.doubt,
    /^ticket 7 .*\(https:\/\/desk\.example\.com\/helpdesk\/tickets\/7\/\)$/,
  );
});

const FOLLOW_UPS: readonly (readonly [name: string, Looking, number | string])[] = [
  ["its own", withFollowUps(followUp()), 9],
  ["the newest of two", withFollowUps(followUp(), followUp({ id: 10 })), 10],
  ["one above the highest known id", { ...withFollowUps(followUp()), known: 8 }, 9],
  ["none with a known id", { ...withFollowUps(followUp()), known: 9 }, "nothing"],
  ["none that another write left", { ...withFollowUps(followUp()), answered: [9] }, "nothing"],
  ["none with another text", withFollowUps(followUp({ comment: "x" })), "nothing"],
  ["none that is private", withFollowUps(followUp({ public: false })), "nothing"],
  ["none with another time", withFollowUps(followUp({ time_spent: null })), "nothing"],
  ["one with another title", withFollowUps(followUp({ title: "Comment" })), 9],
  [
    "one of the id that an agent is told",
    { ...withFollowUps(followUp({ user: 5 })), standing: AGENT },
    9,
  ],
  [
    "none of another id than an agent is told",
    { ...withFollowUps(followUp()), standing: AGENT },
    "nothing",
  ],
  ["none of another user", withFollowUps(followUp({ user: 5 })), "nothing"],
  ["one that names nobody", withFollowUps(followUp({ user: null })), 9],
  ["one from 5 s before", withFollowUps(followUp({ date: before(5) })), 9],
  ["a doubt from 6 s before", withFollowUps(followUp({ date: before(6) })), "doubt"],
  ["none from more than 2 min before", withFollowUps(followUp({ date: before(121) })), "nothing"],
];

for (const [name, looking, expected] of FOLLOW_UPS) {
  Deno.test(`lookForFollowUp() finds ${name}`, async () => {
    assert.equal(await found("follow-up", looking), expected);
  });
}

const DATES: readonly (readonly [date: string, expected: number | string])[] = [
  ["2031-03-01T12:00:00Z", 9],
  ["2031-03-01T13:00:00+01:00", 9],
  ["2031-03-01T07:00:00.123456-0500", 9],
  ["2031-03-01T11:00:00+01:00", "nothing"],
  ["2031-03-01T12:00:00", "doubt"],
  ["2031-03-01", "doubt"],
  ["1 minute ago", "doubt"],
  ["2031-13-41T12:00:00Z", "doubt"],
];

for (const [date, expected] of DATES) {
  Deno.test(`lookForFollowUp() takes the date ${date} for ${expected}`, async () => {
    assert.equal(await found("follow-up", withFollowUps(followUp({ date }))), expected);
  });
}

Deno.test("lookForTicket() and lookForFollowUp() go by the helpdesk's clock", async () => {
  const { parts } = helpdeskWith([{ created: NEW, followUps: [followUp()] }]);
  const ahead = new Date(Date.now() + 3_600_000).toUTCString();
  parts.session.clock.observe(reply(200, "", { date: ahead }));
  const earlier = tryOf({ stored: [] });
  const results = await withCall(async (call) => [
    await lookForTicket(NEW_TICKET, earlier, CATALOGUE, parts, call),
    lookForFollowUp(NEW_FOLLOW_UP, await parts.tickets.get(NEW_FOLLOW_UP.ticket, call), earlier, {
      catalogue: CATALOGUE,
      session: parts.session,
    }),
  ]);
  assert.deepEqual(results, [undefined, undefined]);
});
