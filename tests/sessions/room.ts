import assert from "node:assert/strict";
import type FakeTimers from "@sinonjs/fake-timers";
import type { HelpdeskUnderTest } from "../contract/helpdesk_under_test.ts";
import type { AgentClient } from "./agent_client.ts";
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

  /**
   * The client there finishes its session. What it is told of it must be true; what it had been told of its
   * writes before counts as taken back where it is told now that they are elsewhere.
   *
   * @param options `isQuiet`: nobody else is at work meanwhile
   */
  async finish(place: number, { isQuiet }: { isQuiet: boolean }): Promise<void> {
    const client = this.seat(place);
    const answer = await client.call("finish_agent_session", { intent: "Work of a random day" });
    if (answer.isError) return;
    if (isQuiet) await client.checkFinished(answer);
    for (const write of client.writes) {
      if (write.outcome !== "done" || write.branch !== answer.content.branch_name) continue;
      const places = await this.stage.placesOf(write.ticket, write.comment);
      if (!places.includes(write.branch ?? "")) write.outcome = "misplaced";
    }
    const misplaced = client.writes.filter(({ outcome, isListed }) =>
      outcome === "misplaced" && !isListed
    );
    const { length } = answer.content.misplaced ?? [];
    // While the other's requests come in between, reads may show what is elsewhere, again and again.
    assert.ok(
      !isQuiet || misplaced.length <= length,
      `${length} of ${misplaced.length} are told to be elsewhere`,
    );
    for (const write of misplaced) write.isListed = true;
  }

  /**
   * Both clients hand over what they can and leave; then every write must be where it was told to be.
   *
   * @param options as of `Stage.check`
   */
  async close(options: { onlyHandedOver: boolean }): Promise<void> {
    for (const place of [0, 1]) await this.finish(place, { isQuiet: true });
    for (const client of this.#seats) await client.leave();
    await this.stage.check(options);
  }
}
