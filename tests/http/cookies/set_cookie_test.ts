import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSetCookie, type SetCookie } from "../../../lib/http/cookies/set_cookie.ts";

const LONG_PATH = `/${"x".repeat(1023)}`;
const LONG_VALUE = "x".repeat(4095);

/** What is read of a line beside the name "a", the value "1" and no attribute. */
const READ: readonly [line: string, more: Partial<SetCookie>][] = [
  ["a=1", {}],
  [" a\t= 1 ; Path = /x ", { path: "/x" }],
  ["a=", { value: "" }],
  ["a=b=c", { value: "b=c" }],
  ['a="1"', { value: '"1"' }],
  ["a=1; secure; HTTPONLY", { secure: true, httpOnly: true }],
  ["a=1; Secure=no", { secure: true }],
  ["a=1; SameSite=Lax; Color=red; ;;", {}],
  ["a=1; Domain=.Example.COM", { domain: "example.com" }],
  ...["a=1; Domain=", "a=1; Domain=."].map((line): [string, object] => [line, {}]),
  ["a=1; Domain=x.test; Domain=", { domain: "x.test" }],
  ["a=1; Domain=x.test; Domain=y.test", { domain: "y.test" }],
  ["a=1; Path=/x; Path=/y", { path: "/y" }],
  ...["a=1; Path=x", "a=1; Path=/x; Path="].map((line): [string, object] => [line, {}]),
  ["a=1; Max-Age=60", { maxAge: 60 }],
  ["a=1; Max-Age=-1", { maxAge: -1 }],
  ["a=1; Max-Age=60; Max-Age=70", { maxAge: 70 }],
  ...["+60", "6e1", ""].map((age): [string, object] => [`a=1; Max-Age=${age}`, {}]),
  ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", { expires: 0 }],
  ["a=1; Expires=never", {}],
  [`a=1; Path=${LONG_PATH}`, { path: LONG_PATH }],
  [`a=1; Path=${LONG_PATH}x`, {}],
  [`a=${LONG_VALUE}`, { value: LONG_VALUE }],
  ["__proto__=1; __proto__=2", { name: "__proto__" }],
];

for (const [line, more] of READ) {
  const shown = line.length > 60 ? `${line.slice(0, 20)}… of ${line.length} octets` : line;
  Deno.test(`parseSetCookie() reads ${JSON.stringify(shown)}`, () => {
    const plain = { name: "a", value: "1", secure: false, httpOnly: false };
    assert.deepEqual(parseSetCookie(line), { ...plain, ...more });
  });
}

const IGNORED: Readonly<Record<string, string>> = {
  "an empty line": "",
  "a line without =": "a",
  "a = that only an attribute has": "a; Path=/",
  "an empty name": "=1",
  "a name of white space": " \t=1",
  "name and value over 4,096 octets": `a=${LONG_VALUE}x`,
  "a character that no octet holds": "a=\u0100",
};

for (const [reason, line] of Object.entries(IGNORED)) {
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
  const unit = fc.constantFrom("a", "b", "=", ";", " ", "\t", "\r", "\n", "\0", "é", ",");
  fc.assert(fc.property(fc.string({ unit }), (text) => {
    const cookie = parseSetCookie(text);
    if (cookie === undefined) return;
    assert.doesNotMatch(cookie.name + cookie.value, /[;\r\n\0]/);
    assert.doesNotMatch(cookie.name, /=|^$|^[ \t]|[ \t]$/);
    assert.doesNotThrow(() => new Headers({ cookie: `${cookie.name}=${cookie.value}` }));
  }));
});
