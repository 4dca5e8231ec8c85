import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { multipartBody } from "../../lib/http/multipart.ts";
import { expectFailure } from "./expect_failure.ts";
import { closedOrigin, type RawAnswer, startRawServer, startServer } from "./loopback_server.ts";
import { createTestClient, OUTCOME_CHECK, WRITE } from "./test_client.ts";

const OK = "HTTP/1.1 200 OK\r\n";
const SHORT = `${OK}Content-Length: 100\r\n\r\n{}`;
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
const kept = (body: string): RawAnswer => ({
  ...{ bytes: `${OK}Content-Length: ${body.length}\r\n\r\n${body}`, then: "keep" },
});
const closed = (bytes: RawAnswer["bytes"]): RawAnswer => ({ bytes, then: "close" });

const zipped = gzipSync("{}".repeat(100));
const head = `${OK}Content-Encoding: gzip\r\nContent-Length: ${zipped.length - 12}\r\n\r\n`;
const gzipped = new Uint8Array([...new TextEncoder().encode(head), ...zipped]);

/** What a caller learns of an answer that never became one. */
const BROKEN: Record<string, RawAnswer["bytes"]> = {
  "a connection closed without a byte": "",
  "a head cut off": `${OK}Content-Le`,
  "something that is not HTTP": "220 mail.example.com ESMTP\r\n",
  "a body shorter than announced": SHORT,
  "chunks without their end": `${CHUNKED}2\r\n{}\r\n`,
  "a chunk of a length that is none": `${CHUNKED}zz\r\n{}\r\n`,
  "gzip that is none": `${OK}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`,
  "gzip that breaks off": gzipped.slice(0, -12),
};

for (const [what, bytes] of Object.entries(BROKEN)) {
  Deno.test(`HttpClient.send() takes ${what} for no answer, and sends a POST once`, async () => {
    await using server = startRawServer(() => closed(bytes));
    const { send } = createTestClient(server.origin);
    const error = await expectFailure("outcome_unknown", send("POST", "/api/tickets/", WRITE));
    assert.ok(error.message.endsWith(`It was not repeated. ${OUTCOME_CHECK}`), error.message);
    assert.equal(server.requests.length, 1);
    await assert.rejects(send("GET", "/api/tickets/"), { name: "HelpdeskError" });
    assert.ok(server.requests.length <= 4, `${server.requests.length} requests`);
  });
}

for (const method of ["GET", "POST"] as const) {
  const more = method === "POST" ? WRITE : {};

  Deno.test(`HttpClient.send() says of a ${method} to a blocked port that nothing was reached`, async () => {
    const { send } = createTestClient("http://127.0.0.1:1");
    const { message } = await expectFailure("unavailable", send(method, "/api/", more));
    assert.match(message, /^Could not reach the helpdesk at http:\/\/127\.0\.0\.1:1: its port/);
  });

  Deno.test(`HttpClient.send() calls a refused connection unavailable for ${method}`, async () => {
    const origin = closedOrigin();
    const { send, logged } = createTestClient(origin);
    const error = await expectFailure("unavailable", send(method, "/api/", more));
    assert.equal(
      error.message,
      `Could not reach the helpdesk at ${origin}: the connection was refused. ` +
        "Check that it is running and that HELPDESK_BASE_URL names it",
    );
    assert.equal(logged.length, method === "GET" ? 3 : 1);
    assert.match(logged[0] ?? "", new RegExp(`${method} /api/ no answer \\d+ ms$`));
  });
}

Deno.test("HttpClient.send() repeats a GET whose answer broke off", async () => {
  await using server = startRawServer((_, count) => count === 0 ? closed(SHORT) : kept("whole"));
  const { send } = createTestClient(server.origin);
  assert.equal((await send("GET", "/api/tickets/")).text, "whole");
});

const FORM = { ...WRITE, body: multipartBody([["comment", "see the file"]]) };
for (const [method, more] of [["POST", WRITE], ["PATCH", WRITE], ["POST", FORM]] as const) {
  const kind = more === FORM ? "form" : "JSON";
  Deno.test(`HttpClient.send() sends a ${method} of ${kind} once when a kept connection closes on it`, async () => {
    await using server = startRawServer(({ method }) =>
      method === "GET" ? kept("first") : closed("")
    );
    const { send } = createTestClient(server.origin);
    // The GET leaves a connection behind, on which Deno sends the next request.
    assert.equal((await send("GET", "/api/")).text, "first");
    await expectFailure("outcome_unknown", send(method, "/api/tickets/", more));
    assert.deepEqual(server.requests.map((request) => request.method), ["GET", method]);
  });
}

Deno.test("HttpClient.send() says that a server does not speak https", async () => {
  await using server = startServer(() => new Response());
  const { send } = createTestClient(server.origin.replace("http:", "https:"));
  const error = await expectFailure("unavailable", send("POST", "/", WRITE));
  assert.match(error.message, /does not speak https/);
  assert.equal(server.requests.length, 0);
});

for (
  const [part, bytes] of [["head", ""], ["body", `${OK}Content-Length: 100\r\n\r\n{`]] as const
) {
  Deno.test(`HttpClient.send() ends at the deadline while it waits for the ${part}`, async () => {
    await using server = startRawServer(() => ({ bytes, then: "hang" }));
    const { send } = createTestClient(server.origin);
    const time = { milliseconds: 100 };
    const read = await expectFailure("timeout", send("GET", "/api/", {}, time));
    assert.match(read.message, /did not answer within 0\.1 s/);
    const write = await expectFailure("outcome_unknown", send("POST", "/api/", WRITE, time));
    assert.match(write.message, /did not answer within 0\.1 s\), so the outcome is unknown/);
    assert.equal(server.requests.length, 2);
  });

  Deno.test(`HttpClient.send() is cancelled while it waits for the ${part}`, async () => {
    const caller = new AbortController();
    await using server = startRawServer(() => {
      setTimeout(() => caller.abort(), 20);
      return { bytes, then: "hang" };
    });
    const { send } = createTestClient(server.origin);
    await expectFailure("cancelled", send("GET", "/api/", {}, { signal: caller.signal }));
    assert.equal(server.requests.length, 1);
  });
}

Deno.test("HttpClient.send() closes the connection of a request that was cancelled", async () => {
  const caller = new AbortController();
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const listening = (async () => {
    using connection = await listener.accept();
    const chunk = new Uint8Array(4096);
    await connection.read(chunk);
    caller.abort();
    while (await connection.read(chunk).catch(() => null) !== null);
  })();
  const { send } = createTestClient(`http://127.0.0.1:${listener.addr.port}`);
  await expectFailure("cancelled", send("GET", "/api/", {}, { signal: caller.signal }));
  await listening;
});

Deno.test("HttpClient.send() sends nothing when the call was cancelled before", async () => {
  await using server = startServer(() => new Response());
  const { send } = createTestClient(server.origin);
  await expectFailure("cancelled", send("POST", "/", WRITE, { signal: AbortSignal.abort() }));
  assert.equal(server.requests.length, 0);
});
