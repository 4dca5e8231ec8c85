import type { Members, RequestId, RequestMessage } from "./message.ts";

/** A request of the new revision that is not answered yet. */
export interface ModernCall {
  /** Under this id the protocol hears of it. */
  readonly inner: string;
  readonly request: RequestMessage;
  /** What the client answered to questions of the call, by their digests. */
  readonly answered: Map<string, Members>;
}

/**
 * The requests of the new revision that are not answered yet. The protocol hears of each under an id that no
 * client can choose, so that what it sends of a call that is over can be told from everything else.
 */
export class ModernCalls {
  readonly #prefix = `${crypto.randomUUID()} `;
  readonly #byInner = new Map<RequestId, ModernCall>();
  #count = 0;

  add(request: RequestMessage): ModernCall {
    const inner = `${this.#prefix}${++this.#count}`;
    const call = { inner, request, answered: new Map<string, Members>() };
    this.#byInner.set(inner, call);
    return call;
  }

  /** The call that the protocol knows by an id; undefined when it is over. */
  get(inner: RequestId): ModernCall | undefined {
    return this.#byInner.get(inner);
  }

  /** The call that the client knows by an id. */
  find(id: unknown): ModernCall | undefined {
    return this.#byInner.values().find(({ request }) => request.id === id);
  }

  /** Ends a call; false when it was over. */
  end({ inner }: ModernCall): boolean {
    return this.#byInner.delete(inner);
  }

  /** Whether an id is one under which the protocol hears of calls, running or over. */
  isInner(id: RequestId | undefined): id is string {
    return typeof id === "string" && id.startsWith(this.#prefix);
  }
}
