import assert from "node:assert/strict";
import { CookieJar } from "../../../lib/http/cookies/cookie_jar.ts";

const SECURE = new URL("https://desk.example.com/helpdesk/login/");
const PLAIN = new URL("http://desk.example.com/helpdesk/login/");
const at = (path: string) => new URL(path, SECURE);

/** A jar on a clock that the test moves by hand. */
function jarAt(start = 1_000_000): { jar: CookieJar; advance(milliseconds: number): void } {
  let now = start;
  return { jar: new CookieJar({ now: () => now }), advance: (milliseconds) => now += milliseconds };
}

/** So many cookies, numbered from 0. */
const many = (count: number, name: string, attributes = "; Path=/") =>
  Array.from({ length: count }, (_, index) => `${name}${index}=1${attributes}`);

/** What is stored at the login page, one line after the other, and what is sent to addresses of it. */
type Sent = Readonly<Record<string, string>>;
const LOGIN = "/helpdesk/login/";
const OF_PARENT = "a=1; Domain=example.com";
const JOINED = ["b=1; Path=/", "a=2; Path=/", "c=; Path=/"];
const DEPTHS = ["first=1; Path=/", "deep=2; Path=/helpdesk/login", "second=3; Path=/"];
const SAME_NAME = ["a=1; Path=/", "a=2; Path=/helpdesk", "A=3; Path=/"];
const WIDE = ["only=1; Path=/", "wide=2; Path=/; Domain=desk.example.com"];
const HOSTS: Sent = { "//sub.desk.example.com/": "wide=2", "//example.com/": "" };
const ODD_LINES = [
  ...["novalue", "=1", "", "bad=\x00", "bad=\r\nx: y", `big=${"x".repeat(5_000)}`, "a=1"],
];
const HISTORIES: readonly [what: string, lines: readonly string[], Sent][] = [
  ["nothing where nothing was stored", [], { [LOGIN]: "" }],
  ["cookies in the order of the reply", JOINED, { [LOGIN]: "b=1; a=2; c=" }],
  ["a cookie to its default path", ["a=1"], { "next": "a=1", [LOGIN]: "a=1", "/helpdesk/": "" }],
  ["longer paths first, then what is earlier", DEPTHS, { [LOGIN]: "deep=2; first=1; second=3" }],
  ["cookies by path and case", SAME_NAME, { [LOGIN]: "a=2; a=1; A=3", "/": "a=1; A=3" }],
  ["a host's own to no host below it", WIDE, { ...HOSTS, [LOGIN]: "only=1; wide=2" }],
  ["nothing to a host that ends so", WIDE, { "//baddesk.example.com/": "" }],
  ["a parent's beside the host's own", ["a=1; Path=/", "a=2; Domain=example.com; Path=/"], {
    [LOGIN]: "a=1; a=2",
  }],
  ["one domain in any case", [OF_PARENT, "a=2; Domain=.example.COM"], { [LOGIN]: "a=2" }],
  ["the last of two domains", ["a=1; Domain=evil.test; Domain=example.com"], { [LOGIN]: "a=1" }],
  ["nothing for another's domain", [`${OF_PARENT}; Domain=evil.test`], { [LOGIN]: "" }],
  ["the host's own after an empty domain", ["a=1; Domain="], { [LOGIN]: "a=1" }],
  ["no parent's that is deleted", [OF_PARENT, `${OF_PARENT}; Max-Age=0`], { [LOGIN]: "" }],
  ["a parent's beside a deleted own", [OF_PARENT, "a=; Max-Age=0"], { [LOGIN]: "a=1" }],
  ["a __Host- cookie at no default path", ["__Host-a=1; Secure"], { [LOGIN]: "" }],
  ["what is a cookie among odd lines", ODD_LINES, { [LOGIN]: "a=1" }],
  ["a parent's to its hosts alone", [`${OF_PARENT}; Path=/`], {
    ...{ "//desk.example.com/": "a=1", "//other.example.com/": "a=1", "//example.com/": "a=1" },
    ...{ "//badexample.com/": "", "//example.com.evil.test/": "", "//evil.test/": "" },
  }],
];

for (const [what, lines, sent] of HISTORIES) {
  Deno.test(`CookieJar.header() sends ${what}`, () => {
    const { jar, advance } = jarAt();
    for (const line of lines) {
      jar.store(SECURE, [line]);
      advance(5);
    }
    for (const [path, header] of Object.entries(sent)) assert.equal(jar.header(at(path)), header);
  });
}

Deno.test("CookieJar.get() finds the cookie that goes to an address", () => {
  const { jar } = jarAt();
  jar.store(SECURE, SAME_NAME);
  const found = [jar.get(SECURE, "a"), jar.get(at("/"), "a"), jar.get(SECURE, "missing")];
  assert.deepEqual(found, ["2", "1", undefined]);
});

Deno.test("CookieJar.store() replaces a cookie of the same name, domain and path in its place", () => {
  const { jar, advance } = jarAt(7);
  jar.store(SECURE, ["a=1; Path=/; Secure", "b=2; Path=/"]);
  const cookie = {
    ...{ name: "a", value: "1", domain: "desk.example.com", path: "/", hostOnly: true },
    ...{ secure: true, httpOnly: false, created: 7 },
  };
  assert.deepEqual(jar.list(SECURE)[0], cookie);
  advance(5_000);
  jar.store(SECURE, ["a=3; Path=/; Secure; HttpOnly"]);
  assert.equal(jar.header(SECURE), "a=3; b=2");
  assert.deepEqual(jar.list(SECURE)[0], { ...cookie, value: "3", httpOnly: true });
  jar.store(SECURE, ["a=; Path=/; Max-Age=0", "a=4; Path=/"]);
  assert.equal(jar.list(SECURE)[1]?.created, 5_007, "one that was deleted meanwhile is new");
});

const DOMAINS: readonly [host: string, taken: readonly string[], ignored: readonly string[]][] = [
  ["desk.example.com", ["desk.example.com", ".DESK.example.com", "example.com", ".Example.Com"], [
    ...["com", "sub.desk.example.com", "evil.test", "sk.example.com", "..example.com"],
  ]],
  ["a.b.example.com", ["b.example.com"], []],
  ["desk.example.co.uk", ["example.co.uk"], ["co.uk"]],
  ["help.abc.de", ["abc.de"], []],
  ["desk.localhost", [], ["localhost"]],
  ["localhost", ["localhost"], []],
  ["127.0.0.1", ["127.0.0.1", ".127.0.0.1"], ["0.0.1"]],
  ["[::1]", ["[::1]"], ["1]"]],
];

for (const [host, taken, ignored] of DOMAINS) {
  for (const domain of [...taken, ...ignored]) {
    const isTaken = taken.includes(domain);
    Deno.test(`CookieJar.store() ${isTaken ? "takes" : "ignores"} Domain=${domain} from ${host}`, () => {
      const { jar } = jarAt();
      const url = new URL(`https://${host}/`);
      jar.store(url, [`a=1; Domain=${domain}`]);
      assert.equal(jar.header(url), isTaken ? "a=1" : "");
      assert.equal(jar.header(new URL(`https://evil.test/`)), "");
    });
  }
}

Deno.test("CookieJar.header() sends a Secure cookie over https alone, loopback included", () => {
  const { jar } = jarAt();
  jar.store(new URL("https://localhost/"), ["a=1; Secure", "b=2"]);
  assert.equal(jar.header(new URL("https://localhost/")), "a=1; b=2");
  assert.equal(jar.header(new URL("http://localhost/")), "b=2");
});

Deno.test("CookieJar.store() takes no Secure cookie from plain http, loopback included", () => {
  for (const url of [PLAIN, new URL("http://localhost/"), new URL("http://127.0.0.1/")]) {
    const { jar } = jarAt();
    jar.store(url, ["a=1; Path=/; Secure"]);
    assert.equal(jar.header(new URL(url.href.replace("http:", "https:"))), "");
  }
});

Deno.test("CookieJar.store() lets plain http neither replace, delete nor shadow a Secure cookie", () => {
  const { jar } = jarAt();
  jar.store(SECURE, ["a=1; Path=/helpdesk; Secure"]);
  jar.store(PLAIN, [
    ...["a=2; Path=/helpdesk", "a=3; Path=/helpdesk; Max-Age=0", "a=4; Path=/helpdesk/login"],
    "a=5; Path=/helpdesk; Domain=desk.example.com",
  ]);
  assert.equal(jar.header(SECURE), "a=1");
  jar.store(PLAIN, ["a=6; Path=/"]);
  assert.equal(jar.header(SECURE), "a=1; a=6");
  jar.store(SECURE, ["a=7; Path=/helpdesk"]);
  assert.equal(jar.get(PLAIN, "a"), "7");
});

Deno.test("CookieJar.header() omits a cookie from the moment it expires", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["a=1; Path=/; Max-Age=10"]);
  advance(9_999);
  assert.equal(jar.header(SECURE), "a=1");
  advance(1);
  assert.equal(jar.header(SECURE), "");
  assert.deepEqual(jar.list(SECURE), []);
});

const HALF_PAST = "Expires=Thu, 01 Jan 1970 00:30:00 GMT";
const EXPIRIES: Readonly<Record<string, number | undefined>> = {
  ...{ "": undefined, [HALF_PAST]: 1_800_000, "Expires=nonsense": undefined },
  ...{ [`${HALF_PAST}; Max-Age=60`]: 1_060_000, [`Max-Age=60; ${HALF_PAST}`]: 1_060_000 },
  "Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT": 1_060_000,
  ...{ [`Max-Age=nonsense; ${HALF_PAST}`]: 1_800_000, [`Max-Age=${"9".repeat(400)}`]: 8.64e15 },
};

for (const [attributes, expires] of Object.entries(EXPIRIES)) {
  Deno.test(`CookieJar.store() gives "a=1; ${attributes.slice(0, 70)}" expiry ${expires}`, () => {
    const { jar } = jarAt(1_000_000);
    jar.store(SECURE, [`a=1; ${attributes}`]);
    const [cookie] = jar.list(SECURE);
    assert.deepEqual([cookie?.value, cookie?.expires], ["1", expires]);
  });
}

const OVER = "Expires=Thu, 01 Jan 1970 00:00:00 GMT";
const LATER = "Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT";
for (const attribute of ["Max-Age=0", "Max-Age=-1", OVER, LATER]) {
  Deno.test(`CookieJar.store() deletes a cookie by ${attribute}`, () => {
    const { jar } = jarAt();
    jar.store(SECURE, ["a=1; Path=/", "b=2; Path=/", `a=""; Path=/; ${attribute}`]);
    assert.equal(jar.header(SECURE), "b=2");
  });
}

const TAKEN = ["__Secure-a=1; Secure", "__Host-a=1; Secure; Path=/", "__Hosta=1"];
const IGNORED = [
  ...["__Secure-a=1", "__secure-a=1", "__Host-a=1; Path=/", "__Host-a=1; Secure"],
  ...["__Host-a=1; Secure; Path=/helpdesk", "__hOsT-a=1; Path=/"],
  "__Host-a=1; Secure; Path=/; Domain=desk.example.com",
];

for (const line of [...TAKEN, ...IGNORED]) {
  const isTaken = TAKEN.includes(line);
  Deno.test(`CookieJar.store() ${isTaken ? "takes" : "ignores"} "${line}"`, () => {
    const { jar } = jarAt();
    jar.store(SECURE, [line]);
    assert.equal(jar.list(SECURE).length, isTaken ? 1 : 0);
  });
}

Deno.test("CookieJar.store() asks for an explicit Path=/ of a __Host- cookie set at the root", () => {
  const { jar } = jarAt();
  jar.store(at("/"), ["__Host-a=1; Secure"]);
  assert.equal(jar.header(at("/")), "");
});

Deno.test("CookieJar.store() keeps the last 50 of 5,000 cookies of one host, until clear()", () => {
  const { jar } = jarAt();
  jar.store(SECURE, many(5_000, "c"));
  const names = jar.list(SECURE).map((cookie) => `${cookie.name}=1; Path=/`);
  assert.deepEqual(names, many(5_000, "c").slice(-50));
  jar.clear();
  assert.equal(jar.header(SECURE), "");
});

Deno.test("CookieJar.store() evicts what was not sent for longest, Secure cookies last", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["kept=1; Path=/; Secure", "stale=1; Path=/other", "used=1; Path=/helpdesk"]);
  advance(10);
  jar.header(SECURE);
  jar.store(SECURE, many(48, "c"));
  assert.equal(jar.get(at("/other"), "stale"), undefined);
  assert.equal(jar.get(SECURE, "used"), "1");
  jar.store(SECURE, many(100, "d"));
  assert.equal(jar.get(SECURE, "used"), undefined);
  assert.equal(jar.get(SECURE, "kept"), "1");
});

Deno.test("CookieJar.store() evicts an expired cookie before any other", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["first=1; Path=/", ...many(49, "c", "; Path=/; Max-Age=1")]);
  advance(1_000);
  jar.store(SECURE, many(49, "d"));
  assert.equal(jar.get(SECURE, "first"), "1");
});

Deno.test("CookieJar.store() keeps at most 3,000 cookies in all, the oldest going first", () => {
  const { jar } = jarAt();
  const hosts = Array.from({ length: 61 }, (_, index) => new URL(`https://h${index}.example.com/`));
  for (const host of hosts) jar.store(host, many(50, "c", ""));
  const counts = hosts.map((host) => jar.list(host).length);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), 3_000);
  assert.deepEqual(counts.slice(0, 2), [0, 50]);
});
