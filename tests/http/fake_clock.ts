import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";

/** Runs a test on a clock that stands still unless the test moves it; no timer may be left behind. */
export async function onStillClock(
  body: (clock: FakeTimers.Clock) => Promise<void>,
): Promise<void> {
  const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  try {
    await body(clock);
    assert.equal(clock.countTimers(), 0, "A timer was left behind");
  } finally {
    clock.uninstall();
  }
}

/** Runs a test on a clock that jumps to the next timer whenever all wait for one. */
export async function onFastClock(body: () => Promise<void>): Promise<void> {
  const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  clock.setTickMode({ mode: "nextAsync" });
  try {
    await body();
    assert.equal(clock.countTimers(), 0, "A timer was left behind");
  } finally {
    clock.uninstall();
  }
}
