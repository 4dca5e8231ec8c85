import { isMembers, type Members, type RequestMessage } from "./message.ts";
import { NEW_METHODS } from "./revision.ts";

/** Methods that the new revision has, by what the protocol is told of their parameters. */
const LISTS = ["tools/list", "resources/list", "resources/templates/list", "prompts/list"];
const CALLS = ["tools/call", "resources/read", "prompts/get", "completion/complete"];

/** Every method of the revision that is answered. */
export const MODERN_METHODS: ReadonlySet<string> = new Set([...NEW_METHODS, ...LISTS, ...CALLS]);

/**
 * The parameters of a request as an earlier revision has them: of what lists nothing but where to go on, so that
 * it can be answered as early as there.
 */
export function earlierParams({ method, params = {} }: RequestMessage): Members | undefined {
  if (CALLS.includes(method)) {
    const { inputResponses: _, requestState: _state, ...others } = params;
    return others;
  }
  return params.cursor === undefined ? undefined : { cursor: params.cursor };
}

/** What identifies a call among others, whoever makes it: method and parameters. */
export function identityOf({ method, params }: RequestMessage): unknown {
  const { inputResponses: _, requestState: _state, _meta, ...others } = params ?? {};
  return [method, others];
}

/** What a client brings back of a question. */
export interface BroughtBack {
  readonly state: string;
  /** What the person answered; undefined when the client did not ask. */
  readonly response: Members | undefined;
}

/** The key of the only question at a time. */
export const QUESTION = "confirm";

/**
 * Reads what a request brings back of a question.
 *
 * @returns undefined when it brings nothing; a sentence when it cannot be read
 */
export function readBroughtBack({ params = {} }: RequestMessage): BroughtBack | string | undefined {
  const { requestState: state, inputResponses: responses = {} } = params;
  if (!isMembers(responses)) return "inputResponses is not an object";
  // Without its state an answer belongs to no question: it is asked anew.
  if (state === undefined) return undefined;
  if (typeof state !== "string") return "requestState is not a string";
  const response = responses[QUESTION];
  if (response === undefined) return { state, response };
  const isAnswer = isMembers(response) &&
    ["accept", "decline", "cancel"].includes(String(response.action));
  if (!isAnswer) return `inputResponses.${QUESTION} has no action that answers it`;
  return { state, response };
}
