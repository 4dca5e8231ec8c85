import assert from "node:assert/strict";
import { expectFailure } from "./expect_failure.ts";
import { onFastClock } from "./fake_clock.ts";
import { startServer } from "./loopback_server.ts";
import { createTestClient, OUTCOME_CHECK, WRITE } from "./test_client.ts";

const ORIGIN = "http://helpdesk.invalid";

type Answer = (signal: AbortSignal) => Response | Promise<Response>;

/** A client of a network that gives these answers in turn, the last one again and again. */
function startClient(...answers: readonly Answer[]) {
  const times: number[] = [];
  const { send } = createTestClient(ORIGIN, ({ signal }) => {
    const answer = answers[Math.min(times.length, answers.length - 1)];
    times.push(Date.now());
    return Promise.try(() => answer?.(signal) ?? assert.fail("No answer was given"));
  });
  return { send, times };
}

const status = (code: number, retryAfter?: string): Answer => () => {
  const headers: Record<string, string> = retryAfter === undefined
    ? {}
    : { "Retry-After": retryAfter };
  return new Response(`answer ${code}`, { status: code, headers });
};

const broken: Answer = () => {
  throw new TypeError("fetch failed", { cause: new Error("client error (SendRequest)") });
};

Deno.test("HttpClient.send() asks a real server a third time when it was away twice", async () => {
  await using server = startServer((_, count) =>
    new Response("x", { status: [503, 502][count] ?? 200 })
  );
  const { send, logged } = createTestClient(server.origin);
  assert.equal((await send("GET", "/api/")).status, 200);
  assert.deepEqual(server.requests.map(({ method }) => method), ["GET", "GET", "GET"]);
  assert.deepEqual(logged.map((line) => /(\d+) \d+ ms$/.exec(line)?.[1]), ["503", "502", "200"]);
});

for (const method of ["GET", "OPTIONS"] as const) {
  for (const code of [429, 502, 503, 504]) {
    Deno.test(`HttpClient.send() repeats ${method} twice after ${code} and gives the last answer`, () =>
      onFastClock(async () => {
        const { send, times } = startClient(status(code));
        assert.equal((await send(method, "/api/")).status, code);
        const [first = 0, second = 0, third = 0] = times;
        assert.equal(times.length, 3);
        assert.ok(second - first >= 100 && second - first <= 201, `${second - first}`);
        assert.ok(third - second >= 200 && third - second <= 401, `${third - second}`);
      }));
  }

  Deno.test(`HttpClient.send() repeats ${method} twice after a broken connection`, () =>
    onFastClock(async () => {
      const { send, times } = startClient(broken);
      const { message } = await expectFailure("unavailable", send(method, "/api/"));
      assert.match(message, /broke before the answer was complete/);
      assert.equal(times.length, 3);
      const once = startClient(broken, status(200));
      assert.equal((await once.send(method, "/api/")).text, "answer 200");
      assert.equal(once.times.length, 2);
    }));
}

for (const method of ["POST", "PATCH"] as const) {
  Deno.test(`HttpClient.send() never repeats ${method}`, () =>
    onFastClock(async () => {
      for (const code of [429, 502, 503, 504]) {
        const { send, times } = startClient(status(code));
        assert.equal((await send(method, "/api/", WRITE)).status, code);
        assert.equal(times.length, 1);
      }
      const { send, times } = startClient(broken, status(200));
      const error = await expectFailure("outcome_unknown", send(method, "/api/tickets/", WRITE));
      assert.equal(
        error.message,
        `The answer to ${method} /api/tickets/ was lost (The connection to the helpdesk at ${ORIGIN} ` +
          "broke before the answer was complete), so the outcome is unknown: the helpdesk " +
          `may or may not have carried it out. It was not repeated. ${OUTCOME_CHECK}`,
      );
      assert.equal(times.length, 1);
    }));
}

Deno.test("HttpClient.send() does not repeat what failed for good", () =>
  onFastClock(async () => {
    const { send, times } = startClient(() => new Response("x".repeat(20)));
    await expectFailure("bad_reply", send("GET", "/", { maximumBytes: 10 }));
    assert.equal(times.length, 1);
  }));

Deno.test("HttpClient.send() waits as long as Retry-After asks, or until the date that it names", () =>
  onFastClock(async () => {
    const until = Date.now() + 3_000;
    const dated = startClient(status(429, new Date(until).toUTCString()), status(200));
    await dated.send("GET", "/api/");
    assert.equal(dated.times[1], until);
    const { send, times } = startClient(status(503, "7"), status(200));
    assert.equal((await send("GET", "/api/")).status, 200);
    const [first = 0, second = 0] = times;
    assert.equal(second - first, 7_000);
  }));

Deno.test("HttpClient.send() waits for no repetition that the deadline has no time for", () =>
  onFastClock(async () => {
    const { send, times } = startClient(status(503, "30"), status(200));
    const started = Date.now();
    const reply = await send("GET", "/api/", {}, { milliseconds: 30_000 });
    assert.deepEqual([reply.status, reply.headers.get("retry-after")], [503, "30"]);
    assert.equal(times.length, 1);
    assert.equal(Date.now(), started);
    const hurried = startClient(broken);
    await expectFailure("unavailable", hurried.send("GET", "/api/", {}, { milliseconds: 90 }));
    assert.equal(hurried.times.length, 1);
  }));

Deno.test("HttpClient.send() is cancelled while it waits for a repetition", () =>
  onFastClock(async () => {
    const caller = new AbortController();
    const { send, times } = startClient(status(503, "10"));
    setTimeout(() => caller.abort(), 5_000);
    const started = Date.now();
    await expectFailure("cancelled", send("GET", "/api/", {}, { signal: caller.signal }));
    assert.equal(times.length, 1);
    assert.equal(Date.now() - started, 5_000);
  }));

Deno.test("HttpClient.send() counts all tries and waits against one deadline", () =>
  onFastClock(async () => {
    const { send, times } = startClient((signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(status(503)(signal)), 4_000);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      })
    );
    const started = Date.now();
    await expectFailure("timeout", send("GET", "/api/", {}, { milliseconds: 10_000 }));
    assert.equal(times.length, 3);
    assert.equal(Date.now() - started, 10_000);
  }));
