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
  outcomeCheck: "Look with list_tickets whether it is there",
};

/** What Deno's `fetch` throws: the reason is in the cause. */
function fetchFailed(reason: string): TypeError {
  const url = URL_OF_API.href;
  const cause = new Error(`error sending request for url (${url}): ${reason}`);
  return new TypeError("fetch failed", { cause });
}

function withDeadline(use: (deadline: Deadline) => void, parent?: AbortSignal): void {
  const deadline = new Deadline(60_000, parent);
  try {
    use(deadline);
  } finally {
    deadline.end();
  }
}

const CONNECT_FAILURES: readonly [reason: string, words: RegExp][] = [
  ["client error (Connect): tcp connect error: Connection refused (os error 111)", /was refused/],
  [
    "client error (Connect): dns error: failed to lookup address information: Name or service not known",
    /name was not found/,
  ],
  [
    "client error (Connect): invalid peer certificate: UnknownIssuer",
    /certificate was not accepted.*DENO_CERT/,
  ],
  [
    "client error (Connect): invalid peer certificate: certificate expired",
    /certificate was not accepted/,
  ],
  [
    "client error (Connect): received corrupt message of type InvalidContentType",
    /does not speak https/,
  ],
  ["client error (Connect): tcp connect error: No route to host", /no connection could be made/],
];

for (const [reason, words] of CONNECT_FAILURES) {
  Deno.test(`failureOf() calls it unavailable, for writes too: ${reason}`, () =>
    withDeadline((deadline) => {
      for (const request of [READ, WRITE]) {
        const cause = fetchFailed(reason);
        const error = failureOf(cause, request, deadline);
        assert.equal(error.kind, "unavailable");
        assert.match(error.message, words);
        assert.match(error.message, /https:\/\/desk\.example\.com: .*HELPDESK_BASE_URL/);
        assert.equal(error.cause, cause);
      }
    }));
}

Deno.test("failureOf() says neither query nor address of the platform's own message", () =>
  withDeadline((deadline) => {
    for (const request of [READ, WRITE]) {
      const { message } = failureOf(fetchFailed("client error (SendRequest)"), request, deadline);
      assert.ok(!/status=1|error sending request|client error/.test(message), message);
    }
  }));

Deno.test("failureOf() keeps a HelpdeskError of a read as it is", () =>
  withDeadline((deadline) => {
    const cause = new HelpdeskError("bad_reply", "The answer is too large");
    assert.equal(failureOf(cause, READ, deadline), cause);
  }));

Deno.test("failureOf() calls the outcome of a write unknown when its answer was refused", () =>
  withDeadline((deadline) => {
    const cause = new HelpdeskError("bad_reply", "The answer is too large");
    const error = failureOf(cause, WRITE, deadline);
    assert.equal(error.kind, "outcome_unknown");
    assert.match(error.message, /\(The answer is too large\)/);
  }));

Deno.test("failureOf() calls an abort what the deadline calls it", () => {
  const aborted = new DOMException("The signal has been aborted", "AbortError");
  withDeadline((deadline) => {
    assert.equal(failureOf(aborted, READ, deadline).kind, "cancelled");
    assert.equal(failureOf(aborted, WRITE, deadline).kind, "outcome_unknown");
  }, AbortSignal.abort());
});

Deno.test("failureOf() makes something of whatever is thrown", () =>
  withDeadline((deadline) => {
    for (const cause of [undefined, null, "text", 7, new Error(), { message: "refused" }]) {
      assert.equal(failureOf(cause, READ, deadline).kind, "unavailable");
      assert.equal(failureOf(cause, WRITE, deadline).kind, "outcome_unknown");
    }
  }));
