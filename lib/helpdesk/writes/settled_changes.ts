import { HelpdeskError } from "../../errors.ts";
import type { LedgerEntry } from "../branch/ledger.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { ChangeOutcome } from "./many_changes.ts";

/**
 * What became of several changes, seen from their end. On an agent's branch a change may have been written and
 * read back elsewhere, while another client was at work: the look before the next one finds that out, and so
 * does one after the last.
 */
export async function settleChanges(
  outcomes: readonly ChangeOutcome[],
  session: HelpdeskSession,
  call: Call,
): Promise<readonly ChangeOutcome[]> {
  if (!outcomes.some((outcome) => branchIn(outcome) !== undefined)) return outcomes;
  try {
    await session.secureBranch(call);
  } catch (error) {
    // The ledger knows what was found; what is known of the others stays.
    if (!(error instanceof HelpdeskError) || error.kind === "cancelled") throw error;
  }
  return outcomes.map((outcome) => {
    const branch = branchIn(outcome);
    if (branch === undefined) return outcome;
    const entry = session.ledger.misplaced(branch).find(({ ticket }) => ticket === outcome.ticket);
    if (entry === undefined) return outcome;
    return { ticket: outcome.ticket, kind: "unknown", reason: taleOf(entry) };
  });
}

function branchIn(outcome: ChangeOutcome): string | undefined {
  return outcome.kind === "changed" ? outcome.written.branch : undefined;
}

function taleOf({ outcome, branch }: LedgerEntry): string {
  const found = outcome === "elsewhere"
    ? "it is not there: very likely it went to main"
    : "it cannot be told whether it is there or elsewhere, such as main";
  return `made, and read back on branch ${branch} at first, but ${found}, without review: tell people, and do ` +
    "not repeat it";
}
