import type { LoadHelpdesk } from "./load_helpdesk.ts";
import { LoadProgram } from "./load_program.ts";
import { blame, countStored, newPart, type Part } from "./tally.ts";

/** Open tickets, so that a private comment stays one. */
const TICKETS = [20, 21, 22, 23];
/** What was sent has arrived after this long. */
const ARRIVAL_MILLISECONDS = 300;
const MOST_TRIES = 6;
/** The helpdesk takes so long for a request, and within that time something ends. */
const REQUEST_MILLISECONDS = 20;
const LATEST_MILLISECONDS = 60;

/** In which way something ends in the middle of a write. */
const ENDINGS = ["SIGKILL", "SIGTERM", "input", "helpdesk"] as const;

/**
 * Writes, in the middle of each of which the server or the helpdesk ends. As a careful client does, an answer
 * that the outcome is unknown is followed by the same call; without an answer somebody looks first.
 */
export async function restartsInWrites(helpdesk: LoadHelpdesk, count: number): Promise<Part> {
  const part = newPart(`restarts in ${count} writes`, count);
  const run = crypto.randomUUID().slice(0, 8);
  const started = performance.now();
  let peak = 0;
  const settings = { ...helpdesk.settings, HELPDESK_TIMEOUT: "10" };
  let program = await LoadProgram.start(settings);
  const restarted = async (how: "SIGKILL" | "SIGTERM" | "input") => {
    peak = Math.max(peak, (await program.stop(how)).peak ?? 0);
  };
  helpdesk.slowDown(REQUEST_MILLISECONDS);
  for (let place = 0; place < count; place++) {
    const ticket = TICKETS[place % TICKETS.length] ?? 0;
    const input = { ticket_id: ticket, comment: `Write ${run} ${place}`, public: false };
    const stored = async () =>
      (await helpdesk.comments(ticket)).filter((comment) => comment === input.comment).length;
    const chosen = ENDINGS[place % ENDINGS.length] ?? "input";
    const ending = chosen === "helpdesk" && helpdesk.restart === undefined ? "SIGKILL" : chosen;
    // A session that is open is written in at once; else the login is in the way.
    if (place % 2 === 0) await program.call("get_ticket", { ticket_id: ticket });

    let answer = await Promise.all([
      program.call("add_followup", input),
      after(
        Math.random() * LATEST_MILLISECONDS,
        async () => ending === "helpdesk" ? await helpdesk.restart?.() : await restarted(ending),
      ),
    ]).then(([first]) => first);
    if (ending !== "helpdesk") program = await LoadProgram.start(settings);
    for (let tries = 1; tries < MOST_TRIES && (answer === undefined || answer.isError); tries++) {
      if (answer === undefined) {
        await after(ARRIVAL_MILLISECONDS, () => Promise.resolve());
        if (await stored() > 0) break;
      }
      answer = await program.call("add_followup", input);
    }
    const times = await stored();
    if (times === 1 && answer?.isError !== true) part.done++;
    if (answer?.isError) blame(part, "wrong", `${input.comment}: ${answer.text}`);
    countStored(part, input.comment, times, true);
  }
  helpdesk.slowDown(0);
  await restarted("input");
  part.seconds = (performance.now() - started) / 1000;
  part.peak = peak || undefined;
  return part;
}

async function after(milliseconds: number, work: () => Promise<unknown>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await work();
}
