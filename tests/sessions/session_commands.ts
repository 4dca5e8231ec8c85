import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Answer } from "./agent_client.ts";
import type { Room } from "./room.ts";
import type { Expectation, SessionModel, WriteFault } from "./session_model.ts";

type SessionCommand = fc.AsyncCommand<SessionModel, Room>;

const LOSS = /The helpdesk ended the earlier agent session and closed its branch agent-/;
const TOO_MANY = /ended this agent session 3 times within ten minutes/;
const INTENT = "Work of a random day";

/** A command by what it is called in a counterexample and what it does to model and helpdesk. */
function command(
  name: string,
  run: (model: SessionModel, room: Room) => Promise<void>,
): SessionCommand {
  return { check: () => true, run, toString: () => name };
}

function checkAnswer({ notices, text }: Answer, expected: Expectation): void {
  const losses = notices.filter((notice) => LOSS.test(notice)).length;
  assert.equal(losses, expected.notices, `Lost branches told in: ${text}`);
  assert.equal(TOO_MANY.test(text), expected.isRefused, text);
}

function read(place: number): SessionCommand {
  return command(`read(${place})`, async (model, room) => {
    const expected = model.reach(place);
    if (!expected.isRefused) model.seat(place).hasCatalogue = true;
    const answer = await room.seat(place).call("get_ticket", { ticket_id: 20 });
    checkAnswer(answer, expected);
    assert.equal(answer.isError, expected.isRefused, answer.text);
  });
}

function write(place: number, fault: WriteFault | undefined): SessionCommand {
  return command(`write(${place}, ${fault})`, async (model, room) => {
    const expected = model.write(place, fault);
    await room.order(fault, "/api/followups/");
    const { answer, outcome } = await room.seat(place).write();
    await room.stage.control.clearFaults();
    checkAnswer(answer, expected);
    assert.equal(outcome, expected.outcome, answer.text);
  });
}

/** Three writes and two reads at the same time. */
function burst(place: number): SessionCommand {
  return command(`burst(${place})`, async (model, room) => {
    const expected = model.reach(place);
    const seat = model.seat(place);
    if (!expected.isRefused) {
      seat.hasCatalogue = true;
      seat.changes += 3;
    }
    const client = room.seat(place);
    const writes = Promise.all([client.write(), client.write(), client.write()]);
    const reads = Promise.all([20, 21].map((id) => client.call("get_ticket", { ticket_id: id })));
    for (const { outcome } of await writes) {
      assert.equal(outcome, expected.isRefused ? "refused" : "done");
    }
    const answers = [...(await writes).map(({ answer }) => answer), ...await reads];
    const told = new Set(
      answers.flatMap(({ notices }) => notices).filter((text) => LOSS.test(text)),
    );
    assert.equal(told.size, expected.notices);
    assert.ok(answers.every(({ text }) => TOO_MANY.test(text) === expected.isRefused));
  });
}

function setIntent(place: number): SessionCommand {
  return command(`setIntent(${place})`, async (model, room) => {
    const expected = model.reach(place);
    if (!expected.isRefused) model.seat(place).hasIntent = true;
    const answer = await room.seat(place).call("set_agent_intent", { intent: INTENT });
    checkAnswer(answer, expected);
    assert.equal(answer.isError, expected.isRefused, answer.text);
  });
}

function info(place: number): SessionCommand {
  return command(`info(${place})`, async (model, room) => {
    const expected = model.reach(place);
    const seat = model.seat(place);
    const answer = await room.seat(place).call("get_agent_session_info");
    checkAnswer(answer, expected);
    if (expected.isRefused) return;
    const { content } = answer;
    assert.equal(content.intent, seat.hasIntent ? INTENT : undefined);
    assert.equal(content.changes_total, seat.changes);
    assert.equal(content.closed_branches.length, seat.closed);
  });
}

function finish(place: number, fault: WriteFault | undefined): SessionCommand {
  return command(`finish(${place}, ${fault})`, async (model, room) => {
    const expected = model.finish(place, fault);
    await room.order(fault, "finish-agent-session");
    const client = room.seat(place);
    const answer = await client.call("finish_agent_session");
    await room.stage.control.clearFaults();
    checkAnswer(answer, expected);
    assert.equal(!answer.isError, expected.succeeds, answer.text);
    if (expected.succeeds) await client.checkFinished(answer);
  });
}

function expire(): SessionCommand {
  return command("expire()", async (model, room) => {
    model.expire();
    await room.stage.expire();
  });
}

function disconnect(place: number, onExit: "leave" | "finish"): SessionCommand {
  return command(`disconnect(${place}, ${onExit})`, async (model, room) => {
    const { session, changes, hasIntent } = model.seat(place);
    const finishes = onExit === "finish" && session !== "none" && changes > 0 && hasIntent;
    const { succeeds } = finishes ? model.finish(place, undefined) : { succeeds: false };
    const lines = (await room.seat(place).leave(onExit)).join("\n");
    assert.equal(lines.includes("Finished the agent session on exit"), succeeds, lines);
    model.replace(place);
    room.replace(place);
  });
}

/** Long enough for earlier losses to count no more. */
function wait(): SessionCommand {
  return command("wait()", (model, room) => {
    model.wait(11);
    room.wait(11);
    return Promise.resolve();
  });
}

const place = fc.constantFrom(0, 1);
const fault = fc.option(
  fc.constantFrom<WriteFault>("lost_answer", "lost_request", "error_after", "error_before"),
  { nil: undefined, freq: 2 },
);

/** Random days of two clients on one agent account. */
export function sessionCommands(maxCommands: number): fc.Arbitrary<Iterable<SessionCommand>> {
  return fc.commands([
    place.map(read),
    fc.tuple(place, fault).map(([place, fault]) => write(place, fault)),
    place.map((place) => write(place, undefined)),
    place.map(burst),
    place.map(setIntent),
    place.map(info),
    fc.tuple(place, fault).map(([place, fault]) => finish(place, fault)),
    fc.constant(expire()),
    fc.tuple(place, fc.constantFrom("leave" as const, "finish" as const))
      .map(([place, onExit]) => disconnect(place, onExit)),
    fc.constant(wait()),
  ], { maxCommands, size: "max" });
}
