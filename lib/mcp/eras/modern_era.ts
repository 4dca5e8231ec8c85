import { ASKED_REASON, envelopeProblem } from "./envelope.ts";
import { Listening, listenProblem } from "./listening.ts";
import type {
  AnswerMessage,
  ErrorObject,
  Members,
  Message,
  NotificationMessage,
  RequestId,
  RequestMessage,
} from "./message.ts";
import { modernError, modernResult, notAnswered, signed } from "./modern_answer.ts";
import { type ModernCall, ModernCalls } from "./modern_calls.ts";
import { earlierParams, MODERN_METHODS } from "./modern_request.ts";
import { Questions } from "./questions.ts";
import { isModern, META } from "./revision.ts";

const METHOD_NOT_FOUND: ErrorObject = { code: -32601, message: "Method not found" };

/** Between a client of any revision and a server of the earlier ones. */
export interface EraWires {
  /** Whether a client introduced itself before. */
  readonly isIntroduced: boolean;
  /** Sends the client a message. */
  readonly send: (
    message: Message,
    options?: { readonly relatedRequestId?: RequestId },
  ) => Promise<void>;
  /** Gives the server a message. */
  readonly receive: (message: Message) => void;
  readonly onError: (error: Error) => void;
}

/**
 * Answers clients of the revision 2026-07-28. What claims that revision is checked, handed on in the form of the
 * earlier ones, and its answers get theirs; everything else passes as it is.
 */
export class ModernEra {
  readonly #wires: EraWires;
  readonly #serverInfo: Members;
  readonly #earlier: readonly string[];
  readonly #calls = new ModernCalls();
  readonly #listening = new Listening();
  readonly #questions = new Questions();
  #isIntroduced: boolean;

  /**
   * @param options `serverInfo`: who answers, as each answer says; `earlierVersions`: those spoken after
   * `initialize`
   */
  constructor(
    wires: EraWires,
    options: {
      readonly serverInfo: { readonly name: string; readonly version: string };
      readonly earlierVersions: readonly string[];
    },
  ) {
    this.#wires = wires;
    this.#isIntroduced = wires.isIntroduced;
    this.#serverInfo = { ...options.serverInfo };
    this.#earlier = options.earlierVersions;
  }

  /** Sends a message of the server. */
  async send(message: Message, options?: { relatedRequestId?: RequestId }): Promise<void> {
    if (!("method" in message)) return await this.#answer(message);
    if (!("id" in message) && this.#listening.isTold(message.method)) {
      return await this.#tell(message);
    }
    const inner = options?.relatedRequestId;
    if (!this.#calls.isInner(inner)) return await this.#wires.send(message, options);
    const call = this.#calls.get(inner);
    // Of a call that is over the client hears no more.
    if (call === undefined) return;
    if (!("id" in message)) {
      await this.#wires.send(message, { relatedRequestId: call.request.id });
    } else await this.#ask(call, message);
  }

  /** Tells of a change those who asked to be told, and a client that introduced itself. */
  async #tell(message: NotificationMessage): Promise<void> {
    for (const told of this.#listening.tell(message)) await this.#wires.send(told);
    if (this.#isIntroduced) await this.#wires.send(message);
  }

  /** Tells those who listen for changes that there will be none. */
  async endListening(): Promise<void> {
    for (const id of this.#listening.endAll()) {
      const _meta = { [META.subscription]: id };
      await this.#result(id, { resultType: "complete", _meta });
    }
  }

  /** Takes a message of the client. */
  receive(message: Message): void {
    if (!("method" in message)) this.#wires.receive(message);
    else if (!("id" in message)) this.#receiveNotification(message);
    else if (isModern(message)) this.#receiveRequest(message);
    else {
      this.#isIntroduced ||= message.method === "initialize";
      this.#wires.receive(message);
    }
  }

  #receiveNotification(message: NotificationMessage): void {
    const { method, params } = message;
    const isCancelled = method === "notifications/cancelled";
    if (isCancelled && this.#listening.end(params?.requestId)) return;
    const call = isCancelled ? this.#calls.find(params?.requestId) : undefined;
    if (call === undefined) this.#wires.receive(message);
    else this.#cancel(call);
  }

  #receiveRequest(request: RequestMessage): void {
    const { id, method, params } = request;
    const problem = envelopeProblem(request, this.#earlier) ??
      (MODERN_METHODS.has(method) ? undefined : METHOD_NOT_FOUND);
    if (problem !== undefined) return this.#refuse(id, problem);
    if (method === "subscriptions/listen") {
      const wrong = listenProblem(params);
      if (wrong !== undefined) return this.#refuse(id, notAnswered(method, wrong));
      return this.#sendSoon(this.#listening.begin(id, params));
    }
    const call = this.#calls.add(request);
    const brought = this.#questions.receive(call);
    if (brought === undefined) return this.#handOn(call);
    brought.then((wrong) => {
      if (this.#calls.get(call.inner) === undefined) return;
      if (wrong === undefined) return this.#handOn(call);
      this.#calls.end(call);
      this.#refuse(id, notAnswered(method, wrong));
    }).catch((error) => this.#wires.onError(error));
  }

  #handOn({ inner, request }: ModernCall): void {
    const { jsonrpc, method } = request;
    const params = earlierParams(request);
    this.#wires.receive({ jsonrpc, id: inner, method, ...params === undefined ? {} : { params } });
  }

  /** Ends a call without an answer. */
  #cancel(call: ModernCall, reason?: string): void {
    this.#calls.end(call);
    const params = { requestId: call.inner, ...reason === undefined ? {} : { reason } };
    this.#wires.receive({ jsonrpc: "2.0", method: "notifications/cancelled", params });
  }

  /** Passes an answer of the protocol on, in the form of the revision that was asked in. */
  async #answer(message: AnswerMessage): Promise<void> {
    if (!this.#calls.isInner(message.id)) return await this.#wires.send(message);
    const call = this.#calls.get(message.id);
    if (call === undefined) return;
    this.#calls.end(call);
    const { id } = call.request;
    if ("result" in message) {
      return await this.#result(id, modernResult(call.request, message.result));
    }
    await this.#wires.send({ jsonrpc: "2.0", id, error: modernError(message.error) });
  }

  async #result(id: RequestId, result: Members): Promise<void> {
    const answer = signed(result, this.#serverInfo);
    await this.#wires.send({ jsonrpc: "2.0", id, result: answer });
  }

  /** Has a question of a call answered: by what the client brought, or by asking it. */
  async #ask(call: ModernCall, question: RequestMessage): Promise<void> {
    const asked = await this.#questions.ask(call, question);
    if (this.#calls.get(call.inner) === undefined) return;
    if ("answer" in asked) {
      this.#wires.receive({ jsonrpc: "2.0", id: question.id, result: asked.answer });
      return;
    }
    // The call begins anew when the client brings the answer.
    this.#cancel(call, ASKED_REASON);
    await this.#result(call.request.id, asked.result);
  }

  #refuse(id: RequestId, error: ErrorObject): void {
    this.#sendSoon({ jsonrpc: "2.0", id, error });
  }

  #sendSoon(message: Message): void {
    this.#wires.send(message).catch((error) => this.#wires.onError(error));
  }
}
