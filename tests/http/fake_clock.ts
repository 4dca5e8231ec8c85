import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";

/** Runs a test on a clock that stands still unless the test moves it; no timer may be left behind. */
export async function onStillClock(
  body: (clock: FakeTimers.Clock) => Promise<void> | void,
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
export function onFastClock(body: () => Promise<void>): Promise<void> {
  return onStillClock((clock) => {
    clock.setTickMode({ mode: "nextAsync" });
    return body();
  });
}

/** Runs a test with real timers, and a date that the test moves. */
export async function onOtherDays(body: (clock: FakeTimers.Clock) => Promise<void> | void) {
  const clock = FakeTimers.install({ toFake: ["Date"] });
  try {
    await body(clock);
  } finally {
    clock.uninstall();
  }
}
