import assert from "node:assert/strict";
import fc from "fast-check";
import { domainMatch, isAddress, isPublicSuffix } from "../../../lib/http/cookies/domain_match.ts";
import { defaultPath, pathMatch } from "../../../lib/http/cookies/path_match.ts";

const DOMAINS: readonly [host: string, domain: string, expected: boolean][] = [
  ["example.com", "example.com", true],
  ["desk.example.com", "example.com", true],
  ["a.b.example.com", "example.com", true],
  ["example.com", "desk.example.com", false],
  ["badexample.com", "example.com", false],
  ["example.com.evil.test", "example.com", false],
  ["example.com", "", false],
  ["example.com.", "", false],
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "0.0.1", false],
  ["127.0.0.1", "1", false],
  ["[::1]", "[::1]", true],
  ["[::ffff:7f00:1]", "1]", false],
  ["localhost", "localhost", true],
  ["desk.localhost", "localhost", true],
];

for (const [host, domain, expected] of DOMAINS) {
  Deno.test(`domainMatch() of host "${host}" and domain "${domain}" is ${expected}`, () => {
    assert.equal(domainMatch(host, domain), expected);
  });
}

Deno.test("isAddress() tells every spelling that the URL parser knows from a name", () => {
  const addresses = ["127.0.0.1", "0x7f.1", "2130706433", "[::1]"];
  for (const host of [...addresses, "localhost", "1.example.com", "1.2.3.4.example"]) {
    const { hostname } = new URL(`http://${host}/`);
    assert.equal(isAddress(hostname), addresses.includes(host), host);
  }
});

Deno.test("isPublicSuffix() knows those below which others register", () => {
  const suffixes = ["com", "localhost", "co.uk", "com.au", "ac.jp"];
  const domains = [...suffixes, "example.com", "abc.de", "co.example.uk"];
  assert.deepEqual(domains.filter(isPublicSuffix), suffixes);
});

Deno.test("defaultPath() is what stands before the last slash, or the root", () => {
  const paths = {
    ...{ "": "/", "nothing": "/", "/": "/", "/login": "/", "/login/": "/login", "//": "/" },
    ...{ "/helpdesk/login/": "/helpdesk/login", "/helpdesk/login": "/helpdesk" },
  };
  for (const [path, expected] of Object.entries(paths)) assert.equal(defaultPath(path), expected);
});

const PATHS: readonly [requestPath: string, cookiePath: string, expected: boolean][] = [
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

for (const [requestPath, cookiePath, expected] of PATHS) {
  Deno.test(`pathMatch() of "${requestPath}" and cookie path "${cookiePath}" is ${expected}`, () => {
    assert.equal(pathMatch(requestPath, cookiePath), expected);
  });
}

Deno.test("pathMatch() holds between any path and its default path", () => {
  const parts = fc.array(fc.constantFrom("a", "b", ""), { maxLength: 5 });
  fc.assert(fc.property(parts.map((parts) => `/${parts.join("/")}`), (requestPath) => {
    assert.equal(pathMatch(requestPath, defaultPath(requestPath)), true);
  }));
});
