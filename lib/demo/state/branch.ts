import type { BranchRecord, BranchWriteRecord } from "./records.ts";
import { sameContent } from "./same_content.ts";
import type { Store } from "./store.ts";

/** A branch of an agent session: a state of the helpdesk of its own. */
export class Branch {
  state: BranchRecord["state"] = "open";
  endedBy: BranchRecord["endedBy"] = null;
  readonly writes: BranchWriteRecord[] = [];
  /** What an agent's request reads and changes on it. */
  readonly store: Store;
  #committed: Store;
  #message: string | null = null;

  /** @param login number of the login it belongs to @param from the commit that it starts at */
  constructor(
    readonly name: string,
    readonly username: string,
    readonly login: number,
    from: Store,
  ) {
    this.store = from.clone();
    this.#committed = from;
  }

  /** The message of its first commit, null while it has none of its own. */
  get message(): string | null {
    return this.#message;
  }

  /** Whether there is something that no commit has. */
  get changed(): boolean {
    return !sameContent(this.store, this.#committed);
  }

  /** Commits what there is. */
  commit(message: string): void {
    this.#committed = this.store.clone();
    this.#message ??= message;
  }
}
