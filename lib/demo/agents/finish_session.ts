import { checkOut } from "./checkout.ts";
import type { Exchange } from "../web/exchange.ts";

/** The longest name of a branch that can be finished. */
const LONGEST_NAME = 64;

/**
 * Finishes a branch on the connection of a request, as the stored procedure of the Dolt edition does:
 * commits what is on it with the intent as message and files a pull request, or deletes it when it never
 * had anything. The request goes on with main checked out, but with that branch where the commit was
 * refused for want of an intent, or with a blank one. Nobody is told that something was refused.
 */
export function finishSession(
  exchange: Exchange,
  name: string,
  intent: string | null,
  by: "finish" | "server",
): void {
  const { branches } = exchange.helpdesk;
  const branch = branches.find(name);
  if (branch === undefined) return;
  branch.endedBy = by;
  if ([...name].length > LONGEST_NAME) {
    branch.state = "uncommitted";
    return;
  }
  checkOut(exchange, branch);
  if (branch.changed) {
    if (!intent?.trim()) {
      branch.state = "uncommitted";
      return;
    }
    branch.commit(intent);
    branch.state = by === "finish" ? "finished" : "finished_by_server";
    branches.filePullRequest(branch, intent);
  } else if (branch.message === null) {
    branch.state = "deleted";
  }
  checkOut(exchange, null);
}
