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

const accept: Answer = () => ({ action: "accept", content: {} });
const decline: Answer = () => ({ action: "decline" });

interface Client {
  readonly capabilities?: ClientCapabilities;
  readonly answer?: Answer;
  readonly settings?: Record<string, string>;
}

/** A conversation whose client can ask its person, and what it asked. */
async function conversing(setting: string, client: Client = {}) {
  const { capabilities = { elicitation: {} }, answer = accept, settings } = client;
  const all = { HELPDESK_PUBLIC_FOLLOWUPS: setting, ...settings };
  const conversation = await converse({ waits: true, settings: all });
  const asked: string[] = [];
  conversation.client.registerCapabilities(capabilities);
  if ("elicitation" in capabilities && capabilities.elicitation?.url === undefined) {
    conversation.client.setRequestHandler(ElicitRequestSchema, ({ params: { message } }) => {
      asked.push(message);
      return answer(message);
    });
  }
  await conversation.connect();
  const add = async (input: Record<string, unknown>) => {
    const result = await conversation.client.callTool({ name: "add_followup", arguments: input });
    const [part] = result.content as { text: string }[];
    return { isError: result.isError === true, text: part?.text ?? "" };
  };
  const dispose = () => conversation[Symbol.asyncDispose]();
  const { client: connected, embedded, idle } = conversation;
  return { client: connected, embedded, idle, asked, add, [Symbol.asyncDispose]: dispose };
}

async function comments(embedded: EmbeddedHelpdesk, ticket = 1): Promise<(string | null)[]> {
  return (await embedded.followups(ticket)).map(({ comment }) => comment);
}

/** Fails when a follow-up was written, asked for, or mailed. */
async function assertNothingWritten({ embedded }: Pick<EmbeddedConversation, "embedded">) {
  assert(!(await comments(embedded)).includes(COMMENT));
  const { requests } = await embedded.requests();
  assert.deepEqual(requests.filter(({ path }) => path === "/api/followups/"), []);
  assert.deepEqual(await embedded.mails(), []);
}

const NOT_ASKED = /asks a person before each public follow-up, and (?:this|the) client/;
const clearYesOnly = [{}, { action: "ACCEPT" }, { action: true }, { accept: true }];

interface Refused extends Client {
  readonly input?: Record<string, unknown>;
  /** Whether the person was asked. */
  readonly isAsked?: boolean;
}

const readAndDecline: Answer = async () => {
  await new Promise((read) => setTimeout(read, 800));
  return { action: "decline" };
};
const fail: Answer = () => Promise.reject(new Error("The window is closed"));
const NEVER = /^HELPDESK_PUBLIC_FOLLOWUPS does not allow public follow-ups\. Nothing was/;
const AT_ONCE = /^The client declined the follow-up, faster than .* Nothing was sent/;
const LONG = /can be shown at most 10,000 characters; this text has 10,001\. Nothing was/;
const DID_NOT_ASK =
  /^HELPDESK_PUBLIC_FOLLOWUPS asks a person .* and the client did not ask\. Nothing/;

const REFUSED: readonly (readonly [string, "never" | "ask", Refused, says: RegExp])[] = [
  ...[PUBLIC, { ticket_id: 1, comment: COMMENT }, { ...PUBLIC, public: "TRUE" }].map((input) =>
    [`${JSON.stringify(input)}, without asking`, "never", { input }, NEVER] as const
  ),
  ["a long text", "ask", { input: { ...PUBLIC, comment: "x".repeat(10_001) } }, LONG],
  ...(["decline", "cancel"] as const).map((action) => {
    const answer = () => ({ action });
    return [`${action} at once`, "ask", { answer, isAsked: true }, AT_ONCE] as const;
  }),
  [
    "what a person did not allow who had time to read",
    "ask",
    { answer: readAndDecline, isAsked: true },
    /^The person did not allow the follow-up\./,
  ],
  ...[{}, { sampling: {} }, { roots: {} }, { elicitation: { url: {} } }].map((capabilities) => {
    const what = `everything where the client can ${JSON.stringify(capabilities)} alone`;
    return [what, "ask", { capabilities }, NOT_ASKED] as const;
  }),
  ["what asking fails for", "ask", { answer: fail, isAsked: true }, DID_NOT_ASK],
  // Answers that a broken client may give; the SDK's types would not let it.
  ...clearYesOnly.map((reply) => {
    const answer = (() => reply) as unknown as Answer;
    return [`the answer ${JSON.stringify(reply)}`, "ask", { answer, isAsked: true }, /./] as const;
  }),
  [
    "another queue, without asking",
    "ask",
    { settings: { HELPDESK_QUEUES: "99" } },
    /HELPDESK_QUEUES does not allow/,
  ],
];

for (const [what, setting, { input = PUBLIC, isAsked = false, ...client }, says] of REFUSED) {
  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=${setting} refuses ${what}`, async () => {
    await using talk = await conversing(setting, client);
    const { isError, text } = await talk.add(input);
    assert.equal(isError, true);
    assert.match(text, says);
    assert.equal(talk.asked.length, isAsked ? 1 : 0);
    await assertNothingWritten(talk);
  });
}

const PRIVATE = { ...PUBLIC, ticket_id: OPEN, public: false };
const ALLOWED = [["never", PRIVATE], ["ask", PRIVATE], ["", PUBLIC], ["allow", PUBLIC]] as const;

for (const [setting, input] of ALLOWED) {
  Deno.test(`HELPDESK_PUBLIC_FOLLOWUPS=${setting} asks nobody about ${JSON.stringify(input)}`, async () => {
    await using talk = await conversing(setting, { answer: decline });
    const { isError, text } = await talk.add(input);
    assert.equal(isError, false, text);
    assert.deepEqual(talk.asked, []);
    assert((await comments(talk.embedded, input.ticket_id)).includes(COMMENT));
  });
}

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask writes what the person accepts, and shows all of it first", async () => {
  await using talk = await conversing("ask");
  const comment = `${COMMENT}\nمرحبا 👩‍💻${" x".repeat(2_000)} the end`;
  const attachments = [{ filename: "log.txt", content_base64: btoa("a line") }];
  const more = { title: "Seen on  site", new_status: 3, attachments };
  const title = "Title: Seen on  site\nStatus that the ticket gets: 3 Resolved\nAttached: log.txt";
  for (
    const [input, shown] of [[{ ...PUBLIC, comment }, comment], [
      { ...PUBLIC, ...more },
      title,
    ]] as const
  ) {
    const { isError, text } = await talk.add(input);
    assert.equal(isError, false, text);
    const question = talk.asked.at(-1) ?? "";
    const says = /^Add a public follow-up to ticket 1\? The helpdesk mails it to the subm/;
    assert.match(question, says);
    assert.ok(question.endsWith(`\n\n${shown}`), question);
    assert((await comments(talk.embedded)).includes(input.comment));
  }
});

const UNSEEN: readonly (readonly [text: string, named: RegExp])[] = [
  ["a\u202eb", /U\+202E RIGHT-TO-LEFT OVERRIDE/],
  ["a\x1b[31mb", /U\+001B CONTROL;/],
  ["a\u{e0041}\u{e0042}b", /U\+E0041 TAG, U\+E0042 TAG/],
];
for (const setting of ["ask", "allow"]) {
  Deno.test(`text that cannot be seen is not sent, with ${setting}`, async () => {
    await using talk = await conversing(setting);
    for (const [text, named] of UNSEEN) {
      for (const input of [{ comment: text }, { comment: "Fine", title: text }]) {
        const { isError, text: message } = await talk.add({ ...PUBLIC, ...input });
        const isOneLine = "title" in input && text.includes("\x1b");
        assert.match(message, isOneLine ? /one line without/ : named);
        assert.equal(isError, true);
      }
    }
    assert.deepEqual(talk.asked, []);
    await assertNothingWritten(talk);
  });
}

Deno.test("HELPDESK_PUBLIC_FOLLOWUPS=ask asks anew for each follow-up", async () => {
  const answers = [accept, decline];
  const answer: Answer = (question) => (answers.shift() ?? decline)(question);
  await using talk = await conversing("ask", { answer });
  assert.equal((await talk.add({ ...PUBLIC, comment: "First" })).isError, false);
  assert.equal((await talk.add({ ...PUBLIC, comment: "Second" })).isError, true);
  const written = await comments(talk.embedded);
  assert(written.includes("First") && !written.includes("Second"));
});

Deno.test("HELPDESK_TIMEOUT does not count while a person thinks, and counts again after the answer", async () => {
  const settings = { HELPDESK_TIMEOUT: "1" };
  const answer: Answer = async (question) => {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    return accept(question);
  };
  await using talk = await conversing("ask", { answer, settings });
  const { isError, text } = await talk.add(PUBLIC);
  assert.equal(isError, false, text);
  const slow = { kind: "delay_answer", milliseconds: 2_500, pathContains: "followups" } as const;
  await talk.embedded.failNext({ ...slow, method: "POST" });
  const late = await talk.add({ ...PUBLIC, comment: "Late" });
  assert.equal(late.isError, true);
  assert.match(late.text, /within 1 s/);
});

Deno.test("a call that is cancelled while the person thinks writes nothing", async () => {
  const { promise: never } = Promise.withResolvers<ElicitResult>();
  const { promise: wasAsked, resolve } = Promise.withResolvers<void>();
  const answer: Answer = () => {
    resolve();
    return never;
  };
  await using talk = await conversing("ask", { answer });
  const cancelling = new AbortController();
  const request = { name: "add_followup", arguments: PUBLIC };
  const call = talk.client.callTool(request, undefined, { signal: cancelling.signal });
  await wasAsked;
  cancelling.abort();
  await assert.rejects(call);
  await talk.idle();
  await assertNothingWritten(talk);
});

const RESOLVING = { ticket_id: OPEN, new_status: 3, comment: COMMENT, public: false };
const ON_SETTLED = { ticket_id: 1, comment: COMMENT, public: false };

for (const input of [RESOLVING, ON_SETTLED]) {
  Deno.test(`a private comment that becomes a resolution is refused or asked about: ${JSON.stringify(input)}`, async () => {
    await using closed = await conversing("never");
    const { isError, text } = await closed.add(input);
    assert.equal(isError, true, text);
    assert.match(
      text,
      /not allow comments that become a ticket's resolution, .*Nothing was sent\. update/,
    );
    assert(!(await comments(closed.embedded, input.ticket_id)).includes(COMMENT));

    await using asking = await conversing("ask");
    const added = await asking.add(input);
    assert.equal(added.isError, false, added.text);
    const question = /^Add a private follow-up to ticket \d+\? Its text becomes the ticket's res/;
    assert.match(asking.asked[0] ?? "", question);
    assert.equal((await asking.embedded.ticket(input.ticket_id))?.resolution, COMMENT);
  });
}
