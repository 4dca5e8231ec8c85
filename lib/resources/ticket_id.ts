import { Deadline } from "../http/deadline.ts";
import type { Helpdesk } from "../helpdesk/helpdesk.ts";
import type { ToolContext } from "../tools/tool.ts";
import { type Candidate, complete, type Completion, MOST_VALUES } from "./completion.ts";

/** Typing asks once a letter, and a list of a large helpdesk takes seconds: one serves them all. */
const KEPT_MILLISECONDS = 60_000;
const LISTING_MILLISECONDS = 30_000;

interface RecentTickets {
  readonly candidates: readonly Candidate[];
  readonly isWhole: boolean;
}

interface Listed {
  readonly tickets: Promise<RecentTickets>;
  /** What the next caller that waits must know, such as a session that was renewed meanwhile. */
  readonly notices: string[];
  until: number;
}

const listed = new WeakMap<Helpdesk, Listed>();

/** Completes the id of one of the hundred newest tickets, from its beginning or from words of the title. */
export async function completeTicketId(
  typed: string,
  { helpdesk, call }: ToolContext,
): Promise<Completion> {
  const known = listed.get(helpdesk);
  const current = known !== undefined && Date.now() < known.until ? known : startListing(helpdesk);
  try {
    const { candidates, isWhole } = await call.deadline.race(current.tickets);
    return complete(typed, candidates, { isWhole });
  } finally {
    const isHeard = !call.deadline.signal.aborted;
    if (isHeard) { for (const sentence of current.notices.splice(0)) call.notice(sentence); }
  }
}

/** Runs on a deadline of its own: a client gives up one completion with each letter that is typed. */
function startListing(helpdesk: Helpdesk): Listed {
  const deadline = new Deadline(LISTING_MILLISECONDS);
  const notices: string[] = [];
  const notice = (sentence: string) => notices.push(sentence);
  const tickets = newest({ helpdesk, call: { deadline, notice } });
  const started: Listed = { tickets, notices, until: Infinity };
  listed.set(helpdesk, started);
  tickets.then(
    () => started.until = Date.now() + KEPT_MILLISECONDS,
    () => started.until = 0,
  ).finally(() => deadline.end());
  return started;
}

async function newest({ helpdesk, call }: ToolContext): Promise<RecentTickets> {
  const catalogue = await helpdesk.catalogue.get(call);
  const { queueLimit, listing } = helpdesk;
  const onlyQueues = queueLimit.queues;
  const answer = await listing.list(
    { onlyQueues, sort: "id", descending: true, offset: 0, limit: MOST_VALUES },
    catalogue,
    call,
  );
  const candidates = queueLimit.only(answer.tickets).map(({ id, title }) => ({ id, label: title }));
  return { candidates, isWhole: !answer.hasMore };
}
