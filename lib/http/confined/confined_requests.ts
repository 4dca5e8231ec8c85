import type { Order, Report } from "./confined_messages.ts";
import { sentError } from "./sent_error.ts";

interface Exchange {
  readonly abort: AbortController;
  body?: ReadableStreamDefaultReader<Uint8Array>;
}

/**
 * Makes the requests that arrive at a port, and reports what became of them. Redirects are answers; a body
 * is read no faster than it is asked for.
 */
export function serveRequests(port: MessagePort): void {
  const exchanges = new Map<number, Exchange>();
  const report = (report: Report) => port.postMessage(report);

  const request = async (order: Order & { kind: "request" }) => {
    const exchange: Exchange = { abort: new AbortController() };
    exchanges.set(order.id, exchange);
    const response = await fetch(order.url, {
      method: order.method,
      headers: order.headers.map(([name, value]): [string, string] => [name, value]),
      // As a Blob: Deno repeats any other body, unasked, on a connection that was closed.
      body: order.body === undefined ? undefined : new Blob([order.body]),
      redirect: "manual",
      signal: exchange.abort.signal,
    });
    exchange.body = response.body?.getReader();
    if (exchange.body === undefined) exchanges.delete(order.id);
    report({
      kind: "response",
      id: order.id,
      status: response.status,
      headers: [...response.headers],
      hasBody: exchange.body !== undefined,
    });
  };

  const read = async ({ id }: Order) => {
    const chunk = await exchanges.get(id)?.body?.read();
    if (chunk?.value === undefined) exchanges.delete(id);
    report({ kind: "chunk", id, bytes: chunk?.value });
  };

  const cancel = (id: number) => {
    exchanges.get(id)?.abort.abort();
    exchanges.delete(id);
  };

  port.onmessage = async ({ data }: MessageEvent<Order>) => {
    if (data.kind === "cancel") return cancel(data.id);
    try {
      await (data.kind === "request" ? request(data) : read(data));
    } catch (error) {
      exchanges.delete(data.id);
      report({ kind: "failure", id: data.id, error: sentError(error) });
    }
  };
}
