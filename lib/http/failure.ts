import { HelpdeskError } from "../errors.ts";
import type { Deadline } from "./deadline.ts";
import type { HttpRequest } from "./message.ts";

/**
 * What a request that got no complete answer means to its caller.
 *
 * @param cause what `fetch` or reading the body threw
 * @returns an error of kind "sandbox", "unavailable", "timeout", "cancelled" or "bad_reply"; of kind
 * "outcome_unknown" when the request may have changed something
 */
export function failureOf(cause: unknown, request: HttpRequest, deadline: Deadline): HelpdeskError {
  const { url, method, outcomeCheck } = request;
  if (cause instanceof Deno.errors.NotCapable) return notPermitted(url, cause);
  const notSent = isConnectFailure(cause);
  const reason = reasonOf(cause, url, notSent, deadline);
  if (outcomeCheck === undefined || notSent) return reason;
  return new HelpdeskError(
    "outcome_unknown",
    `The answer to ${method} ${url.pathname} was lost (${
      withoutAdvice(reason.message)
    }), so the outcome is unknown: ` +
      `the helpdesk may or may not have carried it out. It was not repeated. ${outcomeCheck}`,
    { cause },
  );
}

function reasonOf(
  cause: unknown,
  url: URL,
  notSent: boolean,
  deadline: Deadline,
): HelpdeskError {
  if (cause instanceof HelpdeskError) return cause;
  if (deadline.signal.aborted && deadline.signal.reason instanceof HelpdeskError) {
    return deadline.signal.reason;
  }
  if (notSent) {
    return new HelpdeskError(
      "unavailable",
      `Could not reach the helpdesk at ${url.origin}: ${connectProblem(cause)}. ` +
        "Check that it is running and that HELPDESK_BASE_URL names it",
      { cause },
    );
  }
  return new HelpdeskError(
    "unavailable",
    `The connection to the helpdesk at ${url.origin} broke before the answer was complete. Try again`,
    { cause },
  );
}

/** The first sentence: "Try again" behind it would contradict what is said of an unknown outcome. */
function withoutAdvice(message: string): string {
  return message.split(/\. (?=[A-Z])/, 1)[0] ?? message;
}

function notPermitted(url: URL, cause: Error): HelpdeskError {
  return new HelpdeskError(
    "sandbox",
    `This program may not reach ${url.host}: start it with --allow-net or --allow-net=${url.host}, ` +
      "or correct HELPDESK_BASE_URL",
    { cause },
  );
}

/** Deno says in a message, and nowhere else, that a connection was never made. */
function isConnectFailure(cause: unknown): boolean {
  return cause instanceof TypeError &&
    /client error \(Connect\)|dns error/i.test(messagesOf(cause));
}

/** The messages of an error and its causes: Deno 2.9's `fetch` has the reason in the cause only. */
function messagesOf(error: unknown): string {
  const messages: string[] = [];
  for (let part = error; part instanceof Error && messages.length < 5; part = part.cause) {
    messages.push(part.message);
  }
  return messages.join("\n");
}

function connectProblem(cause: unknown): string {
  const message = messagesOf(cause);
  if (/dns error|lookup address|no record/i.test(message)) return "its name was not found";
  if (/refused/i.test(message)) return "the connection was refused";
  if (/certificate|UnknownIssuer/i.test(message)) {
    return "its certificate was not accepted (a private authority: set DENO_CERT or DENO_TLS_CA_STORE=system)";
  }
  if (/tls|ssl|InvalidContentType/i.test(message)) return "it does not speak https there";
  return "no connection could be made";
}
