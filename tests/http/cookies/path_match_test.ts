import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultPath, pathMatch } from "../../../lib/http/cookies/path_match.ts";

const DEFAULTS: readonly [requestPath: string, expected: string][] = [
  ["", "/"],
  ["nothing", "/"],
  ["/", "/"],
  ["/login", "/"],
  ["/login/", "/login"],
  ["/helpdesk/login/", "/helpdesk/login"],
  ["/helpdesk/login", "/helpdesk"],
  ["//", "/"],
];

for (const [requestPath, expected] of DEFAULTS) {
  Deno.test(`defaultPath() of "${requestPath}" is "${expected}"`, () => {
    assert.equal(defaultPath(requestPath), expected);
  });
}

const MATCHES: readonly [requestPath: string, cookiePath: string, expected: boolean][] = [
  ["/", "/", true],
  ["/api/", "/", true],
  ["/api", "/api", true],
  ["/api/tickets/", "/api", true],
  ["/api/tickets/", "/api/", true],
  ["/api", "/api/", false],
  ["/apiary", "/api", false],
  ["/", "/api", false],
  ["/API/", "/api", false],
];

for (const [requestPath, cookiePath, expected] of MATCHES) {
  Deno.test(`pathMatch() of "${requestPath}" and cookie path "${cookiePath}" is ${expected}`, () => {
    assert.equal(pathMatch(requestPath, cookiePath), expected);
  });
}

Deno.test("pathMatch() holds between any path and its default path", () => {
  const path = fc.array(fc.constantFrom("a", "b", ""), { maxLength: 5 }).map((parts) =>
    `/${parts.join("/")}`
  );
  fc.assert(fc.property(path, (requestPath) => {
    assert.equal(pathMatch(requestPath, defaultPath(requestPath)), true);
  }));
});
