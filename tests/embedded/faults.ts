import type { Fault } from "../../lib/demo/state/records.ts";

/** A fault with what is left of it. */
interface Order {
  readonly fault: Fault;
  skip: number;
  times: number;
}

/** The faults that tests ordered, used up in their order. */
export class Faults {
  #orders: Order[] = [];

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
      if (order.skip > 0) {
        order.skip--;
        continue;
      }
      if (--order.times <= 0) this.#orders = this.#orders.filter((other) => other !== order);
      return fault;
    }
    return undefined;
  }
}
