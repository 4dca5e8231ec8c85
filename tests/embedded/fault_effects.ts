import type { Fault } from "../../lib/demo/state/records.ts";

/** @throws {TypeError} always: what native fetch throws when the server hangs up */
export function loseConnection(): never {
  throw new TypeError("error sending request: connection closed before message completed");
}

/** The answer that a fault orders, or the page of an unhandled error in debug mode. */
export function unhandledErrorPage(fault: Fault): Response {
  const type = { "content-type": "text/html; charset=utf-8" };
  if (fault.kind === "status") {
    const headers = { ...type, ...fault.headers };
    const body = [204, 304].includes(fault.status) ? null : fault.body ?? "";
    return new Response(body, { status: fault.status, headers });
  }
  const page = "<!DOCTYPE html><html><head><title>RuntimeError</title></head><body>" +
    "<h1>RuntimeError</h1><pre>Ordered by a test</pre><h2>Traceback</h2></body></html>";
  return new Response(page, { status: 500, headers: type });
}
