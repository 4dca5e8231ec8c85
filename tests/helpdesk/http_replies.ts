import type { HttpReply } from "../../lib/http/message.ts";

const URL_OF_API = new URL("https://desk.example.com/helpdesk/api/tickets/");

/** An answer of the helpdesk, as the HTTP client hands it on. */
export function reply(
  status: number,
  text: string,
  headers: Record<string, string> = {},
  url = URL_OF_API,
): HttpReply {
  return { status, text, headers: new Headers(headers), url };
}

export function jsonReply(status: number, value: unknown, headers = {}): HttpReply {
  return reply(status, JSON.stringify(value), { "Content-Type": "application/json", ...headers });
}

export function htmlReply(status: number, html: string, headers = {}): HttpReply {
  return reply(status, html, { "Content-Type": "text/html; charset=utf-8", ...headers });
}
