import { HelpdeskError } from "../errors.ts";
import type { Deadline } from "./deadline.ts";
import { type HttpRequest, shownRequest } from "./message.ts";

/**
 * What a request that got no complete answer means to its caller.
 *
 * @param cause what `fetch` or reading the body threw
 * @returns an error of kind "sandbox", "unavailable", "timeout", "cancelled" or "bad_reply"; of kind
 * "outcome_unknown" when the request may have changed something
 */
export function failureOf(cause: unknown, request: HttpRequest, deadline: Deadline): HelpdeskError {
  const { url, outcomeCheck } = request;
  if (cause instanceof Deno.errors.NotCapable) return notPermitted(url, cause);
  const fault = connectFault(cause);
  const reason = reasonOf(cause, url, fault, deadline);
  if (outcomeCheck === undefined || fault !== undefined) return reason;
  return new HelpdeskError(
    "outcome_unknown",
    `The answer to ${shownRequest(request)} was lost (${
      withoutAdvice(reason.message)
    }), so the outcome is unknown: ` +
      `the helpdesk may or may not have carried it out. It was not repeated. ${outcomeCheck}`,
    { cause },
  );
}

function reasonOf(
  cause: unknown,
  url: URL,
  fault: ConnectFault | undefined,
  deadline: Deadline,
): HelpdeskError {
  if (cause instanceof HelpdeskError) return cause;
  if (deadline.signal.aborted && deadline.signal.reason instanceof HelpdeskError) {
    return deadline.signal.reason;
  }
  if (fault !== undefined) {
    return new HelpdeskError(
      "unavailable",
      `Could not reach the helpdesk at ${url.origin}: ${CONNECT_PROBLEMS[fault]}. ` +
        (isCertificateSetting(fault)
          ? "Correct that variable where the program is started, or take it away"
          : "Check that it is running and that HELPDESK_BASE_URL names it"),
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

/**
 * Why no connection was made: the name was not found, the connection was refused, the certificate was
 * not accepted, no TLS is spoken there, the port is one that `fetch` never connects to, a variable of Deno
 * names certificates that cannot be had, or another reason.
 */
export type ConnectFault =
  | "name"
  | "refused"
  | "certificate"
  | "no_tls"
  | "port"
  | "certificate_file"
  | "certificate_store"
  | "other";

const CONNECT_PROBLEMS: Readonly<Record<ConnectFault, string>> = {
  name: "its name was not found",
  refused: "the connection was refused",
  certificate:
    "its certificate was not accepted (a private authority: set DENO_CERT or DENO_TLS_CA_STORE=system)",
  no_tls: "it does not speak https there",
  port: "its port is kept for another protocol and blocked here, as in browsers",
  certificate_file: "DENO_CERT names no file of certificates that can be read",
  certificate_store: 'DENO_TLS_CA_STORE is none of "system" and "mozilla"',
  other: "no connection could be made",
};

/** Whether a variable of Deno keeps every request from being sent, whatever the helpdesk does. */
export function isCertificateSetting(fault: ConnectFault | undefined): boolean {
  return fault === "certificate_file" || fault === "certificate_store";
}

/**
 * Reads out of what `fetch` threw why no connection was made. Deno says it in a message, and nowhere
 * else; unlike `Deno.resolveDns` it needs no permission for the name server.
 *
 * @returns undefined when the connection was made, or may have been
 */
export function connectFault(cause: unknown): ConnectFault | undefined {
  const message = messagesOf(cause);
  if (/^(?:Failed opening CA file|Unable to add pem file)/m.test(message)) {
    return "certificate_file";
  }
  if (/^Unknown certificate store/m.test(message)) return "certificate_store";
  // The list of bad ports in WHATWG's Fetch standard: nothing was sent.
  if (cause instanceof TypeError && /requests to port \d+ are blocked/i.test(message)) {
    return "port";
  }
  if (!(cause instanceof TypeError) || !/client error \(Connect\)|dns error/i.test(message)) {
    return undefined;
  }
  if (/dns error|lookup address|no record/i.test(message)) return "name";
  if (/refused/i.test(message)) return "refused";
  if (/certificate|UnknownIssuer/i.test(message)) return "certificate";
  if (/tls|ssl|InvalidContentType/i.test(message)) return "no_tls";
  return "other";
}

/** The messages of an error and its causes: Deno 2.9's `fetch` has the reason in the cause only. */
function messagesOf(error: unknown): string {
  const messages: string[] = [];
  for (let part = error; part instanceof Error && messages.length < 5; part = part.cause) {
    messages.push(part.message);
  }
  return messages.join("\n");
}
