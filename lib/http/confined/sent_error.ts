/** An error in a form that can be posted to another thread: which of its kinds it is, and its words. */
export interface SentError {
  readonly kind: "not_permitted" | "type" | "other";
  /** The messages of the error and its causes, the outermost first. */
  readonly messages: readonly string[];
}

/** Deepest cause that is sent. */
const DEEPEST_CAUSE = 5;

/** Takes an error apart, so that `receivedError` can make one that is told apart in the same way. */
export function sentError(error: unknown): SentError {
  const messages: string[] = [];
  let part = error;
  while (part instanceof Error && messages.length < DEEPEST_CAUSE) {
    messages.push(part.message);
    part = part.cause;
  }
  if (messages.length === 0) messages.push(String(error));
  return { kind: kindOf(error), messages };
}

/** Makes an error of what was sent: `NotCapable`, `TypeError` or `Error`, with its causes. */
export function receivedError({ kind, messages }: SentError): Error {
  const cause = messages.slice(1)
    .reduceRight<Error | undefined>(
      (inner, message) => new Error(message, { cause: inner }),
      undefined,
    );
  const [message] = messages;
  if (kind === "not_permitted") return new Deno.errors.NotCapable(message, { cause });
  return kind === "type" ? new TypeError(message, { cause }) : new Error(message, { cause });
}

function kindOf(error: unknown): SentError["kind"] {
  if (error instanceof Deno.errors.NotCapable) return "not_permitted";
  return error instanceof TypeError ? "type" : "other";
}
