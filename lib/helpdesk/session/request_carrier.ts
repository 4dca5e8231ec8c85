import { HelpdeskError } from "../../errors.ts";
import type { Deadline } from "../../http/deadline.ts";
import type { HttpReply } from "../../http/message.ts";
import { nothingSentYet } from "../../http/not_sent.ts";
import { type SessionRefusal, sessionRefusal } from "../answers/refusal.ts";
import type { AgentBranch } from "../branch/agent_branch.ts";
import type { Call } from "../calls/call.ts";
import { lostWithSession } from "../login/session_errors.ts";
import type { SessionWire } from "../login/session_wire.ts";
import { branchOf } from "../login/standing.ts";
import type { HelpdeskClock } from "./helpdesk_clock.ts";
import type { SessionReply, SessionRequest } from "./session_request.ts";
import type { SessionState } from "./session_state.ts";

/** Carries requests out in the session that is open, and records what they change. */
export class RequestCarrier {
  readonly #wire: SessionWire;
  readonly #state: SessionState;
  readonly #branch: AgentBranch;
  readonly #clock: HelpdeskClock;
  readonly #baseUrl: URL;
  readonly #loginPaths: ReadonlySet<string>;

  constructor(parts: {
    wire: SessionWire;
    state: SessionState;
    branch: AgentBranch;
    clock: HelpdeskClock;
    baseUrl: URL;
    loginPaths: ReadonlySet<string>;
  }) {
    this.#wire = parts.wire;
    this.#state = parts.state;
    this.#branch = parts.branch;
    this.#clock = parts.clock;
    this.#baseUrl = parts.baseUrl;
    this.#loginPaths = parts.loginPaths;
  }

  /**
   * Sends a request in the session of a login; an agent's write only on the session's branch, where it is
   * read back.
   *
   * @param resolved what the request was repeated for already
   * @returns undefined when the session was lost before the request was done: it is sent in the next one
   */
  async carryOut(
    request: SessionRequest,
    generation: number,
    resolved: Set<SessionRefusal | "deleted">,
    call: Call,
  ): Promise<SessionReply | undefined> {
    const standing = this.#state.standing;
    if (standing?.kind !== "agent") {
      const refusal = await this.#lookFirst(request, call.deadline);
      return refusal ?? (await this.#sendRecorded(request, call.deadline)).reply;
    }
    if (request.turn === "write") this.#branch.requireWritable(standing.info, this.#baseUrl);
    if (request.turn === "write" || request.turn === "alone" && request.isSecured) {
      const obstacle = await this.#branch.secure(
        standing.info,
        this.#state.intent !== undefined,
        call,
      );
      if (obstacle?.lost !== undefined) this.#state.lose(generation, obstacle.lost);
      if (obstacle !== undefined) return obstacle.refusal;
    }
    const refusal = await this.#lookFirst(request, call.deadline);
    if (refusal !== undefined) return refusal;
    const { reply, change } = await this.#sendRecorded(request, call.deadline);
    const isWritten = request.turn === "write" && reply.status >= 200 && reply.status < 300;
    if (isWritten && change !== undefined) {
      const found = await this.#branch.readBack(request, reply, change, call.deadline);
      const { branch_name: branch } = standing.info;
      return branch === undefined ? found : { ...found, branch };
    }
    const mayBeDeleted = reply.status === 500 && request.file === undefined;
    if (!mayBeDeleted || resolved.has("deleted")) return reply;
    if (!await this.#branch.isDeleted(call.deadline)) return reply;
    resolved.add("deleted");
    this.#state.lose(generation, { kind: "deleted" });
    if (request.turn === "write") throw lostWithSession(request.outcomeCheck);
    return undefined;
  }

  /** @returns the answer that refuses the session; undefined when the request may be sent */
  async #lookFirst(request: SessionRequest, deadline: Deadline): Promise<HttpReply | undefined> {
    const look = request.turn === "write" ? request.look : undefined;
    if (look === undefined) return undefined;
    let reply: HttpReply | undefined;
    for (const asked of look.requests) {
      reply = await this.#wire.send(asked, deadline).catch((error) => {
        throw nothingSentYet(error);
      });
      if (sessionRefusal(reply, this.#loginPaths) !== undefined) return reply;
      if (reply.status !== 404) break;
    }
    if (reply !== undefined) look.check(reply);
    return undefined;
  }

  async #sendRecorded(
    request: SessionRequest,
    deadline: Deadline,
  ): Promise<{ reply: HttpReply; change?: number }> {
    const branch = branchOf(this.#state.standing);
    let reply: HttpReply;
    try {
      reply = await this.#wire.send(request, deadline);
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind !== "outcome_unknown") throw error;
      if (request.turn === "write") this.#state.ledger.recordFailure(request.change, error, branch);
      if (request.turn === "alone") await request.settle?.(error);
      throw error;
    }
    this.#clock.observe(reply);
    if (sessionRefusal(reply, this.#loginPaths) !== undefined) return { reply };
    if (request.turn === "alone") await request.settle?.(reply);
    const change = request.turn === "write"
      ? this.#state.ledger.recordReply(request.change, reply, branch)
      : undefined;
    return { reply, change };
  }
}
