import type { Branch } from "../../lib/demo/state/branch.ts";
import type { Logins } from "../../lib/demo/state/logins.ts";
import type { BranchRecord } from "../../lib/demo/state/records.ts";

/** A branch as tests see it. */
export function branchRecord(branch: Branch, logins: Logins): BranchRecord {
  const { name, username, login, state, endedBy, message } = branch;
  return {
    name,
    username,
    session: String(login),
    state,
    endedBy,
    intent: message ?? (state === "open" ? logins.intent(login) : ""),
    writes: branch.writes.map((write) => ({ ...write })),
  };
}
