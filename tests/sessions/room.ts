import type FakeTimers from "@sinonjs/fake-timers";
import type { HelpdeskUnderTest } from "../contract/helpdesk_under_test.ts";
import type { AgentClient } from "./agent_client.ts";
import type { WriteFault } from "./session_model.ts";
import { Stage } from "./stage.ts";

/** A room with two seats for clients of one agent account, and a clock that can be put forward. */
export class Room {
  readonly stage: Stage;
  readonly #clock: FakeTimers.Clock;
  readonly #seats: AgentClient[];

  constructor(helpdesk: HelpdeskUnderTest, clock: FakeTimers.Clock) {
    this.stage = new Stage(helpdesk);
    this.#clock = clock;
    this.#seats = [this.stage.client(), this.stage.client()];
  }

  /** The client that sits there now. */
  seat(place: number): AgentClient {
    const client = this.#seats[place];
    if (client === undefined) throw new RangeError(`There is no seat ${place}`);
    return client;
  }

  /** Another client sits down, with a program of its own. */
  replace(place: number): void {
    this.#seats[place] = this.stage.client();
  }

  wait(minutes: number): void {
    this.#clock.tick(minutes * 60_000);
  }

  /** Orders a fault for the next request that changes something there. */
  async order(fault: WriteFault | undefined, pathContains: string): Promise<void> {
    if (fault === undefined) return;
    await this.stage.control.failNext({ kind: fault, method: "POST", pathContains });
  }

  /** Everybody leaves; then nothing may be lost or doubled. */
  async close(): Promise<void> {
    for (const client of this.#seats) await client.leave();
    await this.stage.check();
  }
}
