import { HelpdeskError } from "../../errors.ts";
import type { Deadline } from "../../http/deadline.ts";
import type { HttpReply } from "../../http/message.ts";
import { joinTraces, requestFor, showsTrace, type Trace } from "./branch_trace.ts";
import { sessionRefusal } from "../answers/refusal.ts";
import { errorOf } from "../answers/reply.ts";
import { INFO_REQUEST } from "../login/session_opening.ts";
import type { SessionWire } from "../login/session_wire.ts";
import { readStanding } from "../login/standing.ts";

/**
 * What a look before a write found:
 * - "ours": requests run on the session's branch
 * - "refused": the session or its token is not accepted; `reply` is the refusal
 * - "deleted": every request fails, as when the branch of the session was deleted
 * - "other": the session is on another branch than the one it began with
 * - "visited": another session of the account was there, for which the helpdesk finished this branch
 * - "contradicted": an earlier change that was read back on the branch is not there
 */
export type BranchFinding =
  | { readonly kind: "ours" | "deleted" | "visited" }
  | { readonly kind: "refused"; readonly reply: HttpReply }
  | { readonly kind: "other"; readonly branch: string | undefined }
  | {
    readonly kind: "contradicted";
    readonly changes: readonly number[];
    /** False when reads do not tell where they are. */
    readonly isCertain: boolean;
  };

/**
 * Where a write is, by reading it back on its own session:
 * - "here": on the branch; `reply` is what was read
 * - "elsewhere": not on the branch
 * - "in_doubt": reads came from several places, so they do not tell
 * - "unread": it could not be read; `reply` is what came instead
 */
export type ReadBack =
  | { readonly kind: "here" | "unread"; readonly reply: HttpReply }
  | { readonly kind: "elsewhere" | "in_doubt" };

/** So many reads in a row must agree once one of them did not show a change. */
const AGREEING_READS = 4;
/** So many that show a change make an end of a review, while none does not. */
const REVIEWING_READS = 3;
/** After so many it is left open where a change is. */
const MOST_READS = 12;
/** Longest pause after a change was missing once; doubled with each further time, up to the most. */
const FIRST_PAUSE_MILLISECONDS = 25;
const MOST_PAUSE_MILLISECONDS = 300;

interface Kept {
  readonly trace: Trace;
  /** Numbers of the changes in the ledger. */
  readonly changes: readonly number[];
}

/**
 * Watches that an agent's requests run on its session's branch. On the Dolt edition a request after
 * which another session of the account was seen runs on `main`, or on the other one's branch, and nothing
 * in its answer says so; what was written before tells the places apart.
 */
export class BranchGuard {
  readonly #wire: SessionWire;
  readonly #loginPaths: ReadonlySet<string>;
  readonly #kept = new Map<string, Kept>();
  #witness: string | undefined;

  constructor(wire: SessionWire, loginPaths: ReadonlySet<string>) {
    this.#wire = wire;
    this.#loginPaths = loginPaths;
  }

  /** A new session: nothing was written on its branch yet. */
  begin(): void {
    this.#kept.clear();
    this.#witness = undefined;
  }

  /** Keeps what was read back on the branch, to recognise the branch by it. */
  keep(trace: Trace, change: number): void {
    const { path } = trace;
    const earlier = this.#kept.get(path);
    const changes = [...earlier?.changes ?? [], change];
    this.#kept.set(path, { trace: joinTraces(earlier?.trace, trace), changes });
    if (isFollowUp(path) || !isFollowUp(this.#witness)) this.#witness = path;
  }

  /** Takes notice that a follow-up gave a ticket another status. */
  follow(ticket: number, status: number): void {
    const path = `api/tickets/${ticket}/`;
    const kept = this.#kept.get(path);
    if (kept === undefined) return;
    const { resolution: _, status: before, ...lasting } = kept.trace.expected;
    const expected = before === undefined ? lasting : { ...lasting, status };
    this.#kept.set(path, { ...kept, trace: { path, status, expected } });
  }

  /**
   * Finds out whether the next request will run on the branch.
   *
   * @param branch the one that the session began with
   * @throws {HelpdeskError} when the helpdesk does not tell, and whatever the requests throw
   */
  async look(branch: string | undefined, deadline: Deadline): Promise<BranchFinding> {
    const witness = this.#kept.get(this.#witness ?? "");
    const first = witness && await this.#read(witness.trace, deadline);
    if (first?.isShown) return { kind: "ours" };
    if (first !== undefined && this.#isRefusal(first.reply)) {
      return { kind: "refused", reply: first.reply };
    }
    let info = await this.#wire.send(INFO_REQUEST, deadline);
    // One failure may be a passing one.
    if (info.status >= 500) info = await this.#wire.send(INFO_REQUEST, deadline);
    if (info.status === 500) return { kind: "deleted" };
    if (this.#isRefusal(info)) return { kind: "refused", reply: info };
    const standing = readStanding(info);
    if (standing.kind !== "agent") throw branchUnknown(info);
    if (standing.info.branch_name !== branch) {
      return { kind: "other", branch: standing.info.branch_name };
    }
    if (witness === undefined || first === undefined) return { kind: "ours" };
    const { trace, changes } = witness;
    const again = await this.#settle(trace, deadline, { enough: 1, wasHere: true });
    switch (again.kind) {
      case "here":
        return { kind: first.isMissing ? "visited" : "ours" };
      case "unread":
        throw branchUnknown(again.reply);
      default:
        return { kind: "contradicted", changes, isCertain: again.kind === "elsewhere" };
    }
  }

  /** Reads back what was just written. @throws {HelpdeskError} what the requests throw */
  async readBack(trace: Trace, deadline: Deadline): Promise<ReadBack> {
    return await this.#settle(trace, deadline, { enough: 1, wasHere: false });
  }

  /**
   * Reads everything that was kept once more; what cannot be read now was read before.
   *
   * @returns numbers of the changes that are not on the branch, and of those of which nobody can tell
   */
  async review(deadline: Deadline): Promise<{ elsewhere: number[]; inDoubt: number[] }> {
    const found = { elsewhere: [] as number[], inDoubt: [] as number[] };
    const manner = { enough: REVIEWING_READS, wasHere: true };
    for (const { trace, changes } of this.#kept.values()) {
      if (deadline.signal.aborted) break;
      const place = await this.#settle(trace, deadline, manner).catch(() => undefined);
      if (place?.kind === "elsewhere") found.elsewhere.push(...changes);
      if (place?.kind === "in_doubt") found.inDoubt.push(...changes);
    }
    return found;
  }

  /**
   * Reads until it is clear where a change is. Any read may run elsewhere, when another session of the
   * account comes in just before it, or when it meets a process of the helpdesk that remembers one; so what
   * is missing once counts only when several reads in a row agree, and another change shows meanwhile.
   *
   * @param manner `enough`: reads in a row that must show it while none did not; `wasHere`: it was read back
   * before, so that missing alone proves nothing
   */
  async #settle(
    trace: Trace,
    deadline: Deadline,
    { enough, wasHere }: { enough: number; wasHere: boolean },
  ): Promise<ReadBack> {
    let [shown, missing, longest] = [0, 0, 0];
    for (let reads = 0; reads < MOST_READS; reads++) {
      // The first request after another session came in runs elsewhere: a short one, so that the read does not.
      if (longest > 0) await this.#wire.send(INFO_REQUEST, deadline);
      const { isShown, isMissing, reply } = await this.#read(trace, deadline);
      if (!isShown && !isMissing) return { kind: "unread", reply };
      [shown, missing] = isShown ? [shown + 1, 0] : [0, missing + 1];
      if (shown >= (longest > 0 ? AGREEING_READS : enough)) return { kind: "here", reply };
      if (isShown) continue;
      if (missing >= AGREEING_READS) {
        const isElsewhere = await this.#isMissingBeside(trace, deadline);
        if (isElsewhere ?? !wasHere) return { kind: "elsewhere" };
        missing = 0;
      }
      // Two clients whose requests take turns would go on reading on main: one must let the other pass.
      longest = Math.min(longest * 2 || FIRST_PAUSE_MILLISECONDS, MOST_PAUSE_MILLISECONDS);
      const pause = Math.random() * longest;
      if (pause >= deadline.remaining) return { kind: "in_doubt" };
      await deadline.sleep(pause);
    }
    return { kind: "in_doubt" };
  }

  /**
   * Whether a change is missing while another one, which was read back on the branch, shows.
   *
   * @returns undefined when there is no other one
   */
  async #isMissingBeside(
    { path, ...rest }: Trace,
    deadline: Deadline,
  ): Promise<boolean | undefined> {
    const others = [...this.#kept.values()].filter(({ trace }) => trace.path !== path);
    const other = others.findLast(({ trace }) => isFollowUp(trace.path)) ?? others.at(-1);
    if (other === undefined) return undefined;
    const { isShown } = await this.#read(other.trace, deadline);
    return isShown && (await this.#read({ path, ...rest }, deadline)).isMissing;
  }

  async #read(
    trace: Trace,
    deadline: Deadline,
  ): Promise<{ isShown: boolean; isMissing: boolean; reply: HttpReply }> {
    const reply = await this.#wire.send(requestFor(trace), deadline);
    const isShown = showsTrace(reply, trace);
    return { isShown, isMissing: !isShown && [200, 404].includes(reply.status), reply };
  }

  #isRefusal(reply: HttpReply): boolean {
    return sessionRefusal(reply, this.#loginPaths) !== undefined;
  }
}

/** A ticket is slow to read on a large helpdesk, a follow-up is not. */
function isFollowUp(path: string | undefined): boolean {
  return path?.startsWith("api/followups/") === true;
}

function branchUnknown(reply: HttpReply): HelpdeskError {
  const { kind, message } = errorOf(reply, { name: "tell which branch this session is on" });
  return new HelpdeskError(kind, `${message}. Nothing was sent`);
}
