import { HelpdeskError } from "../../../lib/errors.ts";
import {
  type EarlierTry,
  type Found,
  RepeatedWrites,
} from "../../../lib/helpdesk/writes/repeated_writes.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { withCall } from "../fake_session.ts";

/** A helpdesk on which a write leaves a number, and a program that writes to it. */
export function startWriting() {
  const writes = new RepeatedWrites();
  const state = {
    /** What becomes of the next writes; "done" when none is left. */
    fates: [] as ("lost" | "arrives" | "refused" | "cancelled")[],
    stored: [] as number[],
    looks: [] as EarlierTry[],
    notices: [] as string[],
    branch: "agent-1" as string | undefined,
    tool: "create_ticket",
    /** How long it takes until the next write is sent, in milliseconds. */
    takes: 0,
    lookFailure: undefined as HelpdeskError | undefined,
    doubt: undefined as string | undefined,
    highest: 0,
    savedFirst: undefined as string | undefined,
    confirmed: [] as number[],
  };
  const look = (earlier: EarlierTry): Promise<Found<number> | undefined> => {
    state.looks.push(earlier);
    const { lookFailure, doubt } = state;
    if (lookFailure !== undefined) return Promise.reject(lookFailure);
    const isLeft = (id: number) => id > earlier.known.ticket && !earlier.answered.has(id);
    const result = state.stored.find(isLeft);
    if (result === undefined) return Promise.resolve(undefined);
    return Promise.resolve(doubt === undefined ? { result } : { doubt });
  };
  const send = async (cancelled: AbortController): Promise<number> => {
    const fate = state.fates.shift();
    if (state.takes > 0) await new Promise((done) => setTimeout(done, state.takes));
    if (fate === "refused") throw new HelpdeskError("invalid", "No");
    const lost = new HelpdeskError("outcome_unknown", "It failed, so the outcome is unknown");
    if (fate === "lost") throw lost;
    const id = state.stored.push(state.stored.length + 1);
    if (fate === "arrives") throw lost;
    if (fate === "cancelled") cancelled.abort();
    return id;
  };
  /** Writes; gives the id that it has now, and "again" where an earlier try had left it. */
  const write = (title = "A", milliseconds = 30_000): Promise<readonly [number, string]> => {
    const cancelled = new AbortController();
    const { savedFirst, tool } = state;
    const made = {
      ...{ tool, input: { title }, look, savedDespite: () => savedFirst },
      send: () => send(cancelled),
      branch: () => state.branch,
      known: () => ({ ticket: state.highest, followUp: 0 }),
      idOf: (result: number) => result,
      confirm: (result: number) => state.confirmed.push(result),
    };
    const notice = (sentence: string) => state.notices.push(sentence);
    return withCall(async (call) => {
      const { result, isEarlier } = await writes.run(made, { ...call, notice });
      return [result, isEarlier ? "again" : "new"] as const;
    }, { signal: cancelled.signal, milliseconds });
  };
  /** A try that ends so, whose outcome nobody knows. */
  const lose = async (fate: "lost" | "arrives" = "lost") => {
    state.fates = [fate];
    return (await expectFailure("outcome_unknown", write())).message;
  };
  return { state, write, lose };
}
