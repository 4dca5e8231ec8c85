import assert from "node:assert/strict";
import { sessionRefusal } from "../../../lib/helpdesk/answers/refusal.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const LOGIN_FORM = '<form><input name="username"><input type="password" name="password"></form>';
const KNOWN = new Set(["/sign-in/"]);

const DETAILS: readonly [detail: string, refusal: string | undefined][] = [
  ["Authentication credentials were not provided.", "expired"],
  ["Invalid token.", "expired"],
  ["CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.", "csrf"],
  ["CSRF Failed: CSRF cookie not set.", "csrf"],
  ["You do not have permission to perform this action.", undefined],
  ["Anmeldedaten fehlen.", "unclear"],
  ["Something else", "unclear"],
];

for (const [detail, refusal] of DETAILS) {
  Deno.test(`sessionRefusal() reads 403 "${detail}" as ${refusal}`, () => {
    assert.equal(sessionRefusal(jsonReply(403, { detail }), KNOWN), refusal);
  });
}

Deno.test("sessionRefusal() reads 401 as an expired session, whatever it says", () => {
  assert.equal(sessionRefusal(jsonReply(401, {}), KNOWN), "expired");
  assert.equal(sessionRefusal(htmlReply(401, "<h1>No</h1>"), KNOWN), "expired");
});

Deno.test("sessionRefusal() reads a 403 without detail as an answer", () => {
  for (
    const body of [{ error: "Not an agent user" }, { code: "AGENT_WEB_ACCESS_DENIED" }, [], null]
  ) {
    assert.equal(sessionRefusal(jsonReply(403, body), KNOWN), undefined);
  }
  assert.equal(sessionRefusal(htmlReply(403, "<h1>Forbidden</h1>"), KNOWN), undefined);
});

const REDIRECTS: readonly [location: string, refusal: string | undefined][] = [
  ["/login/?next=/api/", "expired"],
  ["/helpdesk/login/", "expired"],
  ["/accounts/login", "expired"],
  ["login/", "expired"],
  ["https://desk.example.com/admin/login/", "expired"],
  ["/sign-in/?next=/", "expired"],
  ["/tickets/", undefined],
  ["/login/help/", undefined],
  ["https://login.example.com/login/", undefined],
  ["//evil.example.com/login/", undefined],
  ["http://[", undefined],
];

for (const [location, refusal] of REDIRECTS) {
  Deno.test(`sessionRefusal() reads a redirect to ${location} as ${refusal}`, () => {
    assert.equal(sessionRefusal(reply(302, "", { "Location": location }), KNOWN), refusal);
  });
}

Deno.test("sessionRefusal() reads a redirect to nowhere as an answer", () => {
  assert.equal(sessionRefusal(reply(302, ""), KNOWN), undefined);
});

Deno.test("sessionRefusal() reads a login page as an expired session, other pages as answers", () => {
  assert.equal(sessionRefusal(htmlReply(200, LOGIN_FORM), KNOWN), "expired");
  assert.equal(sessionRefusal(htmlReply(200, "<h1>Tickets</h1>"), KNOWN), undefined);
  assert.equal(sessionRefusal(jsonReply(200, { description: LOGIN_FORM }), KNOWN), undefined);
});

Deno.test("sessionRefusal() leaves every other answer alone", () => {
  const detail = "Authentication credentials were not provided.";
  for (const status of [200, 201, 400, 404, 500, 503]) {
    assert.equal(sessionRefusal(jsonReply(status, { detail }), KNOWN), undefined);
  }
});
