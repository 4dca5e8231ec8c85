import { shownLine } from "../text/shown_text.ts";
import { errorCodes } from "./protocol_error.ts";
import type { ProtocolMessage } from "./sdk.ts";

/** What a client sent: a message for the protocol, what it is answered with, or why it is left out. */
export type ReadMessage =
  | { readonly message: ProtocolMessage }
  | { readonly answer: ProtocolMessage }
  | { readonly ignored: string };

type Id = string | number;
type Fields = Readonly<Record<string, unknown>>;

/** Most requests of a batch that are answered one by one. */
const MOST_ANSWERS = 1_000;
/** MCP 2025-11-25, "Tasks": the only other entry of `_meta` that has a form. */
const RELATED_TASK = "io.modelcontextprotocol/related-task";

/**
 * Reads what a client sent (JSON-RPC 2.0, as MCP 2025-11-25 narrows it), so that nothing gets lost in silence.
 * What is null counts as absent; members that the protocol does not know are left out. What is no request, but
 * has an id, is answered with an error; what has none can only be ignored.
 */
export function readMessages(value: unknown): ReadMessage[] {
  if (Array.isArray(value)) {
    const ids = value.flatMap((member) => isObject(member) && "method" in member ? member.id : []);
    const answers = ids.filter((id) => isAnswerable(id)).slice(0, MOST_ANSWERS)
      .map((id) => refusal(id, "invalidRequest", "batches are not taken: send one message a line"));
    return [...answers, { ignored: "it is a batch" }];
  }
  if (!isObject(value)) return [{ ignored: "it is no object" }];
  const isResponse = isAbsent(value.method) && ("result" in value || "error" in value);
  return [isResponse ? readResponse(value) : readRequest(value)];
}

function readRequest({ jsonrpc, id, method, params }: Fields): ReadMessage {
  const name = typeof method === "string" ? ` (${JSON.stringify(shownLine(method, 60))})` : "";
  if (!isAbsent(id) && !isAnswerable(id)) {
    return { ignored: `its id is neither a string nor a number${name}` };
  }
  if (id === null && !/^notifications\//.test(String(method))) {
    return { ignored: `a request needs an id, and its id is null${name}` };
  }
  const refuse = (code: "invalidRequest" | "invalidParams", problem: string): ReadMessage =>
    isAbsent(id) ? { ignored: `${problem}${name}` } : refusal(id as Id, code, problem);
  if (jsonrpc !== "2.0") return refuse("invalidRequest", 'jsonrpc is not "2.0"');
  if (typeof method !== "string") return refuse("invalidRequest", "it names no method");
  if (!isAbsent(id) && !isId(id)) return refuse("invalidRequest", "its id is no whole number");
  if (!isAbsent(params) && !isObject(params)) {
    return refuse("invalidParams", "params is not an object");
  }
  const given = withoutNulls(params ?? {});
  const meta = given._meta === undefined ? undefined : readMeta(given._meta);
  if (typeof meta === "string") return refuse("invalidParams", meta);
  const hasParams = !isAbsent(params);
  const message = {
    jsonrpc: "2.0",
    ...isAbsent(id) ? {} : { id },
    method,
    ...hasParams ? { params: meta === undefined ? given : { ...given, _meta: meta } } : {},
  };
  return { message: message as ProtocolMessage };
}

/** The entries of `_meta`; a sentence when it has not its form. */
function readMeta(meta: unknown): Fields | string {
  if (!isObject(meta)) return "_meta is not an object";
  const { progressToken, [RELATED_TASK]: task, ...others } = meta;
  if (!isAbsent(progressToken) && !isId(progressToken)) {
    return "progressToken is neither a string nor a whole number";
  }
  if (!isAbsent(task) && !(isObject(task) && typeof task.taskId === "string")) {
    return `${RELATED_TASK} names no task`;
  }
  return {
    ...others,
    ...isAbsent(progressToken) ? {} : { progressToken },
    ...isAbsent(task) ? {} : { [RELATED_TASK]: task },
  };
}

/** An answer that cannot be read is a failed one: whoever waits for it must not wait for ever. */
function readResponse({ jsonrpc, id, result, error }: Fields): ReadMessage {
  if (!isId(id)) return { ignored: "it is an answer without an id" };
  const isWhole = jsonrpc === "2.0";
  if (isWhole && isAbsent(error) && isObject(result)) {
    return { message: { jsonrpc: "2.0", id, result } as ProtocolMessage };
  }
  const isError = isObject(error) && Number.isSafeInteger(error.code) &&
    typeof error.message === "string";
  const code = errorCodes.invalidRequest;
  const told = isWhole && isError ? error : { code, message: "The answer cannot be read" };
  return { message: { jsonrpc: "2.0", id, error: told } as ProtocolMessage };
}

function refusal(
  id: Id,
  code: "invalidRequest" | "invalidParams",
  problem: string,
): { readonly answer: ProtocolMessage } {
  const message = `The message was not taken: ${problem}`;
  return { answer: { jsonrpc: "2.0", id, error: { code: errorCodes[code], message } } };
}

function withoutNulls(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => value !== null);
  return entries.length === Object.keys(fields).length ? fields : Object.fromEntries(entries);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Whether an id can be sent back as it came. */
function isAnswerable(value: unknown): value is Id {
  return typeof value === "string" || typeof value === "number" && Number.isFinite(value);
}

function isId(value: unknown): value is Id {
  return typeof value === "string" || Number.isSafeInteger(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
