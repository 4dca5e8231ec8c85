import type { KnowledgeContent } from "../lib/demo/state/knowledge.ts";
import type {
  Branch,
  BranchWrite,
  Fault,
  Mail,
  NewCustomField,
  NewUser,
  PullRequest,
  RequestLog,
  StoredFollowUp,
  StoredTicket,
} from "./site_records.ts";

/** What a test can see and provoke on a site, through pages beside the helpdesk. */
export class SiteControl {
  readonly #url: string;

  /** @param origin scheme, host and port of the site, without a slash at the end */
  constructor(readonly origin: string) {
    this.#url = `${origin}/site-control/`;
  }

  /** All branches of agent sessions, oldest first, with the writes on them. */
  branches(): Promise<Branch[]> {
    return this.#get("branches");
  }

  /** The writes of agents that landed on main, oldest first. */
  mainWrites(): Promise<BranchWrite[]> {
    return this.#get("main-writes");
  }

  /** Commits what is on main: branches begin at its last commit, which at first is the fixture. */
  async commitMain(): Promise<void> {
    await this.#post("commit-main", {});
  }

  /** Lets every server process forget the agent sessions it remembers, as a restart does. */
  async forgetAgentSessions(): Promise<void> {
    await this.#post("forget-agent-sessions", {});
  }

  /** All pull requests, oldest first. */
  pullRequests(): Promise<PullRequest[]> {
    return this.#get("pull-requests");
  }

  /** All messages that the helpdesk would have sent, oldest first. */
  mails(): Promise<Mail[]> {
    return this.#get("mails");
  }

  /** Every request since the start or the last resetRequests(), in the order they came. */
  requests(): Promise<RequestLog> {
    return this.#get("requests");
  }

  /** Empties the log of requests. */
  async resetRequests(): Promise<void> {
    await this.#post("reset-requests", {});
  }

  /** Voids the sessions of one account, or of all, as a session that has run out. */
  async expireSessions(username?: string): Promise<void> {
    await this.#post("expire-sessions", { username: username ?? null });
  }

  /** Orders a fault for the next requests that match; orders are used up in their order. */
  async failNext(fault: Fault): Promise<void> {
    await this.#post("fail-next", fault);
  }

  /** Withdraws the faults that have not been used up. */
  async clearFaults(): Promise<void> {
    await this.#post("clear-faults", {});
  }

  /**
   * Adds tickets with consecutive ids, spread over queues, statuses, priorities and assignees;
   * 10,000 of them take a few seconds. They are on main, committed.
   */
  createTickets(
    count: number,
    { followUpsEach = 2 }: { followUpsEach?: number } = {},
  ): Promise<{ firstId: number; lastId: number }> {
    return this.#post("create-tickets", { count, followUpsEach });
  }

  /** Adds accounts that cannot log in; returns their ids in the same order. */
  createUsers(users: readonly NewUser[]): Promise<number[]> {
    return this.#post("create-users", { users });
  }

  /** Fills knowledge base and canned replies; articles and replies get the ids 1, 2, … in their order. */
  async fillKnowledge(knowledge: KnowledgeContent): Promise<void> {
    await this.#post("fill-knowledge", knowledge);
  }

  /** Adds custom fields to the tickets. */
  async addCustomFields(fields: readonly NewCustomField[]): Promise<void> {
    await this.#post("add-custom-fields", { fields });
  }

  /** Puts an address in copy of a ticket on main, and lets its queue mail those in copy. */
  async addCopy(ticket: number, email: string): Promise<void> {
    await this.#post("add-copy", { ticket, email });
  }

  /** Lets a ticket on main wait for another one. */
  async addDependency(ticket: number, dependsOn: number): Promise<void> {
    await this.#post("add-dependency", { ticket, dependsOn });
  }

  /**
   * A ticket as the database holds it, null when there is none.
   * @param on name of a branch, or "main"; by default the newest branch, main where there is none
   */
  ticket(id: number, on?: string): Promise<StoredTicket | null> {
    return this.#get(`ticket?${new URLSearchParams({ id: `${id}`, ...(on && { on }) })}`);
  }

  /**
   * The follow-ups of a ticket as the database holds them, in the order of their ids.
   * @param on as for ticket()
   */
  followups(ticketId: number, on?: string): Promise<StoredFollowUp[]> {
    return this.#get(
      `followups?${new URLSearchParams({ ticket: `${ticketId}`, ...(on && { on }) })}`,
    );
  }

  /**
   * Puts a temporary site back to its fixture: database, branches, what the server processes remember,
   * sessions, mails, faults and log of requests.
   * Passwords and token stay.
   */
  async reset(): Promise<void> {
    await this.#post("reset", {});
  }

  async #get<T>(path: string): Promise<T> {
    return await answer<T>(path, await fetch(`${this.#url}${path}`));
  }

  async #post<T>(path: string, body: unknown): Promise<T> {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return await answer<T>(path, await fetch(`${this.#url}${path}`, init));
  }
}

async function answer<T>(path: string, response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`The control "${path}" answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
