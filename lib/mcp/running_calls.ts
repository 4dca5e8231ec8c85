import type { Decision } from "../helpdesk/calls/call.ts";
import type { Helpdesk } from "../helpdesk/helpdesk.ts";
import { ASKED_REASON } from "./eras/envelope.ts";
import { Deadline } from "../http/deadline.ts";
import type { ToolContext } from "../tools/tool.ts";

/** What the client may attach to a call. */
export interface CallOptions {
  /** Aborts when the client cancels or is gone. */
  readonly signal: AbortSignal;
  /** Asks the person at the client to allow something; absent when the client cannot ask. */
  readonly confirm?: (question: string) => Promise<Decision>;
  /** Tells the client how far the call has come; absent when it asked for no progress. */
  readonly progress?: (done: number, total: number | undefined) => void;
}

/** A helpdesk, or what opens it for the first call: listing the tools does not need it. */
export type HelpdeskSource = Helpdesk | (() => Promise<Helpdesk>);

/** The calls of a client that run: each has its deadline, and collects what its answer must tell. */
export class RunningCalls {
  readonly #helpdesk: HelpdeskSource;
  readonly #timeoutMilliseconds: number;
  readonly #running = new Set<Promise<void>>();
  /** What an answer without room for it left to the next one. */
  readonly #untold: string[] = [];

  constructor(helpdesk: HelpdeskSource, timeoutMilliseconds: number) {
    this.#helpdesk = helpdesk;
    this.#timeoutMilliseconds = timeoutMilliseconds;
  }

  /**
   * Runs one call on a deadline of its own.
   *
   * @param work also gets the notices of the call, which grow while it works
   */
  async run<Value>(
    { signal, progress, confirm }: CallOptions,
    work: (context: ToolContext, notices: readonly string[]) => Promise<Value>,
  ): Promise<Value> {
    const inherited = this.#untold.splice(0);
    const notices = [...inherited];
    const notice = (sentence: string) => {
      if (!notices.includes(sentence)) notices.push(sentence);
    };
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#running.add(ended);
    const deadline = new Deadline(this.#timeoutMilliseconds, signal);
    try {
      const call = { deadline, notice, progress, confirm };
      const source = this.#helpdesk;
      const helpdesk = typeof source === "function" ? await source() : source;
      return await work({ helpdesk, call }, notices);
    } finally {
      deadline.end();
      // Nobody gets the answer of a call that was cancelled; one that asks comes again, and tells all.
      if (signal.aborted) {
        this.#untold.push(...signal.reason === ASKED_REASON ? notices : inherited);
      }
      this.#running.delete(ended);
      end();
    }
  }

  /** Runs a call whose answer cannot tell notices: the next call's answer does. */
  async runUntold<Value>(
    options: CallOptions,
    work: (context: ToolContext) => Promise<Value>,
  ): Promise<Value> {
    return await this.run(options, async (context, notices) => {
      try {
        return await work(context);
      } finally {
        if (!options.signal.aborted) this.#untold.push(...notices);
      }
    });
  }

  /** Resolves when no call runs. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
