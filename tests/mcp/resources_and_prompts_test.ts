import assert from "node:assert/strict";
import { HelpdeskError } from "../../lib/errors.ts";
import type { Call } from "../../lib/helpdesk/calls/call.ts";
import { definePrompt } from "../../lib/prompts/prompt.ts";
import { prompts } from "../../lib/prompts/registry.ts";
import { resources, resourceTemplates } from "../../lib/resources/registry.ts";
import type { ReadResource, Resource } from "../../lib/resources/resource.ts";
import type { Completer } from "../../lib/resources/completion.ts";
import { converse, type EmbeddedConversation, refusalOf } from "./embedded_conversation.ts";

const RUINED = "helpdesk://test";

/** A conversation in which one resource, one prompt and its argument do as told. */
async function converseWith(
  read: ReadResource,
  settings?: Record<string, string>,
): Promise<EmbeddedConversation> {
  const about = { title: "Test", description: "For tests." };
  const resource: Resource = { ...about, uri: RUINED, name: "test", read };
  const complete: Completer = async (_typed, context) => {
    await read(context);
    return { values: ["value\u202e"], total: 1, hasMore: false };
  };
  const prompt = definePrompt({
    ...about,
    name: "test",
    arguments: { value: { ...about, required: false, complete } },
    write: async (_given, context) => [{ kind: "data", rendered: await read(context) }],
  });
  return await converse({ resources: [resource], prompts: [prompt], settings });
}

type Ask = (conversation: EmbeddedConversation, signal?: AbortSignal) => Promise<unknown>;
const ASKS: Readonly<Record<"resources/read" | "prompts/get" | "completion/complete", Ask>> = {
  "resources/read": ({ client }, signal) => client.readResource({ uri: RUINED }, { signal }),
  "prompts/get": ({ client }, signal) => client.getPrompt({ name: "test" }, { signal }),
  "completion/complete": ({ client }, signal) =>
    client.complete({
      ref: { type: "ref/prompt", name: "test" },
      argument: { name: "value", value: "" },
    }, { signal }),
};
const { "completion/complete": askCompletion, ...ASKS_THAT_FAIL } = ASKS;

Deno.test("serveProtocol() lists resources, templates and prompts without the helpdesk", async () => {
  await using conversation = await converse();
  const { client, embedded, sent } = conversation;
  const mimeType = "text/plain";
  assert.deepEqual(await client.listResources(), {
    resources: resources.map(({ read: _, ...told }) => ({ ...told, mimeType })),
  });
  const told = resourceTemplates.map(({ uriTemplate, name, title, description }) => ({
    ...{ uriTemplate, name, title, description, mimeType },
  }));
  assert.deepEqual((await client.listResourceTemplates()).resourceTemplates, told);
  await client.listPrompts();
  assert.deepEqual((sent.at(-1) as { result?: unknown }).result, {
    prompts: prompts.map(({ name, title, description, arguments: given }) => ({
      ...{ name, title, description },
      arguments: [...given].map(([name, { title, description, required }]) => ({
        ...{ name, title, description, required },
      })),
    })),
  });
  assert.deepEqual((await embedded.requests()).requests, []);
});

Deno.test("serveProtocol() answers an unknown resource with the error -32002", async () => {
  await using conversation = await converse();
  for (const uri of ["helpdesk://queue", "HELPDESK://QUEUES", "file:///etc/passwd", ""]) {
    const error = await refusalOf(conversation.client.readResource({ uri }));
    assert.equal(error.code, -32002);
    assert.deepEqual(error.data, { uri });
    const known =
      /there are helpdesk:\/\/queues, helpdesk:\/\/statuses, helpdesk:\/\/ticket\/\{id\}$/;
    assert.match(error.message, known);
  }
});

Deno.test("serveProtocol() answers an unknown prompt with the error -32602", async () => {
  await using conversation = await converse();
  const error = await refusalOf(conversation.client.getPrompt({ name: "close_all\u202e" }));
  assert.equal(error.code, -32602);
  const known = /There is no prompt "close_all"; there are triage_queue, draft_answer, report_sess/;
  assert.match(error.message, known);
});

for (const [method, ask] of Object.entries(ASKS_THAT_FAIL)) {
  Deno.test(`serveProtocol() answers ${method} with a HelpdeskError's message and notices`, async () => {
    await using conversation = await converseWith(({ call }) => {
      call.notice("The session was renewed.");
      throw new HelpdeskError("unavailable", "Could not reach\u202e the helpdesk");
    });
    const error = await refusalOf(ask(conversation));
    assert.equal(error.code, -32603);
    assert.match(error.message, /: Could not reach the helpdesk\nNote: The session was renewed\.$/);
  });

  Deno.test(`serveProtocol() keeps the message of ${method} bounded`, async () => {
    await using conversation = await converseWith(() => {
      throw new HelpdeskError("bad_reply", "x".repeat(100_000));
    });
    const { message } = await refusalOf(ask(conversation));
    assert.equal(message.replace(/^.*: /, "").length, 4_000);
  });

  Deno.test(`serveProtocol() gives ${method} only a reference of an internal error`, async () => {
    await using conversation = await converseWith(() => {
      throw new TypeError("secret-detail");
    });
    const error = await refusalOf(ask(conversation));
    assert.equal(error.code, -32603);
    assert.doesNotMatch(error.message, /secret-detail/);
    const reference = /Internal error \(reference (\w{8})\)/.exec(error.message)?.[1];
    const logged = `Internal error ${reference}: TypeError: secret-detail`;
    assert.ok(conversation.logged.join().includes(logged));
  });
}

for (const [method, ask] of Object.entries(ASKS)) {
  Deno.test(`serveProtocol() aborts ${method} that the client cancels, and sends no answer`, async () => {
    const started = Promise.withResolvers<Call>();
    await using conversation = await converseWith(({ call }) => {
      started.resolve(call);
      return call.deadline.race(new Promise<never>(() => {}));
    });
    const caller = new AbortController();
    const failure = assert.rejects(ask(conversation, caller.signal));
    const { deadline } = await started.promise;
    const sentBefore = conversation.sent.length;
    caller.abort();
    await failure;
    await conversation.idle();
    assert.equal(deadline.signal.reason.kind, "cancelled");
    await conversation.client.ping();
    assert.equal(conversation.sent.length, sentBefore + 1, "Only the ping is answered");
  });

  Deno.test(`serveProtocol() gives ${method} the deadline of a tool call`, async () => {
    let remaining = 0;
    await using conversation = await converseWith(({ call }) => {
      remaining = call.deadline.remaining;
      return Promise.resolve({ summary: "", quoted: "x" });
    }, { HELPDESK_TIMEOUT: "7" });
    await ask(conversation);
    assert.ok(remaining > 5_000 && remaining <= 7_000, String(remaining));
  });
}

Deno.test("serveProtocol() reports progress of a prompt to a client that asked for it", async () => {
  await using conversation = await converseWith(({ call: { progress } }) => {
    progress?.(500, 1_700);
    return Promise.resolve({ summary: "", quoted: "x" });
  });
  const steps: unknown[] = [];
  await conversation.client.getPrompt({ name: "test" }, { onprogress: (step) => steps.push(step) });
  assert.deepEqual(steps, [{ progress: 500, total: 1_700 }]);
});

Deno.test("serveProtocol() completes with cleaned values", async () => {
  await using conversation = await converseWith(() => Promise.resolve({ summary: "" }));
  assert.deepEqual(await askCompletion(conversation), {
    completion: { values: ["value"], total: 1, hasMore: false },
  });
});

const EMPTY = { completion: { values: [], total: 0, hasMore: false } };

Deno.test("serveProtocol() completes with nothing after an error, and logs what went wrong", async () => {
  await using conversation = await converseWith(() => {
    throw new TypeError("secret-detail");
  });
  assert.deepEqual(await askCompletion(conversation), EMPTY);
  assert.match(conversation.logged.join("\n"), /Internal error \w{8}: TypeError: secret-detail/);
});

Deno.test("serveProtocol() completes with nothing when the helpdesk is not there", async () => {
  await using conversation = await converse({
    fetch: () => () => Promise.reject(new TypeError("client error (Connect): refused")),
  });
  const { client } = conversation;
  for (const name of ["queue", "status", "assigned_to"]) {
    const ref = { type: "ref/prompt", name: "triage_queue" } as const;
    assert.deepEqual(await client.complete({ ref, argument: { name, value: "" } }), EMPTY);
  }
  const ref = { type: "ref/resource", uri: "helpdesk://ticket/{id}" } as const;
  const argument = { name: "id", value: "1" };
  assert.deepEqual(await client.complete({ ref, argument }), EMPTY);
});

Deno.test("serveProtocol() completes with nothing where nothing is to be chosen", async () => {
  await using conversation = await converse();
  const { client, embedded } = conversation;
  for (const name of ["tone", "no_such_argument", "constructor"]) {
    const ref = { type: "ref/prompt", name: "draft_answer" } as const;
    assert.deepEqual(await client.complete({ ref, argument: { name, value: "x" } }), EMPTY);
  }
  const ref = { type: "ref/resource", uri: "helpdesk://queues" } as const;
  assert.deepEqual(await client.complete({ ref, argument: { name: "id", value: "x" } }), EMPTY);
  assert.deepEqual((await embedded.requests()).requests, []);
});

Deno.test("serveProtocol() refuses to complete what it does not have, with -32602", async () => {
  await using conversation = await converse();
  const argument = { name: "id", value: "" };
  const prompt = { type: "ref/prompt", name: "close_all" } as const;
  for (const ref of [prompt, { type: "ref/resource", uri: "helpdesk://user/{id}" } as const]) {
    const error = await refusalOf(conversation.client.complete({ ref, argument }));
    assert.equal(error.code, -32602);
    assert.match(error.message, /There is no (?:prompt|resource template) "/);
  }
});

Deno.test("a branch lost during a completion is told with the next answer", async () => {
  await using conversation = await converse();
  const { client, embedded } = conversation;
  await client.callTool({ name: "update_ticket", arguments: { ticket_id: 3, priority: 1 } });
  await embedded.expireSessions();
  const ref = { type: "ref/resource", uri: "helpdesk://ticket/{id}" } as const;
  await client.complete({ ref, argument: { name: "id", value: "1" } });
  const { contents } = await client.readResource({ uri: "helpdesk://statuses" });
  assert.match(JSON.stringify(contents), /Note: The earlier agent session on branch \S+ is over/);
});

/** What the client was told by notifications/message. */
function told({ sent }: EmbeddedConversation) {
  return sent.flatMap((message) =>
    "method" in message && message.method === "notifications/message" ? [message.params] : []
  );
}

const MISSING = { uri: "helpdesk://ticket/3" };
Deno.test("serveProtocol() tells the client what it asks for with logging/setLevel", async () => {
  await using conversation = await converse();
  const { client } = conversation;
  await client.readResource(MISSING);
  assert.deepEqual(told(conversation), []);
  await client.setLoggingLevel("debug");
  await client.readResource(MISSING);
  const [line, ...others] = told(conversation);
  assert.deepEqual([line?.level, others], ["debug", []]);
  assert.match(String(line?.data), /^GET \/api\/tickets\/3\/ 200 \d+ ms$/);
  assert.deepEqual(conversation.logged, [], "stderr has debugging off");
  await client.setLoggingLevel("error");
  await client.readResource(MISSING);
  assert.equal(told(conversation).length, 1);
});
