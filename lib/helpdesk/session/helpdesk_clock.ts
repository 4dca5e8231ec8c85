import type { HttpReply } from "../../http/message.ts";

/** The helpdesk's clock, as its answers tell it (RFC 9110, section 6.6.1). */
export class HelpdeskClock {
  #aheadMilliseconds = 0;

  /** Takes the time from an answer that was just received. */
  observe(reply: HttpReply): void {
    const date = Date.parse(reply.headers.get("date") ?? "");
    if (!Number.isNaN(date)) this.#aheadMilliseconds = date - Date.now();
  }

  /** What the helpdesk's clock showed when this computer's showed `local`, both in milliseconds. */
  at(local: number): number {
    return local + this.#aheadMilliseconds;
  }
}
