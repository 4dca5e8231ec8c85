import type { KnowledgeContent } from "../../lib/demo/state/knowledge.ts";
import type {
  BranchRecord,
  BranchWriteRecord,
  Fault,
  FollowUpRecord,
  MailRecord,
  NewCustomField,
  NewUser,
  PullRequestRecord,
  RequestLogRecord,
  TicketRecord,
} from "../../lib/demo/state/records.ts";

/** What a test can see and provoke on a helpdesk in memory. */
export interface EmbeddedControl {
  /** All branches of agent sessions, oldest first, with the writes on them. */
  branches(): Promise<BranchRecord[]>;
  /** What agents changed on main, oldest first. */
  mainWrites(): Promise<BranchWriteRecord[]>;
  /** All pull requests, oldest first. */
  pullRequests(): Promise<PullRequestRecord[]>;
  /** All messages that the helpdesk would have sent, oldest first. */
  mails(): Promise<MailRecord[]>;
  /** Every request since the start or the last resetRequests(), in the order they came. */
  requests(): Promise<RequestLogRecord>;
  /** Empties the log of requests. */
  resetRequests(): Promise<void>;
  /** Voids the sessions of one account, or of all, as a session that has run out. */
  expireSessions(username?: string): Promise<void>;
  /** Orders a fault for the next requests that match; orders are used up in their order. */
  failNext(fault: Fault): Promise<void>;
  /** Withdraws the faults that have not been used up. */
  clearFaults(): Promise<void>;
  /** Commits what is on main: branches made from now on start there. */
  commitMain(): Promise<void>;
  /** Lets the server forget which agent sessions it saw, as a restart does; branches and cookies stay. */
  forgetAgentSessions(): Promise<void>;
  /**
   * Adds tickets with consecutive ids to main, spread over queues, statuses, priorities and assignees,
   * and commits main.
   */
  createTickets(
    count: number,
    options?: { followUpsEach?: number },
  ): Promise<{ firstId: number; lastId: number }>;
  /** Adds accounts that cannot log in; returns their ids in the same order. */
  createUsers(users: readonly NewUser[]): Promise<number[]>;
  /** Replaces knowledge base and canned replies, which at first are the sample's. */
  fillKnowledge(knowledge: KnowledgeContent): Promise<void>;
  /** Adds custom fields to the tickets. */
  addCustomFields(fields: readonly NewCustomField[]): Promise<void>;
  /** Puts an address in copy of a ticket on main, and lets its queue mail those in copy. */
  addCopy(ticket: number, email: string): Promise<void>;
  /** Lets a ticket on main wait for another one. */
  addDependency(ticket: number, dependsOn: number): Promise<void>;
  /**
   * A ticket as it is held, null when there is none.
   *
   * @param on a branch's name or "main"; left out: the newest branch that is not deleted, else main
   * @throws {RangeError} when there is no branch of that name
   */
  ticket(id: number, on?: string): Promise<TicketRecord | null>;
  /** The follow-ups of a ticket as they are held, in the order of their ids; `on` as for ticket(). */
  followups(ticketId: number, on?: string): Promise<FollowUpRecord[]>;
  /** Puts everything back to the start: content, branches, sessions, mails, faults, log of requests. */
  reset(): Promise<void>;
}
