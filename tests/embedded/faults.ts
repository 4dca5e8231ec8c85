import type { Fault } from "../../lib/demo/state/records.ts";

/** The faults that tests ordered, used up in their order. */
export class Faults {
  #orders: { readonly fault: Fault; skip: number; times: number }[] = [];

  /** Withdraws all orders. */
  clear(): void {
    this.#orders = [];
  }

  /** Adds an order behind the others. */
  order(fault: Fault): void {
    this.#orders.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  }

  /**
   * The first order that matches, used up by this.
   *
   * @param address decoded path with the query
   */
  take(method: string, address: string): Fault | undefined {
    for (const order of this.#orders) {
      const { fault } = order;
      if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
      if (!address.includes(fault.pathContains ?? "")) continue;
      if (order.skip-- > 0) continue;
      if (--order.times <= 0) this.#orders = this.#orders.filter((other) => other !== order);
      return fault;
    }
    return undefined;
  }
}

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
