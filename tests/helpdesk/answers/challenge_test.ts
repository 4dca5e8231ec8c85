import assert from "node:assert/strict";
import { isChallenge } from "../../../lib/helpdesk/answers/challenge.ts";
import { errorOf } from "../../../lib/helpdesk/answers/reply.ts";
import { htmlReply, jsonReply } from "../http_replies.ts";

const CHALLENGES = [
  htmlReply(403, "<title>Just a moment...</title>", { "cf-mitigated": "challenge" }),
  htmlReply(503, "<title>Just a moment...</title>", { "Server": "cloudflare" }),
  htmlReply(202, "", { "x-amzn-waf-action": "challenge" }),
];
const OTHERS = [
  jsonReply(403, { detail: "No" }, { "Server": "cloudflare" }),
  htmlReply(404, "<h1>Not Found</h1>", { "Server": "cloudflare" }),
  htmlReply(403, "<h1>Forbidden</h1>", { "Server": "nginx" }),
];

Deno.test("errorOf() does not take a challenge for missing rights", () => {
  assert.deepEqual(OTHERS.map(isChallenge), [false, false, false]);
  for (const reply of CHALLENGES) {
    assert.ok(isChallenge(reply));
    const { kind, message } = errorOf(reply, { name: "list tickets" });
    assert.equal(kind, "unavailable");
    assert.match(
      message,
      /^A protection against robots before https:\S+, such as Cloudflare's, did/,
    );
    assert.match(message, /request to list tickets \(status \d+\).*exempt this program/);
    assert.doesNotMatch(message, /staff rights/);
  }
});

Deno.test("errorOf() says that 304 answers nothing that was asked", () => {
  const { kind, message } = errorOf(htmlReply(304, ""), { name: "list tickets" });
  assert.equal(kind, "bad_reply");
  assert.match(message, /"not modified" \(status 304\).*keep caches away from api\//);
});
