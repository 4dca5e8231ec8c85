import assert from "node:assert/strict";
import { domainMatch, isAddress, isPublicSuffix } from "../../../lib/http/cookies/domain_match.ts";

const MATCHES: readonly [host: string, domain: string, expected: boolean][] = [
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

for (const [host, domain, expected] of MATCHES) {
  Deno.test(`domainMatch() of host "${host}" and domain "${domain}" is ${expected}`, () => {
    assert.equal(domainMatch(host, domain), expected);
  });
}

Deno.test("isAddress() tells every spelling that the URL parser knows from a name", () => {
  for (const host of ["127.0.0.1", "0x7f.1", "2130706433", "[::1]"]) {
    assert.equal(isAddress(new URL(`http://${host}/`).hostname), true, host);
  }
  for (const host of ["localhost", "1.example.com", "1.2.3.4.example"]) {
    assert.equal(isAddress(new URL(`http://${host}/`).hostname), false, host);
  }
});

Deno.test("isPublicSuffix() knows those below which others register", () => {
  const domains = [
    ...["com", "localhost", "co.uk", "com.au", "ac.jp", "example.com", "abc.de"],
    "co.example.uk",
  ];
  assert.deepEqual(domains.filter(isPublicSuffix), [
    "com",
    "localhost",
    "co.uk",
    "com.au",
    "ac.jp",
  ]);
});
