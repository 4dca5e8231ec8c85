import { THOUGHT_MILLISECONDS } from "./envelope.ts";
import type { Members, RequestMessage } from "./message.ts";
import type { ModernCall } from "./modern_calls.ts";
import { identityOf, QUESTION, readBroughtBack } from "./modern_request.ts";
import { digestOf, RequestStates } from "./request_states.ts";

/** Puts the questions of calls to clients of the new revision, which bring the answers with the call anew. */
export class Questions {
  readonly #states = new RequestStates();

  /**
   * Reads what a request brings back of an earlier question, into the call.
   *
   * @returns undefined when it brings nothing; else what is wrong with it, or undefined
   */
  receive(call: ModernCall): Promise<string | undefined> | undefined {
    const brought = readBroughtBack(call.request);
    if (brought === undefined) return undefined;
    if (typeof brought === "string") return Promise.resolve(brought);
    return this.#take(call, brought.state, brought.response);
  }

  async #take(
    call: ModernCall,
    state: string,
    response: Members | undefined,
  ): Promise<string | undefined> {
    const opened = await this.#states.open(state, await digestOf(identityOf(call.request)));
    if (opened === "foreign") {
      return "requestState is not from this process, or from another call; send the call without it";
    }
    // An answer that came too late, or a second time, allows nothing: the person is asked anew.
    if (opened === "spent") return undefined;
    for (const [question, answer] of Object.entries(opened.answered)) {
      call.answered.set(question, answer);
    }
    if (response === undefined) return undefined;
    const _meta = { [THOUGHT_MILLISECONDS]: Date.now() - opened.asked };
    call.answered.set(opened.question, { ...response, _meta });
    return undefined;
  }

  /**
   * Puts a question of a call.
   *
   * @returns the answer that the client brought, or what it is sent to bring one
   */
  async ask(
    call: ModernCall,
    { method, params = {} }: RequestMessage,
  ): Promise<{ readonly answer: Members } | { readonly result: Members }> {
    const question = await digestOf(params);
    const answer = call.answered.get(question);
    if (answer !== undefined) return { answer };
    const requestState = await this.#states.seal({
      call: await digestOf(identityOf(call.request)),
      question,
      answered: Object.fromEntries(call.answered),
    });
    const inputRequests = { [QUESTION]: { method, params } };
    return { result: { resultType: "input_required", inputRequests, requestState } };
  }
}
