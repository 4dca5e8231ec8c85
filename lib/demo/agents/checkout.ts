import type { Branch } from "../state/branch.ts";
import type { Exchange } from "../web/exchange.ts";

/** Lets the rest of a request work on a branch. @param branch null for main */
export function checkOut(exchange: Exchange, branch: Branch | null): void {
  const { helpdesk } = exchange;
  exchange.branch = branch;
  exchange.helpdesk = { ...helpdesk, store: branch?.store ?? helpdesk.branches.main };
}
