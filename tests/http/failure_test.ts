import assert from "node:assert/strict";
import { HelpdeskError } from "../../lib/errors.ts";
import { Deadline } from "../../lib/http/deadline.ts";
import { failureOf } from "../../lib/http/failure.ts";
import type { HttpRequest } from "../../lib/http/message.ts";

const URL_OF_API = new URL("https://desk.example.com/helpdesk/api/tickets/?status=1");
const READ: HttpRequest = { method: "GET", url: URL_OF_API };
const WRITE: HttpRequest = {
  method: "POST",
  url: URL_OF_API,
  outcomeCheck: "Look with list_tickets",
};

/** What Deno's `fetch` throws: the reason is in the cause. */
function fetchFailed(reason: string): TypeError {
  const cause = new Error(`error sending request for url (${URL_OF_API.href}): ${reason}`);
  return new TypeError("fetch failed", { cause });
}

/** What a failure is called for a read and for a write. */
function failuresOf(cause: unknown, parent?: AbortSignal) {
  const deadline = new Deadline(60_000, parent);
  const failures = [failureOf(cause, READ, deadline), failureOf(cause, WRITE, deadline)] as const;
  deadline.end();
  return failures;
}

const UNACCEPTED = /certificate was not accepted.*DENO_CERT/;
const CONNECT_FAILURES: readonly [reason: string, words: RegExp][] = [
  ["tcp connect error: Connection refused (os error 111)", /was refused/],
  ["dns error: failed to lookup address information: Name or service", /name was not found/],
  ["invalid peer certificate: UnknownIssuer", UNACCEPTED],
  ["invalid peer certificate: certificate expired", UNACCEPTED],
  ["received corrupt message of type InvalidContentType", /does not speak https/],
  ["tcp connect error: No route to host", /no connection could be made/],
];

for (const [reason, words] of CONNECT_FAILURES) {
  Deno.test(`failureOf() calls it unavailable, for writes too: ${reason}`, () => {
    const cause = fetchFailed(`client error (Connect): ${reason}`);
    for (const error of failuresOf(cause)) {
      assert.equal(error.kind, "unavailable");
      assert.match(error.message, words);
      assert.match(error.message, /https:\/\/desk\.example\.com: .*HELPDESK_BASE_URL/);
      assert.equal(error.cause, cause);
    }
  });
}

Deno.test("failureOf() says neither query nor address of the platform's own message", () => {
  for (const { message } of failuresOf(fetchFailed("client error (SendRequest)"))) {
    assert.ok(!/status=1|error sending request|client error/.test(message), message);
  }
});

Deno.test("failureOf() keeps a HelpdeskError of a read, and calls the outcome of a write unknown", () => {
  const cause = new HelpdeskError("bad_reply", "The answer is too large");
  const [read, write] = failuresOf(cause);
  assert.equal(read, cause);
  assert.equal(write.kind, "outcome_unknown");
  assert.match(write.message, /\(The answer is too large\)/);
});

Deno.test("failureOf() calls an abort what the deadline calls it", () => {
  const aborted = new DOMException("The signal has been aborted", "AbortError");
  const kinds = failuresOf(aborted, AbortSignal.abort()).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["cancelled", "outcome_unknown"]);
});

Deno.test("failureOf() makes something of whatever is thrown", () => {
  for (const cause of [undefined, null, "text", 7, new Error(), { message: "refused" }]) {
    assert.deepEqual(failuresOf(cause).map(({ kind }) => kind), ["unavailable", "outcome_unknown"]);
  }
});
