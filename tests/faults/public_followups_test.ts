import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/types"
import {
  type ClientCapabilities,
  ElicitRequestSchema,
  type ElicitResult,
} from "@modelcontextprotocol/sdk/types.js";
import type { EmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { converse, type EmbeddedConversation } from "../mcp/embedded_conversation.ts";

const COMMENT = "We have replaced the toner.";
/** An open ticket; a private comment on the other one becomes its resolution. */
const OPEN = 31;
const PUBLIC = { ticket_id: 1, comment: COMMENT, public: true };

type Answer = (question: string) => ElicitResult | Promise<ElicitResult>;

/** A conversation whose client can ask its person, and what it asked. */
async function conversing(
  setting: string,
  options: { capabilities?: ClientCapabilities; answer?: Answer; seconds?: string },
): Promise<{ conversation: EmbeddedConversation; asked: string[] }> {
  const { capabilities = {}, answer, seconds = "30" } = options;
  const settings = { HELPDESK_PUBLIC_FOLLOWUPS: setting, HELPDESK_TIMEOUT: seconds };
  const conversation = await converse({ waits: true, settings });
  const asked: string[] = [];
  conversation.client.registerCapabilities(capabilities);
  if (answer !== undefined) {
    conversation.client.setRequestHandler(ElicitRequestSchema, (request) => {
      const { message } = request.params;
      asked.push(message);
      return answer(message);
    });
  }
  await conversation.connect();
  return { conversation, asked };
}

const CAN_ASK = { elicitation: {} };

async function add(
  conversation: EmbeddedConversation,
  input: Record<string, unknown>,
): Promise<{ isError: boolean; text: string }> {
  const result = await conversation.client.callTool({ name: "add_followup", arguments: input });
  const [part] = result.content as { text: string }[];
  return { isError: result.isError === true, text: part?.text ?? "" };
}

async function comments(embedded: EmbeddedHelpdesk, ticket = 1): Promise<(string | null)[]> {
  return (await embedded.followups(ticket)).map(({ comment }) => comment);
}

/** Fails when a follow-up was written, asked for, or mailed. */
async function assertNothingWritten({ embedded }: EmbeddedConversation): Promise<void> {
  assert(!(await comments(embedded)).includes(COMMENT));
  const { requests } = await embedded.requests();
  assert.deepEqual(requests.filter(({ path }) => path === "/api/followups/"), []);
  assert.deepEqual(await embedded.mails(), []);
}

for (const input of [PUBLIC, { ticket_id: 1, comment: COMMENT }, { ...PUBLIC, public: "TRUE" }]) {
  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=never refuses ${JSON.stringify(input)}`, async () => {
    const answer: Answer = () => ({ action: "accept", content: {} });
    const { conversation, asked } = await conversing("never", { capabilities: CAN_ASK, answer });
    await using _ = conversation;
    const { isError, text } = await add(conversation, input);
    assert.equal(isError, true);
    assert.match(text, /^HELPDESK_PUBLIC_FOLLOWUPS does not allow public follow-ups\. Nothing was/);
    assert.deepEqual(asked, []);
    await assertNothingWritten(conversation);
  });
}

for (const setting of ["never", "ask"]) {
  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=${setting} lets a private follow-up through`, async () => {
    const answer: Answer = () => ({ action: "decline" });
    const { conversation, asked } = await conversing(setting, { capabilities: CAN_ASK, answer });
    await using _ = conversation;
    const { isError, text } = await add(conversation, {
      ...PUBLIC,
      ticket_id: OPEN,
      public: false,
    });
    assert.equal(isError, false, text);
    assert.deepEqual(asked, []);
    assert((await comments(conversation.embedded, OPEN)).includes(COMMENT));
  });
}

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=allow, the default, asks nobody", async () => {
  for (const setting of ["", "allow"]) {
    const answer: Answer = () => ({ action: "decline" });
    const { conversation, asked } = await conversing(setting, { capabilities: CAN_ASK, answer });
    await using _ = conversation;
    const { isError, text } = await add(conversation, PUBLIC);
    assert.equal(isError, false, text);
    assert.deepEqual(asked, []);
  }
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask writes what the person accepts, and shows it first", async () => {
  const answer: Answer = () => ({ action: "accept", content: {} });
  const { conversation, asked } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  const comment = `${COMMENT}\nمرحبا 👩‍💻${" x".repeat(2_000)} the end`;
  const { isError, text } = await add(conversation, { ...PUBLIC, comment });
  assert.equal(isError, false, text);
  assert.equal(asked.length, 1);
  const [question = ""] = asked;
  assert.match(question, /^Add a public follow-up to ticket 1\? The helpdesk mails it to the subm/);
  assert.ok(question.endsWith(`\n\n${comment}`), "the whole text is shown");
  assert((await comments(conversation.embedded)).includes(comment));
});

const UNSEEN: readonly (readonly [text: string, named: RegExp])[] = [
  ["a\u202eb", /U\+202E RIGHT-TO-LEFT OVERRIDE/],
  ["a\u200bb", /U\+200B ZERO WIDTH SPACE/],
  ["a\x1b[31mb", /U\+001B CONTROL;/],
  ["a\u{e0041}\u{e0042}b", /U\+E0041 TAG, U\+E0042 TAG/],
  ["a\u2066b\u2069", /U\+2066 LEFT-TO-RIGHT ISOLATE, U\+2069 POP/],
  ["a\u00adb", /U\+00AD SOFT HYPHEN/],
];
for (const [text, named] of UNSEEN) {
  for (const setting of ["ask", "allow"]) {
    Deno.test(`text of ${JSON.stringify(text)} is not sent, with ${setting}`, async () => {
      const answer: Answer = () => ({ action: "accept", content: {} });
      const { conversation, asked } = await conversing(setting, { capabilities: CAN_ASK, answer });
      await using _ = conversation;
      for (const input of [{ comment: text }, { comment: "Fine", title: text }]) {
        const { isError, text: message } = await add(conversation, { ...PUBLIC, ...input });
        if ("title" in input && text.includes("\x1b")) assert.match(message, /one line without/);
        else assert.match(message, named);
        assert.equal(isError, true);
      }
      assert.deepEqual(asked, []);
      await assertNothingWritten(conversation);
    });
  }
}

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask refuses what is too long to be shown", async () => {
  const answer: Answer = () => ({ action: "accept", content: {} });
  const { conversation, asked } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  const { text } = await add(conversation, { ...PUBLIC, comment: "x".repeat(10_001) });
  assert.match(text, /can be shown at most 10,000 characters; this text has 10,001\. Nothing was/);
  assert.deepEqual(asked, []);
  await assertNothingWritten(conversation);
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask says that a person did not allow it, when one had time", async () => {
  const answer: Answer = async () => {
    await new Promise((read) => setTimeout(read, 800));
    return { action: "decline" };
  };
  const { conversation } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  assert.match((await add(conversation, PUBLIC)).text, /^The person did not allow the follow-up\./);
});

for (const action of ["decline", "cancel"] as const) {
  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=ask writes nothing when the client says ${action} at once`, async () => {
    const answer: Answer = () => ({ action });
    const { conversation, asked } = await conversing("ask", { capabilities: CAN_ASK, answer });
    await using _ = conversation;
    const { isError, text } = await add(conversation, PUBLIC);
    assert.equal(isError, true);
    assert.match(text, /^The client declined the follow-up, faster than .* Nothing was sent/);
    assert.equal(asked.length, 1);
    await assertNothingWritten(conversation);
  });
}

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask asks anew for each follow-up", async () => {
  let calls = 0;
  const answer: Answer = () => ({ action: calls++ === 0 ? "accept" : "decline" });
  const { conversation } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  assert.equal((await add(conversation, { ...PUBLIC, comment: "First" })).isError, false);
  assert.equal((await add(conversation, { ...PUBLIC, comment: "Second" })).isError, true);
  const written = await comments(conversation.embedded);
  assert(written.includes("First") && !written.includes("Second"));
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask refuses where the client cannot ask", async () => {
  for (const capabilities of [{}, { sampling: {} }, { roots: {} }]) {
    const { conversation } = await conversing("ask", { capabilities });
    await using _ = conversation;
    const { isError, text } = await add(conversation, PUBLIC);
    assert.equal(isError, true);
    assert.match(text, /asks a person before each public follow-up, and this client cannot ask/);
    await assertNothingWritten(conversation);
  }
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask refuses where the client can ask by address only", async () => {
  const { conversation } = await conversing("ask", { capabilities: { elicitation: { url: {} } } });
  await using _ = conversation;
  const { isError, text } = await add(conversation, PUBLIC);
  assert.equal(isError, true);
  assert.match(text, /asks a person before each public follow-up, and (?:this|the) client/);
  await assertNothingWritten(conversation);
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask refuses when asking fails", async () => {
  const answer: Answer = () => Promise.reject(new Error("The window is closed"));
  const { conversation, asked } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  const { isError, text } = await add(conversation, PUBLIC);
  assert.equal(isError, true);
  assert.match(
    text,
    /^HELPDESK_PUBLIC_FOLLOWUPS asks a person .* and the client did not ask\. Nothing/,
  );
  assert.equal(asked.length, 1);
  await assertNothingWritten(conversation);
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask takes nothing but a clear yes", async () => {
  // Answers that a broken client may give; the SDK's types would not let it.
  for (const reply of [{}, { action: "ACCEPT" }, { action: true }, { accept: true }]) {
    const answer = (() => reply) as unknown as Answer;
    const { conversation } = await conversing("ask", { capabilities: CAN_ASK, answer });
    await using _ = conversation;
    assert.equal((await add(conversation, PUBLIC)).isError, true);
    await assertNothingWritten(conversation);
  }
});

Deno.test("the time in which a person thinks is no part of HELPDESK_TIMEOUT", async () => {
  const answer: Answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    return { action: "accept", content: {} };
  };
  const { conversation } = await conversing("ask", {
    capabilities: CAN_ASK,
    answer,
    seconds: "1",
  });
  await using _ = conversation;
  const { isError, text } = await add(conversation, PUBLIC);
  assert.equal(isError, false, text);
});

Deno.test("a call that is cancelled while the person thinks writes nothing", async () => {
  const { promise: never } = Promise.withResolvers<ElicitResult>();
  const { promise: wasAsked, resolve } = Promise.withResolvers<void>();
  const answer: Answer = () => {
    resolve();
    return never;
  };
  const { conversation } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  const cancelling = new AbortController();
  const call = conversation.client.callTool(
    { name: "add_followup", arguments: PUBLIC },
    undefined,
    { signal: cancelling.signal },
  );
  await wasAsked;
  cancelling.abort();
  await assert.rejects(call);
  await conversation.idle();
  await assertNothingWritten(conversation);
});

Deno.test("HELPDESK_QUEUES is checked before a person is asked", async () => {
  const conversation = await converse({
    waits: true,
    settings: { HELPDESK_PUBLIC_FOLLOWUPS: "ask", HELPDESK_QUEUES: "99" },
  });
  await using _ = conversation;
  conversation.client.registerCapabilities(CAN_ASK);
  conversation.client.setRequestHandler(ElicitRequestSchema, () => {
    throw new Error("The person was asked");
  });
  await conversation.connect();
  const { text } = await add(conversation, PUBLIC);
  assert.match(text, /HELPDESK_QUEUES does not allow/);
  await assertNothingWritten(conversation);
});

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask names title, status and files that go with it", async () => {
  const answer: Answer = () => ({ action: "accept", content: {} });
  const { conversation, asked } = await conversing("ask", { capabilities: CAN_ASK, answer });
  await using _ = conversation;
  const attachments = [{ filename: "log.txt", content_base64: btoa("a line") }];
  const more = { title: "Seen on  site", new_status: 3, attachments };
  const { isError, text } = await add(conversation, { ...PUBLIC, ...more });
  assert.equal(isError, false, text);
  const expected =
    "\n\nTitle: Seen on  site\nStatus that the ticket gets: 3 Resolved\nAttached: log.txt";
  assert.ok(asked[0]?.endsWith(expected), asked[0]);
});

for (
  const [what, input] of [["resolves its ticket", { ticket_id: OPEN, new_status: 3 }], [
    "is on a settled one",
    { ticket_id: 1 },
  ]] as const
) {
  const given = { ...input, comment: COMMENT, public: false };

  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=never refuses a private comment that ${what}`, async () => {
    const { conversation } = await conversing("never", {});
    await using _ = conversation;
    const { isError, text } = await add(conversation, given);
    assert.equal(isError, true, text);
    assert.match(
      text,
      /does not allow comments that become a ticket's resolution, which the submitter/,
    );
    assert.match(text, /Nothing was sent\. update_ticket /);
    assert(!(await comments(conversation.embedded, input.ticket_id)).includes(COMMENT));
  });

  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=ask asks about a private comment that ${what}`, async () => {
    const answer: Answer = () => ({ action: "accept", content: {} });
    const { conversation, asked } = await conversing("ask", { capabilities: CAN_ASK, answer });
    await using _ = conversation;
    const { isError, text } = await add(conversation, given);
    assert.equal(isError, false, text);
    assert.match(
      asked[0] ?? "",
      /^Add a private follow-up to ticket \d+\? Its text becomes the ticket's res/,
    );
    assert.equal((await conversation.embedded.ticket(input.ticket_id))?.resolution, COMMENT);
  });
}

Deno.test("HELPDESK_TIMEOUT counts again once the person has answered", async () => {
  const answer: Answer = () => ({ action: "accept", content: {} });
  const { conversation } = await conversing("ask", {
    capabilities: CAN_ASK,
    answer,
    seconds: "1",
  });
  await using _ = conversation;
  await conversation.embedded.failNext({
    ...{ kind: "delay_answer", milliseconds: 2_500, method: "POST", pathContains: "followups" },
  });
  const { isError, text } = await add(conversation, PUBLIC);
  assert.equal(isError, true);
  assert.match(text, /within 1 s/);
});
