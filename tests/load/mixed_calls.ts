import { LoadCalls } from "./load_calls.ts";
import type { LoadHelpdesk } from "./load_helpdesk.ts";
import { type Answer, LoadProgram } from "./load_program.ts";
import { blame, newPart, type Part } from "./tally.ts";

/** Calls under way at a time. */
const TOGETHER = 16;
/** A helpdesk that takes so long serves a thousand calls at once in more than a call's time. */
const SLOW_MILLISECONDS = 300;
/** Calls that are under way when the time of those at once is over. */
const MOST_OUT_OF_ORDER = 12;

/** Calls of every kind, some at a time, all of which must be answered as asked. */
export async function mixedCalls(helpdesk: LoadHelpdesk, count: number): Promise<Part> {
  const part = newPart(`${count} mixed calls`, count);
  const calls = await LoadCalls.prepare(helpdesk, count);
  const answers = new Map<number, Answer | undefined>();
  await measured(part, helpdesk, async (program) => {
    let next = 0;
    const work = async () => {
      for (let place = next++; place < count; place = next++) {
        const call = calls.at(place);
        const answer = await program.call(call.tool, call.input);
        answers.set(place, answer);
        calls.count(part, call, answer);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
    await countOpened(part, calls, answers, program);
  });
  await calls.countStored(part, answers);
  return part;
}

/** Calls that all come at once to a slow helpdesk: served in their order while there is time, or refused. */
export async function callsAtOnce(helpdesk: LoadHelpdesk, count: number): Promise<Part> {
  const part = newPart(`${count} calls at once`, count);
  const calls = await LoadCalls.prepare(helpdesk, count);
  const answers = new Map<number, Answer | undefined>();
  await measured(part, helpdesk, async (program) => {
    helpdesk.slowDown(SLOW_MILLISECONDS);
    const made = Array.from({ length: count }, (_, place) => calls.at(place));
    await Promise.all(made.map(async (call, place) => {
      const answer = await program.call(call.tool, call.input);
      answers.set(place, answer);
      calls.count(part, call, answer);
    }));
    helpdesk.slowDown(0);
    await countOpened(part, calls, answers, program);
  });
  // What the catalogue answers needs no turn: those calls are served whenever they come.
  const isQueued = (place: number) => !["get_queues", "get_users"].includes(calls.at(place).tool);
  const queued = [...answers].filter(([place]) => isQueued(place)).sort(([a], [b]) => a - b);
  const last = queued.findLastIndex(([, answer]) => answer?.isError === false);
  const passed = queued.slice(0, last).filter(([, answer]) => answer?.isError === true);
  if (passed.length > MOST_OUT_OF_ORDER) {
    blame(part, "wrong", `${passed.length} calls were refused, and later ones served`);
  }
  await calls.countStored(part, answers);
  return part;
}

/** Runs the server while it is worked; its time and its memory go into the part. */
async function measured(
  part: Part,
  { settings }: LoadHelpdesk,
  work: (program: LoadProgram) => Promise<void>,
): Promise<void> {
  const program = await LoadProgram.start(settings);
  const started = performance.now();
  try {
    await work(program);
  } finally {
    part.seconds = (performance.now() - started) / 1000;
    part.peak = (await program.stop()).peak;
  }
  for (let one = 0; one < program.doubledAnswers; one++) blame(part, "doubled", "an answer");
}

/** The tickets that were opened, as the helpdesk finds them. */
async function countOpened(
  part: Part,
  calls: LoadCalls,
  answers: ReadonlyMap<number, Answer | undefined>,
  program: LoadProgram,
): Promise<void> {
  const opened =
    [...answers].filter(([place, answer]) =>
      calls.at(place).tool === "create_ticket" && answer?.isError === false
    ).length;
  const found = await program.call("list_tickets", { search: calls.createdTitle, page_size: 1 });
  const total = found?.content?.total ?? found?.text;
  if (total === opened) return;
  const kind = total < opened ? "lost" : "doubled";
  blame(part, kind, `${opened} tickets were told as opened, ${total} are there`);
}
