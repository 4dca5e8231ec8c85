// Taken at load time: a test that fakes the timers must not stop the helpdesk.
const startTimer = setTimeout;

/** Waits, however the timers of a test are faked. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => startTimer(resolve, milliseconds));
}
