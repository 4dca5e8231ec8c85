import { Branch } from "./branch.ts";
import type { User } from "./model.ts";
import type { BranchWriteRecord, PullRequestRecord } from "./records.ts";
import type { Store } from "./store.ts";

/** All states of the helpdesk: main, its last commit, and the branches of agent sessions. */
export class Branches {
  /** What agents changed on main. */
  readonly mainWrites: BranchWriteRecord[] = [];
  readonly #branches = new Map<string, Branch>();
  readonly #pullRequests = new Map<string, PullRequestRecord>();
  #lastCommit: Store;

  /** @param main what everybody but agents works on; its first commit is what it holds now */
  constructor(readonly main: Store) {
    this.#lastCommit = main.clone();
  }

  /** Commits what is on main: branches made from now on start there. */
  commitMain(): void {
    this.#lastCommit = this.main.clone();
  }

  /** Makes a branch from main's last commit. */
  create(name: string, account: User, login: number): Branch {
    const branch = new Branch(name, account.username, login, this.#lastCommit);
    this.#branches.set(name, branch);
    return branch;
  }

  /** The branch of that name, undefined when there is none or it was deleted. */
  find(name: string): Branch | undefined {
    const branch = this.#branches.get(name);
    return branch?.state === "deleted" ? undefined : branch;
  }

  /** All that ever were, oldest first. */
  all(): Branch[] {
    return [...this.#branches.values()];
  }

  /** Files the pull request of a branch; a branch has one, so that a second one fails silently. */
  filePullRequest({ name, username, writes }: Branch, title: string): void {
    if (this.#pullRequests.has(name)) return;
    this.#pullRequests.set(name, { branch: name, username, title, writes: writes.length });
  }

  /** All pull requests, oldest first. */
  pullRequests(): PullRequestRecord[] {
    return [...this.#pullRequests.values()];
  }
}
