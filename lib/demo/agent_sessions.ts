import type { Account } from "./model.ts";
import { randomHex } from "./random_text.ts";
import type { BranchRecord, BranchWriteRecord, PullRequestRecord } from "./records.ts";
import type { Session } from "./sessions.ts";

// Taken at load time: a test that fakes the timers must not stop the helpdesk.
const startTimer = setTimeout;

/** How long a first request takes to make its branch: others that arrive meanwhile make their own. */
const BRANCH_MILLISECONDS = 5;

/** A branch: where the writes of an agent session go. */
export interface Branch {
  readonly name: string;
  readonly session: AgentSession;
  state: BranchRecord["state"];
  endedBy: BranchRecord["endedBy"];
  intent: string;
  readonly writes: BranchWriteRecord[];
}

/** One login of an agent account. */
export interface AgentSession {
  readonly key: string;
  readonly account: Account;
  /** The branch and the intent that the latest request of the session had. */
  branch: Branch | null;
  intent: string;
  ended: boolean;
}

/** What becomes of a branch with an intent and writes, by how its session ended. */
const COMMITTED = { finish: "finished", new_login: "finished_by_server" } as const;

/** The life of agent sessions: begin, branch, intent, end. */
export class AgentSessions {
  readonly #sessions = new Map<string, AgentSession>();
  readonly #branches = new Map<string, Branch>();
  readonly #pullRequests: PullRequestRecord[] = [];

  /** A login: a new agent session, without branch and intent; earlier ones of the account end. */
  begin(session: Session, account: Account): void {
    for (const earlier of this.#sessions.values()) {
      if (earlier.account.id === account.id) this.end(earlier, "new_login");
    }
    const key = crypto.randomUUID().replaceAll("-", "");
    session.set({ agentSession: key, agentBranch: undefined, agentIntent: undefined });
    this.#sessions.set(key, { key, account, branch: null, intent: "", ended: false });
  }

  /** The agent session behind a session, undefined when it never was one or has ended. */
  find(session: Session): AgentSession | undefined {
    const found = this.#sessions.get(session.values.agentSession ?? "");
    return found?.ended === false ? found : undefined;
  }

  /** The branch a request works on, made when its session names none yet. */
  async enterBranch(session: Session, agentSession: AgentSession): Promise<Branch> {
    const intent = session.values.agentIntent ?? "";
    let branch = this.#branches.get(session.values.agentBranch ?? "");
    if (branch === undefined) {
      await new Promise((resolve) => startTimer(resolve, BRANCH_MILLISECONDS));
      const name = `${agentSession.account.username}-${randomHex(4)}`;
      branch = {
        name,
        session: agentSession,
        state: "open",
        endedBy: null,
        intent: "",
        writes: [],
      };
      this.#branches.set(name, branch);
      session.set({ agentBranch: name });
    }
    agentSession.branch = branch;
    agentSession.intent = intent;
    return branch;
  }

  /** Puts a successful write on the branch its request saw, even one that has ended since. */
  recordWrite(branch: Branch, write: Omit<BranchWriteRecord, "late">): void {
    branch.writes.push({ ...write, late: branch.state !== "open" });
  }

  /**
   * Ends a session: its branch is deleted when nothing changed, committed with a pull request when the
   * session has an intent (not after web access, which loses everything), and left uncommitted
   * otherwise. Branches that the session does not remember, made by parallel first requests, stay
   * behind uncommitted.
   */
  end(agentSession: AgentSession, endedBy: "finish" | "new_login" | "web_access"): void {
    if (agentSession.ended) return;
    agentSession.ended = true;
    const { branch, intent } = agentSession;
    if (branch !== null) {
      branch.endedBy = endedBy;
      branch.intent = intent;
      if (branch.writes.length === 0) branch.state = "deleted";
      else if (intent !== "" && endedBy !== "web_access") {
        branch.state = COMMITTED[endedBy];
        this.#pullRequests.push({
          branch: branch.name,
          username: agentSession.account.username,
          title: intent,
          writes: branch.writes.length,
        });
      } else branch.state = "uncommitted";
    }
    for (const left of this.#branches.values()) {
      if (left.session !== agentSession || left.state !== "open") continue;
      left.state = "uncommitted";
      left.endedBy = endedBy;
    }
  }

  /** All branches, oldest first, with the writes on them. */
  branchRecords(): BranchRecord[] {
    return [...this.#branches.values()].map((branch) => ({
      name: branch.name,
      username: branch.session.account.username,
      session: branch.session.key,
      state: branch.state,
      endedBy: branch.endedBy,
      // An open branch has the intent that its session has now.
      intent: branch.state === "open" ? branch.session.intent : branch.intent,
      writes: branch.writes.map((write) => ({ ...write })),
    }));
  }

  /** All pull requests, oldest first. */
  pullRequestRecords(): PullRequestRecord[] {
    return this.#pullRequests.map((pullRequest) => ({ ...pullRequest }));
  }
}
