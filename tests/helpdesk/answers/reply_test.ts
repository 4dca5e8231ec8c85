import assert from "node:assert/strict";
import fc from "fast-check";
import * as z from "zod";
import { HelpdeskError } from "../../../lib/errors.ts";
import {
  type Action,
  errorOf,
  isHtml,
  parseJson,
  readReply,
} from "../../../lib/helpdesk/answers/reply.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const READ: Action = { name: "read ticket 7" };
const WRITE: Action = { name: "create the ticket", outcomeCheck: "Look with list_tickets" };
const schema = z.object({ id: z.int() });

function failureIn(answer: HttpReply, action: Action): HelpdeskError {
  try {
    readReply(answer, schema, action);
  } catch (error) {
    assert.ok(error instanceof HelpdeskError);
    return error;
  }
  throw new assert.AssertionError({ message: "Nothing failed" });
}

Deno.test("readReply() gives the body of any successful status, as the schema has it", () => {
  for (const status of [200, 201, 202]) {
    assert.deepEqual(readReply(jsonReply(status, { id: 7, more: 1 }), schema, READ), { id: 7 });
  }
});

Deno.test("readReply() refuses a body of another form, with what to check", () => {
  for (const answer of [jsonReply(200, { id: "7" }), reply(200, "not JSON"), reply(204, "")]) {
    const error = failureIn(answer, READ);
    assert.equal(error.kind, "bad_reply");
    assert.match(
      error.message,
      /request to read ticket 7 with something else than expected\. Check/,
    );
  }
});

Deno.test("readReply() says that a body of another form was an HTML page, without showing it", () => {
  const error = failureIn(htmlReply(200, "<h1>Maintenance</h1>"), READ);
  assert.match(error.message, /\(an HTML page\)/);
  assert.ok(!error.message.includes("Maintenance"));
});

Deno.test("readReply() calls the outcome of a write unknown when its answer cannot be read", () => {
  const error = failureIn(reply(201, "{"), WRITE);
  assert.equal(error.kind, "outcome_unknown");
  assert.ok(error.message.endsWith(". Look with list_tickets"));
});

const BY_STATUS: readonly [status: number, action: Action, kind: string, words: RegExp][] = [
  [400, READ, "invalid", /^The helpdesk refused to read ticket 7 \(status 400\)$/],
  [405, READ, "invalid", /refused to read ticket 7 \(status 405\)/],
  [413, WRITE, "invalid", /refused to create the ticket \(status 413\)\. Send less text$/],
  [401, READ, "forbidden", /does not let this account read ticket 7.*staff rights/],
  [403, WRITE, "forbidden", /does not let this account create the ticket.*staff rights/],
  [404, READ, "not_found", /has no \/helpdesk\/api\/tickets\/.*HELPDESK_BASE_URL/],
  [429, READ, "unavailable", /asks to be called less often \(status 429\).*Try again later$/],
  [503, READ, "unavailable", /is not available \(status 503\) and did not read ticket 7/],
  [429, WRITE, "unavailable", /and did not create the ticket\. Try again later$/],
  [503, WRITE, "outcome_unknown", /\(status 503\), so the outcome is unknown.*Look with list/],
  [500, READ, "unavailable", /failed to read ticket 7 \(status 500; its own log says why\)/],
  [502, READ, "unavailable", /failed to read ticket 7 \(status 502/],
  [500, WRITE, "outcome_unknown", /outcome is unknown.*It was not repeated\. Look with list/],
  [504, WRITE, "outcome_unknown", /outcome is unknown.*It was not repeated\. Look with list/],
];

for (const [status, action, kind, words] of BY_STATUS) {
  Deno.test(`errorOf() calls ${status} to ${action.name} ${kind}`, () => {
    const error = errorOf(reply(status, ""), action);
    assert.equal(error.kind, kind);
    assert.match(error.message, words);
  });
}

Deno.test("errorOf() says of a 404 what the action says", () => {
  const notFound = "There is no ticket 7; list_tickets finds tickets";
  assert.equal(errorOf(jsonReply(404, { detail: "No" }), { ...READ, notFound }).message, notFound);
});

Deno.test("errorOf() says when to try again where Retry-After does", () => {
  const headers = { "Retry-After": "90" };
  assert.match(errorOf(reply(503, "", headers), READ).message, /Try again in 90 s$/);
  assert.match(errorOf(reply(429, "", headers), WRITE).message, /Try again in 90 s$/);
});

const REDIRECTS: readonly [location: string | undefined, words: RegExp][] = [
  ["https://login.example.com/a?b=secret", /to login\.example\.com, which was not followed/],
  ["http://desk.example.com/", /to desk\.example\.com, which was not followed/],
  ["/helpdesk/tickets/?b=secret", /to \/helpdesk\/tickets\/ instead of answering it\. Its admin/],
  ["/en/helpdesk/api/tickets/", /HELPDESK_BASE_URL to https:\/\/\S+com\/en\/helpdesk\/$/],
  [
    "https://new.example.com/helpdesk/api/tickets/",
    /BASE_URL to https:\/\/new\.example\.com\/helpd\S+\/$/,
  ],
  ["javascript:alert(1)", /to javascript:, which was not followed/],
  [undefined, /to nowhere instead of answering it\. Its administrator/],
];

for (const [location, words] of REDIRECTS) {
  Deno.test(`errorOf() calls a redirect to ${location} a bad reply`, () => {
    const headers: Record<string, string> = location === undefined ? {} : { "Location": location };
    const error = errorOf(reply(302, "", headers), READ);
    assert.equal(error.kind, "bad_reply");
    assert.match(error.message, words);
    assert.ok(!error.message.includes("secret"));
  });
}

const WORDS: readonly [body: unknown, words: string][] = [
  [{ detail: "Not allowed." }, "Not allowed."],
  [
    { queue: ['Invalid pk "99" - object does not exist.'] },
    'queue: Invalid pk "99" - object does not exist.',
  ],
  [
    { title: ["Too long.", "Too odd."], queue: ["Missing."] },
    "title: Too long.; title: Too odd.; queue: Missing.",
  ],
  [{ error: "Bad", message: "Very bad" }, "Bad; Very bad"],
  [["One", { non_field_errors: ["Two"] }], "One; non_field_errors: Two"],
  [{ a: { b: { detail: ["deep"] } } }, "b: deep"],
];

for (const [body, words] of WORDS) {
  Deno.test(`errorOf() quotes ${JSON.stringify(body)} as the server's words`, () => {
    const { message } = errorOf(jsonReply(400, body), WRITE);
    const quoted = `The helpdesk refused to create the ticket (it says: ${words})`;
    assert.equal(message.split(". Correct ")[0], quoted);
  });
}

Deno.test("errorOf() bounds the server's words and cleans them", () => {
  const { message } = errorOf(
    jsonReply(400, { detail: `\x1b[31mred\u202e\u0000\n\nnew line ${"x".repeat(10_000)}` }),
    READ,
  );
  assert.match(message, /\(it says: red new line x+…\)$/);
  assert.ok(message.length < 400);
});

Deno.test("errorOf() says nothing of a body that is HTML, plain text or something odd", () => {
  const page =
    "<h1>OperationalError at /api/</h1><pre>/srv/app/settings.py, line 3, password</pre>";
  for (
    const answer of [
      htmlReply(400, page),
      reply(400, page, { "Content-Type": "text/plain" }),
      jsonReply(400, 7),
      jsonReply(400, null),
      jsonReply(400, { code: 7, ok: false }),
    ]
  ) {
    const { message } = errorOf(answer, READ);
    assert.equal(message, "The helpdesk refused to read ticket 7 (status 400)");
  }
});

for (const status of [400, 403, 404, 500, 503]) {
  Deno.test(`errorOf() shows nothing of a traceback page of status ${status}`, () => {
    const page =
      `<!DOCTYPE html><html><head><title>TemplateSyntaxError at /api/followups/</title></head>
      <body><pre>Traceback (most recent call last): File "/srv/helpdesk/settings.py"</pre></body></html>`;
    for (const action of [READ, WRITE]) {
      const { message } = errorOf(htmlReply(status, page), action);
      assert.ok(!/[<>]|Traceback|srv|TemplateSyntax/.test(message), message);
      assert.ok(message.length < 300, message);
    }
  });
}

Deno.test("errorOf() bears a body nested as deep as JSON can be", () => {
  const depth = 100_000;
  const { message } = errorOf(reply(400, `${"[".repeat(depth)}"x"${"]".repeat(depth)}`), READ);
  assert.match(message, /^The helpdesk refused to read ticket 7/);
});

Deno.test("errorOf() gives a bounded message of one line for any body and status", () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "medium" }), fc.integer({ min: 300, max: 599 }), (
      body,
      status,
    ) => {
      const { message } = errorOf(jsonReply(status, body), WRITE);
      assert.ok(message.length < 700 && !/\p{Cc}/u.test(message));
    }),
  );
});

Deno.test("parseJson() gives undefined for what is no JSON", () => {
  assert.deepEqual(parseJson(' {"a": [1]} '), { a: [1] });
  assert.equal(parseJson(""), undefined);
  assert.equal(parseJson("<html>"), undefined);
});

Deno.test("isHtml() goes by the content type alone", () => {
  assert.equal(isHtml(htmlReply(200, "")), true);
  assert.equal(isHtml(reply(200, "", { "Content-Type": "TEXT/HTML" })), true);
  assert.equal(isHtml(reply(200, "<html>")), false);
  assert.equal(isHtml(reply(200, "", { "Content-Type": "text/html-like" })), false);
});
