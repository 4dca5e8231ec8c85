import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSetCookie, type SetCookie } from "../../../lib/http/cookies/set_cookie.ts";

const PLAIN = { secure: false, httpOnly: false };

const READ: readonly [line: string, expected: SetCookie][] = [
  ["a=1", { name: "a", value: "1", ...PLAIN }],
  [" a\t= 1 ; Path = /x ", { name: "a", value: "1", path: "/x", ...PLAIN }],
  ["a=", { name: "a", value: "", ...PLAIN }],
  ["a=b=c", { name: "a", value: "b=c", ...PLAIN }],
  ['a="1"', { name: "a", value: '"1"', ...PLAIN }],
  ["a=1; secure; HTTPONLY", { name: "a", value: "1", secure: true, httpOnly: true }],
  ["a=1; Secure=no", { name: "a", value: "1", secure: true, httpOnly: false }],
  ["a=1; SameSite=Lax; Color=red; ;;", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Domain=.Example.COM", { name: "a", value: "1", domain: "example.com", ...PLAIN }],
  ["a=1; Domain=", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Domain=.", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Domain=x.test; Domain=", { name: "a", value: "1", domain: "x.test", ...PLAIN }],
  ["a=1; Domain=x.test; Domain=y.test", { name: "a", value: "1", domain: "y.test", ...PLAIN }],
  ["a=1; Path=x", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Path=/x; Path=/y", { name: "a", value: "1", path: "/y", ...PLAIN }],
  ["a=1; Path=/x; Path=", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Max-Age=60", { name: "a", value: "1", maxAge: 60, ...PLAIN }],
  ["a=1; Max-Age=-1", { name: "a", value: "1", maxAge: -1, ...PLAIN }],
  ["a=1; Max-Age=60; Max-Age=70", { name: "a", value: "1", maxAge: 70, ...PLAIN }],
  ["a=1; Max-Age=+60", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Max-Age=6e1", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Max-Age=", { name: "a", value: "1", ...PLAIN }],
  ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", { name: "a", value: "1", expires: 0, ...PLAIN }],
  ["a=1; Expires=never", { name: "a", value: "1", ...PLAIN }],
  [`a=1; Path=/${"x".repeat(1023)}`, {
    name: "a",
    value: "1",
    path: `/${"x".repeat(1023)}`,
    ...PLAIN,
  }],
  [`a=1; Path=/${"x".repeat(1024)}`, { name: "a", value: "1", ...PLAIN }],
  [`a=${"x".repeat(4095)}`, { name: "a", value: "x".repeat(4095), ...PLAIN }],
  ["__proto__=1; __proto__=2", { name: "__proto__", value: "1", ...PLAIN }],
];

for (const [line, expected] of READ) {
  const shown = line.length > 60 ? `${line.slice(0, 20)}… of ${line.length} octets` : line;
  Deno.test(`parseSetCookie() reads ${JSON.stringify(shown)}`, () => {
    assert.deepEqual(parseSetCookie(line), expected);
  });
}

const IGNORED: readonly [reason: string, line: string][] = [
  ["an empty line", ""],
  ["a line without =", "a"],
  ["a = that only an attribute has", "a; Path=/"],
  ["an empty name", "=1"],
  ["a name of white space", " \t=1"],
  ["name and value over 4,096 octets", `a=${"x".repeat(4096)}`],
  ["a character that no octet holds", "a=\u0100"],
];

for (const [reason, line] of IGNORED) {
  Deno.test(`parseSetCookie() ignores ${reason}`, () => {
    assert.equal(parseSetCookie(line), undefined);
  });
}

Deno.test("parseSetCookie() ignores a line with any control character but tab, anywhere", () => {
  for (let code = 0; code <= 0x7f; code++) {
    const isControl = (code < 0x20 && code !== 0x09) || code === 0x7f;
    const control = String.fromCharCode(code);
    for (const line of [`a=1${control}2`, `a${control}b=1`, `a=1; Path=/${control}`]) {
      if (isControl) assert.equal(parseSetCookie(line), undefined, `code ${code}`);
    }
  }
  assert.equal(parseSetCookie("a=1\t2")?.value, "1\t2");
});

Deno.test("parseSetCookie() gives a name and value that hold in a Cookie header", () => {
  const line = fc.string({
    unit: fc.constantFrom("a", "b", "=", ";", " ", "\t", "\r", "\n", "\0", "é", ","),
  });
  fc.assert(fc.property(line, (text) => {
    const cookie = parseSetCookie(text);
    if (cookie === undefined) return;
    assert.doesNotMatch(cookie.name + cookie.value, /[;\r\n\0]/);
    assert.doesNotMatch(cookie.name, /=|^$|^[ \t]|[ \t]$/);
    assert.doesNotThrow(() => new Headers({ cookie: `${cookie.name}=${cookie.value}` }));
  }));
});
