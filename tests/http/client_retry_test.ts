import assert from "node:assert/strict";
import type { Fetch } from "../../lib/http/client.ts";
import { expectFailure } from "./expect_failure.ts";
import { onFastClock } from "./fake_clock.ts";
import { startServer } from "./loopback_server.ts";
import { createTestClient, OUTCOME_CHECK } from "./test_client.ts";

const ORIGIN = "http://helpdesk.invalid";

/** A network that gives these answers in turn, the last one again and again. */
function network(
  ...answers: readonly (() => Response)[]
): { fetch: Fetch; times: number[]; methods: string[] } {
  const times: number[] = [];
  const methods: string[] = [];
  const fetch: Fetch = (request) => {
    const answer = answers[Math.min(times.length, answers.length - 1)];
    times.push(Date.now());
    methods.push(request.method);
    if (answer === undefined) throw new RangeError("No answer was given");
    return Promise.resolve().then(answer);
  };
  return { fetch, times, methods };
}

const status = (code: number, headers: Record<string, string> = {}) => () =>
  new Response(`answer ${code}`, { status: code, headers });

function broken(): Response {
  const cause = new Error("client error (SendRequest)");
  throw new TypeError("fetch failed", { cause });
}

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
        const { fetch, times } = network(status(code));
        const reply = await createTestClient(ORIGIN, fetch).send(method, "/api/");
        assert.equal(reply.status, code);
        const [first = 0, second = 0, third = 0] = times;
        assert.equal(times.length, 3);
        assert.ok(second - first >= 100 && second - first <= 201, `${second - first}`);
        assert.ok(third - second >= 200 && third - second <= 401, `${third - second}`);
      }));
  }

  Deno.test(`HttpClient.send() repeats ${method} twice after a broken connection`, () =>
    onFastClock(async () => {
      const { fetch, times } = network(broken);
      const { send } = createTestClient(ORIGIN, fetch);
      const error = await expectFailure("unavailable", send(method, "/api/"));
      assert.match(error.message, /broke before the answer was complete/);
      assert.equal(times.length, 3);
    }));
}

Deno.test("HttpClient.send() gives the answer when a repetition has one", () =>
  onFastClock(async () => {
    const { fetch, times } = network(broken, status(200));
    const reply = await createTestClient(ORIGIN, fetch).send("GET", "/api/");
    assert.equal(reply.text, "answer 200");
    assert.equal(times.length, 2);
  }));

for (const method of ["POST", "PATCH"] as const) {
  Deno.test(`HttpClient.send() never repeats ${method} after a status that may pass`, () =>
    onFastClock(async () => {
      for (const code of [429, 502, 503, 504]) {
        const { fetch, methods } = network(status(code));
        const { send } = createTestClient(ORIGIN, fetch);
        const reply = await send(method, "/api/", { body: "{}", outcomeCheck: OUTCOME_CHECK });
        assert.equal(reply.status, code);
        assert.deepEqual(methods, [method]);
      }
    }));

  Deno.test(`HttpClient.send() never repeats ${method} whose connection broke`, () =>
    onFastClock(async () => {
      const { fetch, methods } = network(broken, status(200));
      const { send } = createTestClient(ORIGIN, fetch);
      const error = await expectFailure(
        "outcome_unknown",
        send(method, "/api/tickets/", { body: "{}", outcomeCheck: OUTCOME_CHECK }),
      );
      assert.equal(
        error.message,
        `The answer to ${method} /api/tickets/ was lost (The connection to the helpdesk at ${ORIGIN} ` +
          "broke before the answer was complete), so the outcome is unknown: the helpdesk " +
          `may or may not have carried it out. It was not repeated. ${OUTCOME_CHECK}`,
      );
      assert.deepEqual(methods, [method]);
    }));
}

Deno.test("HttpClient.send() does not repeat what failed for good", () =>
  onFastClock(async () => {
    const tooLarge = () => new Response("x".repeat(20));
    const { fetch, times } = network(tooLarge);
    const { send } = createTestClient(ORIGIN, fetch);
    await expectFailure("bad_reply", send("GET", "/", { maximumBytes: 10 }));
    assert.equal(times.length, 1);
  }));

Deno.test("HttpClient.send() waits as long as Retry-After asks", () =>
  onFastClock(async () => {
    const { fetch, times } = network(status(503, { "Retry-After": "7" }), status(200));
    const reply = await createTestClient(ORIGIN, fetch).send("GET", "/api/");
    assert.equal(reply.status, 200);
    const [first = 0, second = 0] = times;
    assert.equal(second - first, 7_000);
  }));

Deno.test("HttpClient.send() waits until the date that Retry-After names", () =>
  onFastClock(async () => {
    const until = Date.now() + 3_000;
    const header = { "Retry-After": new Date(until).toUTCString() };
    const { fetch, times } = network(status(429, header), status(200));
    await createTestClient(ORIGIN, fetch).send("GET", "/api/");
    assert.equal(times[1], until);
  }));

Deno.test("HttpClient.send() gives the answer at once when Retry-After leads beyond the deadline", () =>
  onFastClock(async () => {
    const { fetch, times } = network(status(503, { "Retry-After": "30" }), status(200));
    const started = Date.now();
    const { send } = createTestClient(ORIGIN, fetch);
    const reply = await send("GET", "/api/", {}, { milliseconds: 30_000 });
    assert.equal(reply.status, 503);
    assert.equal(reply.headers.get("retry-after"), "30");
    assert.equal(times.length, 1);
    assert.equal(Date.now(), started);
  }));

Deno.test("HttpClient.send() does not wait for a repetition that the deadline has no time for", () =>
  onFastClock(async () => {
    const { fetch, times } = network(broken);
    const { send } = createTestClient(ORIGIN, fetch);
    await expectFailure("unavailable", send("GET", "/api/", {}, { milliseconds: 90 }));
    assert.equal(times.length, 1);
  }));

Deno.test("HttpClient.send() is cancelled while it waits for a repetition", () =>
  onFastClock(async () => {
    const caller = new AbortController();
    const { fetch, times } = network(status(503, { "Retry-After": "10" }));
    setTimeout(() => caller.abort(), 5_000);
    const { send } = createTestClient(ORIGIN, fetch);
    const { signal } = caller;
    const started = Date.now();
    await expectFailure("cancelled", send("GET", "/api/", {}, { signal }));
    assert.equal(times.length, 1);
    assert.equal(Date.now() - started, 5_000);
  }));

Deno.test("HttpClient.send() counts all tries and waits against one deadline", () =>
  onFastClock(async () => {
    const times: number[] = [];
    const fetch: Fetch = ({ signal }) => {
      times.push(Date.now());
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(status(503)()), 4_000);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      });
    };
    const started = Date.now();
    const { send } = createTestClient(ORIGIN, fetch);
    await expectFailure("timeout", send("GET", "/api/", {}, { milliseconds: 10_000 }));
    assert.equal(times.length, 3);
    assert.equal(Date.now() - started, 10_000);
  }));
