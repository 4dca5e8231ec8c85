import type { ReceivedRequest } from "./http_request_reader.ts";

/** Bytes in place of an answer, sent as they come, and what happens to the connection after them. */
export interface RawAnswer {
  readonly parts: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
  /** "hang": nothing more comes until the client gives up; "reset": TCP reset. */
  readonly then: "keep" | "close" | "hang" | "reset";
}

/**
 * What a faulty helpdesk does with a request.
 *
 * @param pass what the helpdesk behind it answers; the request is carried out when this is called
 */
export type Misbehaviour = (
  request: ReceivedRequest,
  pass: () => Promise<Response>,
) => RawAnswer | Response | Promise<RawAnswer | Response>;

/** Sends one text as it is. */
export function raw(text: string, then: RawAnswer["then"] = "close"): Misbehaviour {
  return () => ({ parts: [text], then });
}

/** A JSON answer. */
export function json(body: unknown, status = 200): Misbehaviour {
  return jsonText(JSON.stringify(body), status);
}

/** A JSON answer whose body may be anything. */
export function jsonText(body: string, status = 200, headers: HeadersInit = {}): Misbehaviour {
  const type = { "content-type": "application/json" };
  return () => new Response(body, { status, headers: { ...type, ...headers } });
}

export function page(html: string, status = 200, headers: HeadersInit = {}): Misbehaviour {
  const type = { "content-type": "text/html; charset=utf-8" };
  return () => new Response(html, { status, headers: { ...type, ...headers } });
}

/** A redirect, to any text. */
export function redirect(location: string, status = 302): Misbehaviour {
  return () => new Response(null, { status, headers: { location } });
}

/** The helpdesk's own JSON answer, changed. */
export function changed(
  // deno-lint-ignore no-explicit-any
  change: (body: any) => unknown,
): Misbehaviour {
  return async (_request, pass) => {
    const response = await pass();
    const { status, headers } = response;
    const body = JSON.stringify(change(await response.json()));
    return new Response(body, { status, headers });
  };
}

/** The helpdesk's own answer with further header lines. */
export function withHeaders(lines: readonly (readonly [string, string])[]): Misbehaviour {
  return async (_request, pass) => {
    const response = await pass();
    const headers = new Headers(response.headers);
    for (const [name, value] of lines) headers.append(name, value);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** The helpdesk's own answer with further header lines, which need not be correct. */
export function withRawHeaders(lines: string): Misbehaviour {
  return async (_request, pass) => {
    const response = await pass();
    const body = new Uint8Array(await response.arrayBuffer());
    const type = response.headers.get("content-type");
    const cookies = response.headers.getSetCookie().map((line) => `set-cookie: ${line}\r\n`);
    const head = `HTTP/1.1 ${response.status} Status\r\ncontent-type: ${type}\r\n` +
      `${cookies.join("")}${lines}content-length: ${body.length}\r\n\r\n`;
    return { parts: [head, body], then: "keep" };
  };
}

/** The request is carried out, its answer is lost. */
export function losingAnswer(then: RawAnswer["then"]): Misbehaviour {
  return async (_request, pass) => {
    await (await pass()).body?.cancel();
    return { parts: [], then };
  };
}

/** Ends the connection before anything is done. */
export const reset: Misbehaviour = () => ({ parts: [], then: "reset" });
/** Takes the request and never answers. */
export const silence: Misbehaviour = () => ({ parts: [], then: "hang" });
