import assert from "node:assert/strict";
import fc from "fast-check";
import * as z from "zod";
import type { HelpdeskErrorKind } from "../../../lib/errors.ts";
import {
  type Action,
  errorOf,
  isHtml,
  parseJson,
  readReply,
} from "../../../lib/helpdesk/answers/reply.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const READ: Action = { name: "read ticket 7" };
const WRITE: Action = { name: "create the ticket", outcomeCheck: "Look with list_tickets" };
const schema = z.object({ id: z.int() });

Deno.test("readReply() gives the body of any successful status, as the schema has it", () => {
  for (const status of [200, 201, 202]) {
    assert.deepEqual(readReply(jsonReply(status, { id: 7, more: 1 }), schema, READ), { id: 7 });
  }
});

Deno.test("readReply() refuses a body of another form, with what to check and without showing it", async () => {
  const page = htmlReply(200, "<h1>Maintenance</h1>");
  for (
    const answer of [jsonReply(200, { id: "7" }), reply(200, "not JSON"), reply(204, ""), page]
  ) {
    const { message } = await expectFailure("bad_reply", () => readReply(answer, schema, READ));
    assert.match(message, /request to read ticket 7 with something else than expected.*\. Check/);
    assert.equal(message.includes("(an HTML page)"), answer === page);
    assert.ok(!message.includes("Maintenance"));
  }
});

Deno.test("readReply() calls the outcome of a write unknown when its answer cannot be read", async () => {
  const reading = () => readReply(reply(201, "{"), schema, WRITE);
  const { message } = await expectFailure("outcome_unknown", reading);
  assert.ok(message.endsWith(". Look with list_tickets"));
});

const BY_STATUS: readonly [status: number, Action, kind: HelpdeskErrorKind, words: RegExp][] = [
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
  for (const [status, action] of [[503, READ], [429, WRITE]] as const) {
    const { message } = errorOf(reply(status, "", { "Retry-After": "90" }), action);
    assert.match(message, /Try again in 90 s$/);
  }
});

const NEW_HOME = "https://new.example.com/helpdesk/api/tickets/";
const REDIRECTS: readonly [location: string | undefined, words: RegExp][] = [
  ["https://login.example.com/a?b=secret", /to login\.example\.com, which was not followed/],
  ["http://desk.example.com/", /to desk\.example\.com, which was not followed/],
  ["/helpdesk/tickets/?b=secret", /to \/helpdesk\/tickets\/ instead of answering it\. Its admin/],
  ["/en/helpdesk/api/tickets/", /HELPDESK_BASE_URL to https:\/\/\S+com\/en\/helpdesk\/$/],
  [NEW_HOME, /BASE_URL to https:\/\/new\.example\.com\/helpd\S+\/$/],
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

const PK = 'Invalid pk "99" - object does not exist.';
const ODD = { title: ["Too long.", "Too odd."], queue: ["Missing."] };
const WORDS: readonly [body: unknown, words: string][] = [
  [{ detail: "Not allowed." }, "Not allowed."],
  [{ queue: [PK] }, `queue: ${PK}`],
  [ODD, "title: Too long.; title: Too odd.; queue: Missing."],
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
  const detail = `\x1b[31mred\u202e\u0000\n\nnew line ${"x".repeat(10_000)}`;
  const { message } = errorOf(jsonReply(400, { detail }), READ);
  assert.match(message, /\(it says: red new line x+…\)$/);
  assert.ok(message.length < 400);
});

const TRACEBACK = `<!DOCTYPE html><html><head><title>TemplateSyntaxError at /api/</title></head>
  <body><pre>Traceback: File "/srv/app/settings.py", line 3, password</pre></body></html>`;

Deno.test("errorOf() says nothing of a body that is HTML, plain text or something odd", () => {
  const odd = [7, null, { code: 7, ok: false }].map((body) => jsonReply(400, body));
  const plain = reply(400, TRACEBACK, { "Content-Type": "text/plain" });
  for (const answer of [htmlReply(400, TRACEBACK), plain, ...odd]) {
    const { message } = errorOf(answer, READ);
    assert.equal(message, "The helpdesk refused to read ticket 7 (status 400)");
  }
  for (const status of [403, 404, 500, 503]) {
    for (const action of [READ, WRITE]) {
      const { message } = errorOf(htmlReply(status, TRACEBACK), action);
      assert.ok(!/[<>]|Traceback|srv|TemplateSyntax/.test(message), message);
      assert.ok(message.length < 300, message);
    }
  }
});

Deno.test("errorOf() gives a bounded message of one line for any body and status", () => {
  const status = fc.integer({ min: 300, max: 599 });
  fc.assert(fc.property(fc.jsonValue({ depthSize: "medium" }), status, (body, status) => {
    const { message } = errorOf(jsonReply(status, body), WRITE);
    assert.ok(message.length < 700 && !/\p{Cc}/u.test(message));
  }));
  const depth = 100_000;
  const deep = `${"[".repeat(depth)}"x"${"]".repeat(depth)}`;
  assert.match(errorOf(reply(400, deep), READ).message, /^The helpdesk refused to read ticket 7/);
});

Deno.test("parseJson() gives undefined for what is no JSON", () => {
  assert.deepEqual(parseJson(' {"a": [1]} '), { a: [1] });
  assert.deepEqual(["", "<html>"].map(parseJson), [undefined, undefined]);
});

Deno.test("isHtml() goes by the content type alone", () => {
  const types = { "text/html; charset=utf-8": true, "TEXT/HTML": true, "text/html-like": false };
  for (const [type, is] of Object.entries(types)) {
    assert.equal(isHtml(reply(200, "", { "Content-Type": type })), is);
  }
  assert.equal(isHtml(reply(200, "<html>")), false);
});
