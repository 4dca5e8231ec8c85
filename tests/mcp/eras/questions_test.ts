import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { ANSWER_MILLISECONDS, digestOf } from "../../../lib/mcp/eras/request_states.ts";
import { toolThat } from "../test_tools.ts";
import {
  ASKING,
  assertError,
  cancellationOf,
  converseModern,
  type Heard,
  say,
  settle,
} from "./modern_conversation.ts";

/** A tool that asks whether it may, and what became of each of its runs. */
function askingTool(questions: (run: number) => readonly string[] = () => ["Really?"]) {
  const runs: string[] = [];
  const tool = toolThat(async (_, { call: { confirm } }) => {
    const run = runs.push("begun") - 1;
    try {
      const said: unknown[] = [];
      for (const question of questions(run)) said.push((await confirm?.(question))?.isAllowed);
      return runs[run] = said.join();
    } catch (error) {
      runs[run] = "ended";
      throw error;
    }
  }, { effect: "create" });
  return { tool, runs };
}

const answered = (action: unknown) => ({ inputResponses: { confirm: { action } } });

/** The call again, with what it was answered and an answer to the question. */
function again(id: string, { result }: Heard, action: unknown, more = {}): Heard {
  const { requestState } = result;
  return say(id, { requestState, ...answered(action), ...more }, ASKING);
}

const saidIn = ({ result }: Heard) => result.structuredContent?.said;

for (const [action, said] of [["accept", "true"], ["decline", "false"], ["cancel", "false"]]) {
  Deno.test(`Questions brings a person's ${action} to the call, which begins anew`, async () => {
    const { tool, runs } = askingTool();
    await using conversation = await converseModern([tool]);
    const asked = await conversation.ask(say("one", {}, ASKING));
    assert.equal(asked.result.resultType, "input_required");
    const requestedSchema = { type: "object", properties: {} };
    const params = { mode: "form", message: "Really?", requestedSchema };
    const confirm = { method: "elicitation/create", params };
    assert.deepEqual(asked.result.inputRequests, { confirm });
    await settle();
    assert.deepEqual(runs, ["ended"], "Nothing waits for the person");
    const answer = await conversation.ask(again("two", asked, action));
    assert.equal(saidIn(answer), said);
    assert.equal(conversation.heard.length, 2);
  });
}

const CLIENTS: readonly [capabilities: Record<string, unknown>, isAsked: boolean][] = [
  [{ elicitation: {} }, true],
  [{ elicitation: { form: {}, url: {} } }, true],
  [{ elicitation: { url: {} } }, false],
  [{}, false],
];

for (const [capabilities, isAsked] of CLIENTS) {
  const which = JSON.stringify(capabilities);
  Deno.test(`Questions go to a client with ${which}: ${isAsked}`, async () => {
    await using conversation = await converseModern([askingTool().tool]);
    await conversation.ask(say("another", {}, ASKING));
    const meta = { "io.modelcontextprotocol/clientCapabilities": capabilities };
    const answer = await conversation.ask(say("one", {}, meta));
    if (isAsked) return assert.equal(answer.result.resultType, "input_required");
    assertError(answer, -32021, /^The client cannot ask$/);
    assert.deepEqual(answer.error.data, { requiredCapabilities: { elicitation: { form: {} } } });
  });
}

Deno.test("Questions tells a client that cannot ask what the tool says of it", async () => {
  const tool = toolThat(async (_, { call: { confirm } }) => {
    try {
      return String(await confirm?.("Really?"));
    } catch (cause) {
      throw new HelpdeskError("forbidden", "Nothing was sent. Leave it private", { cause });
    }
  });
  await using conversation = await converseModern([tool]);
  const answer = await conversation.ask(say("one"));
  assertError(answer, -32021, /^Nothing was sent\. Leave it private$/);
});

type Retry = (asked: Heard) => Heard;
const REFUSED: readonly [what: string, retry: Retry, message: RegExp][] = [
  [
    "an answer to another call",
    (asked) => again("two", asked, "accept", { arguments: { text: "y" } }),
    /requestState is not from this process, or from another call; send the call without it/,
  ],
  [
    "a state that was changed",
    ({ result }) => {
      const [payload, seal] = result.requestState.split(".");
      const read = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
      const changed = read.replace('"asked":1', '"asked":2');
      const requestState = `${btoa(changed).replaceAll("=", "")}.${seal}`;
      return say("two", { requestState, ...answered("accept") }, ASKING);
    },
    /not from this process/,
  ],
  ["a state without a seal", () => say("two", { requestState: "e30" }, ASKING), /not from this/],
  ["a state that is no text", () => say("two", { requestState: 7 }, ASKING), /is not a string/],
  ["an odd answer", (asked) => again("two", asked, "perhaps"), /confirm has no action that answ/],
  [
    "answers that are a list",
    (asked) => again("two", asked, "accept", { inputResponses: [] }),
    /inputResponses is not an object/,
  ],
];

for (const [what, retry, message] of REFUSED) {
  Deno.test(`Questions refuses ${what}, and the call is not begun`, async () => {
    const { tool, runs } = askingTool();
    await using conversation = await converseModern([tool]);
    const asked = await conversation.ask(say("one", {}, ASKING));
    assertError(await conversation.ask(retry(asked)), -32602, message);
    assert.deepEqual(runs, ["ended"]);
  });
}

Deno.test("Questions refuses a state from another process", async () => {
  await using before = await converseModern([askingTool().tool]);
  const asked = await before.ask(say("one", {}, ASKING));
  await using after = await converseModern([askingTool().tool]);
  assertError(await after.ask(again("two", asked, "accept")), -32602, /not from this process/);
});

const ASKED_ANEW: readonly [what: string, retry: Retry][] = [
  ["an answer without its state", () => say("two", answered("accept"), ASKING)],
  ["a state without an answer", (asked) => again("two", asked, "", { inputResponses: {} })],
  [
    "an answer to a question that was not put",
    (asked) => again("two", asked, "", { inputResponses: { other: { action: "accept" } } }),
  ],
];

for (const [what, retry] of ASKED_ANEW) {
  Deno.test(`Questions asks anew after ${what}`, async () => {
    await using conversation = await converseModern([askingTool().tool]);
    const asked = await conversation.ask(say("one", {}, ASKING));
    const { result } = await conversation.ask(retry(asked));
    assert.equal(result.resultType, "input_required");
  });
}

Deno.test("digestOf() is the same in whatever order members come, and another for other values", async () => {
  const given = { a: [1, { b: 2, c: null }], d: "" };
  assert.equal(await digestOf({ d: "", a: [1, { c: null, b: 2 }] }), await digestOf(given));
  const swapped = { a: [{ b: 2, c: null }, 1], d: "" };
  const others = [swapped, [["a", given.a], ["d", ""]], { a: given.a }];
  for (const other of others) assert.notEqual(await digestOf(other), await digestOf(given));
});

/** What an answer comes to that is given so much later. */
async function later(milliseconds: number, answer: () => Promise<Heard>): Promise<Heard> {
  const now = Date.now;
  Date.now = () => now() + milliseconds;
  try {
    return await answer();
  } finally {
    Date.now = now;
  }
}

Deno.test("Questions lets a person's yes count once", async () => {
  const { tool, runs } = askingTool();
  await using conversation = await converseModern([tool]);
  const asked = await conversation.ask(say("one", {}, ASKING));
  const answers = await Promise.all(
    ["two", "three", "four"].map((id) => conversation.ask(again(id, asked, "accept"))),
  );
  const kinds = answers.map(({ result }) => result.resultType).toSorted();
  assert.deepEqual(kinds, ["complete", "input_required", "input_required"]);
  assert.equal(runs.filter((run) => run === "true").length, 1);
});

Deno.test("Questions tells a tool how long a person thought, not how long the call took", async () => {
  const tool = toolThat(async (_, { call: { confirm } }) =>
    String((await confirm?.("Really?"))?.thoughtMilliseconds)
  );
  await using conversation = await converseModern([tool]);
  const asked = await conversation.ask(say("one", {}, ASKING));
  const answer = await later(5_000, () => conversation.ask(again("two", asked, "decline")));
  const thought = Number(saidIn(answer));
  assert.ok(thought >= 5_000 && thought < 10_000, String(thought));
});

Deno.test("Questions asks anew when an answer comes too late", async () => {
  await using conversation = await converseModern([askingTool().tool]);
  const asked = await conversation.ask(say("one", {}, ASKING));
  const answer = again("two", asked, "accept");
  const { result } = await later(ANSWER_MILLISECONDS, () => conversation.ask(answer));
  assert.equal(result.resultType, "input_required");
});

Deno.test("Questions asks anew when the question is another one by now", async () => {
  await using conversation = await converseModern([askingTool((run) => [`Really, ${run}?`]).tool]);
  const asked = await conversation.ask(say("one", {}, ASKING));
  const { result } = await conversation.ask(again("two", asked, "accept"));
  assert.equal(result.inputRequests.confirm.params.message, "Really, 1?");
});

Deno.test("Questions asks one after the other, and keeps the answers", async () => {
  await using conversation = await converseModern([askingTool(() => ["First?", "Second?"]).tool]);
  const first = await conversation.ask(say("one", {}, ASKING));
  const second = await conversation.ask(again("two", first, "accept"));
  assert.equal(second.result.inputRequests.confirm.params.message, "Second?");
  assert.equal(saidIn(await conversation.ask(again("three", second, "decline"))), "true,false");
});

Deno.test("Questions loses nothing that a call had to tell before it asked", async () => {
  let runs = 0;
  const tool = toolThat(async (_, { call: { confirm, notice } }) => {
    if (runs++ === 0) notice("The session was renewed.");
    notice("A list is cut.");
    return String((await confirm?.("Really?"))?.isAllowed);
  });
  await using conversation = await converseModern([tool]);
  const asked = await conversation.ask(say("one", {}, ASKING));
  const { result } = await conversation.ask(again("two", asked, "accept"));
  const { notices } = result.structuredContent;
  assert.deepEqual(notices, ["The session was renewed.", "A list is cut."]);
});

Deno.test("Questions begins no call that was cancelled while its answer was read", async () => {
  const { tool, runs } = askingTool();
  await using conversation = await converseModern([tool]);
  const asked = await conversation.ask(say("one", {}, ASKING));
  await conversation.say(again("two", asked, "accept"));
  await conversation.say(cancellationOf("two"));
  await settle();
  assert.deepEqual(runs, ["ended"]);
  assert.equal(conversation.heard.length, 1);
});
