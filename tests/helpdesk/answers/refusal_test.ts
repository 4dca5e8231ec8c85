import assert from "node:assert/strict";
import { sessionRefusal } from "../../../lib/helpdesk/answers/refusal.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { htmlReply, jsonReply, reply } from "../http_replies.ts";

const LOGIN_FORM = '<form><input name="username"><input type="password" name="password"></form>';
const NO_CREDENTIALS = "Authentication credentials were not provided.";
const forbidden = (...details: string[]) => details.map((detail) => jsonReply(403, { detail }));
const redirects = (...to: string[]) => to.map((Location) => reply(302, "", { Location }));

const REFUSALS: Readonly<Record<string, readonly HttpReply[]>> = {
  expired: [
    ...forbidden(NO_CREDENTIALS, "Invalid token."),
    ...[jsonReply(401, {}), htmlReply(401, "<h1>No</h1>"), htmlReply(200, LOGIN_FORM)],
    ...redirects("/login/?next=/api/", "/helpdesk/login/", "/accounts/login", "login/"),
    ...redirects("https://desk.example.com/admin/login/", "/sign-in/?next=/"),
  ],
  csrf: forbidden(
    "CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
    "CSRF Failed: CSRF cookie not set.",
  ),
  unclear: forbidden("Anmeldedaten fehlen.", "Something else"),
  "no refusal": [
    ...forbidden("You do not have permission to perform this action."),
    ...[{ error: "Not an agent user" }, { code: "AGENT_WEB_ACCESS_DENIED" }, [], null]
      .map((body) => jsonReply(403, body)),
    ...[htmlReply(403, "<h1>Forbidden</h1>"), reply(302, "")],
    ...redirects("/tickets/", "/login/help/", "https://login.example.com/login/", "http://["),
    ...redirects("//evil.example.com/login/"),
    ...[htmlReply(200, "<h1>Tickets</h1>"), jsonReply(200, { description: LOGIN_FORM })],
    ...[200, 201, 400, 404, 500, 503].map((status) =>
      jsonReply(status, { detail: NO_CREDENTIALS })
    ),
  ],
};

for (const [refusal, answers] of Object.entries(REFUSALS)) {
  for (const answer of answers) {
    const { status, text, headers } = answer;
    const shown = `${status} ${headers.get("location") ?? text}`;
    Deno.test(`sessionRefusal() reads ${shown} as ${refusal}`, () => {
      const expected = refusal === "no refusal" ? undefined : refusal;
      assert.equal(sessionRefusal(answer, new Set(["/sign-in/"])), expected);
    });
  }
}
