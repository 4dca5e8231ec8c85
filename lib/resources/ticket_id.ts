import type { Call } from "../helpdesk/calls/call.ts";
import { SharedWork } from "../helpdesk/calls/shared_work.ts";
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

interface Recent {
  readonly listing: SharedWork<RecentTickets>;
  /** What the next caller that waits must know, such as a session that was renewed meanwhile. */
  readonly notices: string[];
  kept?: { readonly tickets: RecentTickets; readonly until: number };
}

const recent = new WeakMap<Helpdesk, Recent>();

/** Completes the id of one of the hundred newest tickets, from its beginning or from words of the title. */
export async function completeTicketId(
  typed: string,
  { helpdesk, call }: ToolContext,
): Promise<Completion> {
  const known = recentOf(helpdesk);
  try {
    const { candidates, isWhole } = await recentTickets(known, helpdesk, call);
    return complete(typed, candidates, { isWhole });
  } finally {
    const isHeard = !call.deadline.signal.aborted;
    if (isHeard) { for (const sentence of known.notices.splice(0)) call.notice(sentence); }
  }
}

function recentOf(helpdesk: Helpdesk): Recent {
  const known = recent.get(helpdesk);
  if (known !== undefined) return known;
  const first: Recent = { listing: new SharedWork(LISTING_MILLISECONDS), notices: [] };
  recent.set(helpdesk, first);
  return first;
}

/** A client gives up one completion with each letter that is typed; the list goes on for the next. */
async function recentTickets(
  known: Recent,
  helpdesk: Helpdesk,
  call: Call,
): Promise<RecentTickets> {
  const { kept, notices, listing } = known;
  if (kept !== undefined && Date.now() < kept.until) return kept.tickets;
  return await listing.join(call, async ({ deadline }) => {
    const notice = (sentence: string) => void notices.push(sentence);
    const tickets = await newest({ helpdesk, call: { deadline, notice } });
    known.kept = { tickets, until: Date.now() + KEPT_MILLISECONDS };
    return tickets;
  });
}

async function newest({ helpdesk, call }: ToolContext): Promise<RecentTickets> {
  const catalogue = await helpdesk.catalogue.get(call);
  const answer = await helpdesk.listing.list(
    { sort: "id", descending: true, offset: 0, limit: MOST_VALUES },
    catalogue,
    call,
  );
  const candidates = answer.tickets.map(({ id, title }) => ({ id, label: title }));
  return { candidates, isWhole: !answer.hasMore };
}
