import * as z from "zod";
import type { SessionWork } from "../helpdesk/agent/agent_session.ts";
import { type LedgerEntry, wordsFor } from "../helpdesk/branch/ledger.ts";
import { pullRequestAddress } from "../helpdesk/branch/pull_request_address.ts";
import type { HelpdeskSession } from "../helpdesk/session/session.ts";
import type { HelpdeskZone } from "../helpdesk/session/helpdesk_zone.ts";
import { readMoment } from "../text/moment.ts";
import { inLine } from "../text/strangers_text.ts";
import type { WireAgentSessionInfo } from "../helpdesk/answers/wire.ts";

/** The agent session as tools show it. */
export const agentSessionView = z.object({
  user_id: z.int().optional(),
  username: z.string().optional(),
  is_agent: z.boolean().optional(),
  branch_name: z.string().optional(),
  intent: z.string().optional().describe("Absent while none is set"),
  session_key: z.string().optional(),
  session_available: z.boolean().optional(),
  authentication_method: z.string().optional(),
});
/** Changes shown at most; there may be hundreds in a long session. */
const MOST_CHANGES = 100;
/** Fields that a change of a kind cannot be without, so that naming them tells nothing. */
const ALWAYS_CHANGED: Readonly<Record<string, readonly string[]>> = {
  "added follow-up": ["comment", "public"],
  "created ticket": ["queue", "title", "description", "submitter_email", "priority"],
};

const change = z.object({
  at: z.string(),
  action: z.string(),
  ticket_id: z.int().optional(),
  fields: z.array(z.string()).optional().describe("Beside those that such a change always has"),
  outcome: z.string().optional().describe("Absent: done"),
});

/** What this program changed in the session. */
export const sessionWorkView = z.object({
  changes: z.array(change),
  changes_total: z.int(),
  misplaced: z.array(z.string()).optional().describe("Not on the branch, likely on main"),
  closed_branches: z.array(z.object({ branch_name: z.string(), changes: z.int() })).optional(),
  pull_request_url: z.string().optional(),
});
export type SessionWorkView = z.infer<typeof sessionWorkView>;
type ChangeView = SessionWorkView["changes"][number];

/** The session's work as tools show it. */
export function viewSessionWork(
  { changes, misplaced, closedBranches }: SessionWork,
  branch: string | undefined,
  { baseUrl, zone }: Pick<HelpdeskSession, "baseUrl" | "zone">,
): SessionWorkView {
  return {
    changes: newestChanges(changes).map((entry) => viewChange(entry, zone)),
    changes_total: changes.length,
    misplaced: unlessEmpty(misplaced.map((entry) => wordsForMisplaced(entry, zone))),
    closed_branches: unlessEmpty(
      closedBranches.map(({ branch, changes }) => ({ branch_name: branch, changes })),
    ),
    pull_request_url: branch === undefined ? undefined : pullRequestAddress(branch, baseUrl),
  };
}

function unlessEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** The changes that are shown, oldest of them first. */
export function newestChanges(changes: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return changes.slice(-MOST_CHANGES);
}

function viewChange(
  { at, action, ticket, fields, outcome }: LedgerEntry,
  zone: HelpdeskZone,
): ChangeView {
  const told = fields.filter((field) => !ALWAYS_CHANGED[action]?.includes(field));
  return {
    at: zone.shift(readMoment(at) ?? at),
    action,
    ticket_id: ticket,
    fields: told.length === 0 ? undefined : told,
    outcome: outcome === "done" ? undefined : outcome,
  };
}

function wordsForMisplaced(entry: LedgerEntry, zone: HelpdeskZone): string {
  const { at, fields, branch, outcome } = entry;
  const place = outcome === "in_doubt" ? "perhaps not on" : "not on";
  return `${zone.shift(readMoment(at) ?? at)} ${wordsFor(entry)}: ${
    fields.join(", ")
  } (${place} branch ${branch})`;
}

/**
 * The session's work as lines of text, in the program's own words.
 *
 * @param lines of each change with its fields, or of each ticket with what was done to it
 */
export function renderSessionWork(
  work: SessionWorkView,
  linesOf: "changes" | "tickets" = "changes",
): string {
  const { changes, changes_total: total, misplaced = [], closed_branches = [] } = work;
  const lines = [total === 0 ? "No changes by this program." : headingOf(work)];
  if (changes.length < total) lines.push(`(the newest ${changes.length} are shown)`);
  if (linesOf === "changes") {
    lines.push(...changes.map((one) => `- ${wordsOf(one)}${doubt(one)}`));
  } else {
    for (const [ticket, done] of Map.groupBy(changes, ({ ticket_id }) => ticket_id)) {
      const actions = done.map((one) => one.action + doubt(one)).join(", ");
      lines.push(`- ticket${ticket === undefined ? "" : ` ${ticket}`}: ${actions}`);
    }
  }
  if (misplaced.length > 0) {
    lines.push(
      `NOT, OR PERHAPS NOT, ON THE SESSION'S BRANCH but on main without review; tell people: ${misplaced.length}`,
      ...misplaced.map((change) => `- ${change}`),
    );
  }
  for (const { branch_name, changes } of closed_branches) {
    lines.push(`Left before it was finished here: ${branch_name} (changes: ${changes})`);
  }
  return lines.join("\n");
}

function headingOf({ changes, changes_total: total }: SessionWorkView): string {
  const [first, last] = [changes[0]?.at, changes.at(-1)?.at];
  return `Changes by this program: ${total}, ${
    first === last ? `at ${first}` : `from ${first} to ${last}`
  }`;
}

function wordsOf({ action, ticket_id: ticket, fields }: ChangeView): string {
  return wordsFor({ action, ticket }) + (fields === undefined ? "" : `: ${fields.join(", ")}`);
}

function doubt({ outcome }: ChangeView): string {
  return outcome === undefined ? "" : ` [outcome ${outcome}]`;
}

export type AgentSessionView = z.infer<typeof agentSessionView>;

/** Session information with its credential masked. */
export function viewAgentSession(info: WireAgentSessionInfo): AgentSessionView {
  return {
    ...info,
    intent: info.intent || undefined,
    session_key: info.session_key === undefined ? undefined : mask(info.session_key),
  };
}

/** `cookie_…` only identifies a session; anything else opens it to whoever knows it. */
function mask(sessionKey: string): string {
  if (/^cookie_[\w-]{1,40}$/.test(sessionKey)) return sessionKey;
  return sessionKey.length < 16 ? "****" : `****${sessionKey.slice(-4)}`;
}

/** Branch and intent, a line each. */
export function renderBranch(
  session: Pick<AgentSessionView, "branch_name" | "intent">,
): string {
  const { branch_name = "none yet", intent = "none set" } = session;
  return `Branch: ${inLine(branch_name)}\nIntent: ${inLine(intent)}`;
}

/** Session information as lines of text. */
export function renderAgentSession(session: AgentSessionView): string {
  return [
    `Account: ${inLine(session.username ?? "unknown")} (user ${session.user_id ?? "unknown"})`,
    renderBranch(session),
  ].join("\n");
}
