import type { Deadline } from "../../http/deadline.ts";

/** What a person answered to a question. */
export interface Decision {
  readonly isAllowed: boolean;
  /** How long the person's client had the question, in milliseconds. */
  readonly thoughtMilliseconds: number;
}

/** What travels with one call of a tool through every request it makes. */
export interface Call {
  /** Time and cancellation of the whole call. */
  readonly deadline: Deadline;
  /** Adds a sentence to the call's answer: something the caller must know beside the result. */
  notice(sentence: string): void;
  /** Asks the person at the client to allow something; absent when the client cannot ask. */
  readonly confirm?: (question: string) => Promise<Decision>;
  /** Tells the client how far a long call has come; absent when the client asked for no progress. */
  readonly progress?: (done: number, total: number | undefined) => void;
}
