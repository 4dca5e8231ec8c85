import assert from "node:assert/strict";
import fc from "fast-check";
import { CookieJar } from "../../../lib/http/cookies/cookie_jar.ts";

const SECURE = new URL("https://desk.example.com/helpdesk/login/");
const PLAIN = new URL("http://desk.example.com/helpdesk/login/");

/** A jar on a clock that the test moves by hand. */
function jarAt(start = 1_000_000): { jar: CookieJar; advance(milliseconds: number): void } {
  let now = start;
  return {
    jar: new CookieJar({ now: () => now }),
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

function at(path: string, base = SECURE): URL {
  return new URL(path, base);
}

Deno.test("CookieJar.header() is empty when nothing was stored", () => {
  assert.equal(new CookieJar().header(SECURE), "");
});

Deno.test("CookieJar.header() joins the cookies of a reply in their order", () => {
  const { jar } = jarAt();
  jar.store(SECURE, ["b=1; Path=/", "a=2; Path=/", "c=; Path=/"]);
  assert.equal(jar.header(SECURE), "b=1; a=2; c=");
});

Deno.test("CookieJar.header() keeps a cookie to its default path", () => {
  const { jar } = jarAt();
  jar.store(SECURE, ["a=1"]);
  assert.equal(jar.header(at("/helpdesk/login/")), "a=1");
  assert.equal(jar.header(at("/helpdesk/login/next")), "a=1");
  assert.equal(jar.header(at("/helpdesk/")), "");
});

Deno.test("CookieJar.header() puts longer paths first, then what was created earlier", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["first=1; Path=/"]);
  advance(5);
  jar.store(SECURE, ["deep=2; Path=/helpdesk/login"]);
  advance(5);
  jar.store(SECURE, ["second=3; Path=/", "middle=4; Path=/helpdesk"]);
  assert.equal(jar.header(SECURE), "deep=2; middle=4; first=1; second=3");
});

Deno.test("CookieJar.store() replaces a cookie of the same name, domain and path in its place", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["a=1; Path=/", "b=2; Path=/"]);
  const created = jar.list(SECURE)[0]?.created;
  advance(5_000);
  jar.store(SECURE, ["a=3; Path=/; HttpOnly"]);
  assert.equal(jar.header(SECURE), "a=3; b=2");
  assert.equal(jar.list(SECURE)[0]?.created, created);
  assert.equal(jar.list(SECURE)[0]?.httpOnly, true);
});

Deno.test("CookieJar.store() gives a cookie that was deleted meanwhile a new creation time", () => {
  const { jar, advance } = jarAt(1_000);
  jar.store(SECURE, ["a=1; Path=/"]);
  advance(500);
  jar.store(SECURE, ["a=; Path=/; Max-Age=0", "a=2; Path=/"]);
  assert.equal(jar.list(SECURE)[0]?.created, 1_500);
});

Deno.test("CookieJar.store() keeps cookies apart by path and by the case of their name", () => {
  const { jar } = jarAt();
  jar.store(SECURE, ["a=1; Path=/", "a=2; Path=/helpdesk", "A=3; Path=/"]);
  assert.equal(jar.header(SECURE), "a=2; a=1; A=3");
  assert.equal(jar.get(SECURE, "a"), "2");
  assert.equal(jar.get(at("/"), "a"), "1");
  assert.equal(jar.get(SECURE, "missing"), undefined);
});

Deno.test("CookieJar.list() describes a host-only cookie of the session", () => {
  const { jar } = jarAt(7);
  jar.store(SECURE, ["a=1; Path=/; Secure"]);
  assert.deepEqual(jar.list(SECURE), [{
    name: "a",
    value: "1",
    domain: "desk.example.com",
    path: "/",
    hostOnly: true,
    secure: true,
    httpOnly: false,
    created: 7,
  }]);
});

Deno.test("CookieJar.header() keeps a host-only cookie from a host below its own", () => {
  const { jar } = jarAt();
  jar.store(SECURE, ["only=1; Path=/", "wide=2; Path=/; Domain=desk.example.com"]);
  assert.equal(jar.header(SECURE), "only=1; wide=2");
  assert.equal(jar.header(new URL("https://sub.desk.example.com/")), "wide=2");
  assert.equal(jar.header(new URL("https://example.com/")), "");
  assert.equal(jar.header(new URL("https://baddesk.example.com/")), "");
});

const DOMAINS: readonly [host: string, domain: string, isStored: boolean][] = [
  ["desk.example.com", "desk.example.com", true],
  ["desk.example.com", ".DESK.example.com", true],
  ["desk.example.com", "example.com", true],
  ["desk.example.com", ".Example.Com", true],
  ["a.b.example.com", "b.example.com", true],
  ["desk.example.co.uk", "example.co.uk", true],
  ["desk.example.co.uk", "co.uk", false],
  ["help.abc.de", "abc.de", true],
  ["desk.localhost", "localhost", false],
  ["127.0.0.1", ".127.0.0.1", true],
  ["[::1]", "1]", false],
  ["desk.example.com", "com", false],
  ["desk.example.com", "sub.desk.example.com", false],
  ["desk.example.com", "evil.test", false],
  ["desk.example.com", "sk.example.com", false],
  ["desk.example.com", "..example.com", false],
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "0.0.1", false],
  ["[::1]", "[::1]", true],
  ["localhost", "localhost", true],
];

for (const [host, domain, isStored] of DOMAINS) {
  const verb = isStored ? "takes" : "ignores";
  Deno.test(`CookieJar.store() ${verb} Domain=${domain} from ${host}`, () => {
    const { jar } = jarAt();
    const url = new URL(`https://${host}/`);
    jar.store(url, [`a=1; Domain=${domain}`]);
    assert.equal(jar.header(url), isStored ? "a=1" : "");
    assert.equal(jar.header(new URL(`https://evil.test/`)), "");
  });
}

const HISTORIES: readonly [what: string, lines: readonly string[], sent: string][] = [
  ["a parent's cookie beside the host's own", ["a=1", "a=2; Domain=example.com"], "a=1; a=2"],
  [
    "a domain in any case as the same",
    ["a=1; Domain=EXAMPLE.com", "a=2; Domain=.example.COM"],
    "a=2",
  ],
  ["the last of two domains", ["a=1; Domain=evil.test; Domain=example.com"], "a=1"],
  [
    "nothing for a last domain that is another's",
    ["a=1; Domain=example.com; Domain=evil.test"],
    "",
  ],
  ["the host's own after an empty domain", ["a=1; Domain="], "a=1"],
  ["nothing once the parent's cookie is deleted", [
    "a=1; Domain=example.com",
    "a=; Domain=example.com; Max-Age=0",
  ], ""],
  ["the parent's cookie when the host's own is deleted", [
    "a=1; Domain=example.com",
    "a=; Max-Age=0",
  ], "a=1"],
  [
    "longer paths first, whatever the domain",
    ["a=1; Domain=example.com", "b=2; Path=/helpdesk"],
    "b=2; a=1",
  ],
];

for (const [what, lines, sent] of HISTORIES) {
  Deno.test(`CookieJar.header() sends ${what}`, () => {
    const { jar } = jarAt();
    const url = new URL("https://desk.example.com/helpdesk/");
    for (const line of lines) jar.store(new URL("/", url), [line]);
    assert.equal(jar.header(url), sent);
  });
}

Deno.test("CookieJar.header() sends a cookie for a parent to its hosts, and to no others", () => {
  const { jar } = jarAt();
  jar.store(new URL("https://desk.example.com/"), ["a=1; Domain=example.com"]);
  const hosts = ["desk.example.com", "other.example.com", "example.com"];
  const others = ["badexample.com", "example.com.evil.test", "evil.test"];
  const reached = [...hosts, ...others].filter((host) => jar.header(new URL(`https://${host}/`)));
  assert.deepEqual(reached, hosts);
});

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
    "a=2; Path=/helpdesk",
    "a=3; Path=/helpdesk; Max-Age=0",
    "a=4; Path=/helpdesk/login",
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

const EXPIRIES: readonly [attributes: string, expires: number | undefined][] = [
  ["", undefined],
  ["; Expires=Thu, 01 Jan 1970 00:30:00 GMT", 1_800_000],
  ["; Expires=Thu, 01 Jan 1970 00:30:00 GMT; Max-Age=60", 1_060_000],
  ["; Max-Age=60; Expires=Thu, 01 Jan 1970 00:30:00 GMT", 1_060_000],
  ["; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", 1_060_000],
  ["; Max-Age=nonsense; Expires=Thu, 01 Jan 1970 00:30:00 GMT", 1_800_000],
  ["; Expires=nonsense", undefined],
  [`; Max-Age=${"9".repeat(400)}`, 8.64e15],
];

for (const [attributes, expires] of EXPIRIES) {
  Deno.test(`CookieJar.store() gives "a=1${attributes.slice(0, 70)}" expiry ${expires}`, () => {
    const { jar } = jarAt(1_000_000);
    jar.store(SECURE, [`a=1${attributes}`]);
    const [cookie] = jar.list(SECURE);
    assert.equal(cookie?.value, "1");
    assert.equal(cookie.expires, expires);
  });
}

for (
  const attribute of [
    "Max-Age=0",
    "Max-Age=-1",
    "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT",
  ]
) {
  Deno.test(`CookieJar.store() deletes a cookie by ${attribute}`, () => {
    const { jar } = jarAt();
    jar.store(SECURE, ["a=1; Path=/", "b=2; Path=/", `a=""; Path=/; ${attribute}`]);
    assert.equal(jar.header(SECURE), "b=2");
  });
}

const PREFIXES: readonly [line: string, isStored: boolean][] = [
  ["__Secure-a=1; Secure", true],
  ["__Secure-a=1", false],
  ["__secure-a=1", false],
  ["__Host-a=1; Secure; Path=/", true],
  ["__Host-a=1; Path=/", false],
  ["__Host-a=1; Secure", false],
  ["__Host-a=1; Secure; Path=/helpdesk", false],
  ["__Host-a=1; Secure; Path=/; Domain=desk.example.com", false],
  ["__hOsT-a=1; Path=/", false],
  ["__Hosta=1", true],
];

for (const [line, isStored] of PREFIXES) {
  Deno.test(`CookieJar.store() ${isStored ? "takes" : "ignores"} "${line}"`, () => {
    const { jar } = jarAt();
    jar.store(SECURE, [line]);
    assert.equal(jar.list(SECURE).length, isStored ? 1 : 0);
  });
}

Deno.test("CookieJar.store() asks for an explicit Path=/ of a __Host- cookie set at the root", () => {
  const { jar } = jarAt();
  jar.store(at("/"), ["__Host-a=1; Secure"]);
  assert.equal(jar.header(at("/")), "");
});

Deno.test("CookieJar.store() ignores lines that are no cookies and takes the rest", () => {
  const { jar } = jarAt();
  jar.store(SECURE, [
    "novalue",
    "=1",
    "",
    "bad=\x00",
    "bad=\r\nx: y",
    `big=${"x".repeat(5_000)}`,
    "a=1",
  ]);
  assert.equal(jar.header(SECURE), "a=1");
});

Deno.test("CookieJar.store() keeps the last 50 of 5,000 cookies of one host", () => {
  const { jar } = jarAt();
  jar.store(SECURE, Array.from({ length: 5_000 }, (_, index) => `c${index}=1; Path=/`));
  const names = jar.list(SECURE).map((cookie) => cookie.name);
  assert.deepEqual(names, Array.from({ length: 50 }, (_, index) => `c${4_950 + index}`));
});

Deno.test("CookieJar.store() evicts what was not sent for longest, Secure cookies last", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["kept=1; Path=/; Secure", "stale=1; Path=/other", "used=1; Path=/helpdesk"]);
  advance(10);
  jar.header(SECURE);
  jar.store(SECURE, Array.from({ length: 48 }, (_, index) => `c${index}=1; Path=/`));
  assert.equal(jar.get(at("/other"), "stale"), undefined);
  assert.equal(jar.get(SECURE, "used"), "1");
  jar.store(SECURE, Array.from({ length: 100 }, (_, index) => `d${index}=1; Path=/`));
  assert.equal(jar.get(SECURE, "used"), undefined);
  assert.equal(jar.get(SECURE, "kept"), "1");
});

Deno.test("CookieJar.store() evicts an expired cookie before any other", () => {
  const { jar, advance } = jarAt();
  jar.store(SECURE, ["first=1; Path=/"]);
  jar.store(SECURE, Array.from({ length: 49 }, (_, index) => `c${index}=1; Path=/; Max-Age=1`));
  advance(1_000);
  jar.store(SECURE, Array.from({ length: 49 }, (_, index) => `d${index}=1; Path=/`));
  assert.equal(jar.get(SECURE, "first"), "1");
});

Deno.test("CookieJar.store() keeps at most 3,000 cookies in all, the oldest going first", () => {
  const { jar } = jarAt();
  const hosts = Array.from({ length: 61 }, (_, index) => new URL(`https://h${index}.example.com/`));
  for (const host of hosts) {
    jar.store(host, Array.from({ length: 50 }, (_, index) => `c${index}=1`));
  }
  const counts = hosts.map((host) => jar.list(host).length);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), 3_000);
  assert.equal(counts[0], 0);
  assert.equal(counts[1], 50);
});

Deno.test("CookieJar.clear() forgets every cookie", () => {
  const { jar } = jarAt();
  jar.store(SECURE, ["a=1; Path=/; Secure"]);
  jar.clear();
  assert.equal(jar.header(SECURE), "");
});

const line = fc.record({
  name: fc.constantFrom("a", "b", "__Host-a", "__Secure-b", "", "__proto__"),
  value: fc.constantFrom("1", "2", "", "x=y", "a\rb"),
  attributes: fc.array(
    fc.constantFrom(
      ...["Secure", "HttpOnly", "Path=/", "Path=/a", "Path=/a/b/", "Path=x"],
      ...["Domain=desk.example.com", "Domain=example.com", "Domain=evil.test", "Max-Age=0"],
      ...["Max-Age=1", "Max-Age=100", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
    ),
    { maxLength: 4 },
  ),
}).map(({ name, value, attributes }) => [`${name}=${value}`, ...attributes].join("; "));

const url = fc.tuple(
  fc.constantFrom("http", "https"),
  fc.constantFrom("desk.example.com", "sub.desk.example.com", "example.com", "127.0.0.1"),
  fc.constantFrom("/", "/a", "/a/", "/a/b/c", "/ab"),
).map(([scheme, host, path]) => new URL(`${scheme}://${host}${path}`));

const steps = fc.array(
  fc.record({ url, lines: fc.array(line, { maxLength: 4 }), pause: fc.nat(1_500) }),
  { maxLength: 12 },
);

Deno.test("CookieJar sends only cookies that reach the URL, are alive and keep their promises", () => {
  fc.assert(fc.property(steps, url, (history, target) => {
    let now = 1_000_000;
    const jar = new CookieJar({ now: () => now });
    for (const step of history) {
      jar.store(step.url, step.lines);
      now += step.pause;
    }
    const cookies = jar.list(target);
    assert.equal(
      jar.header(target),
      cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    );
    for (const cookie of cookies) {
      assert.ok(cookie.expires === undefined || cookie.expires > now);
      assert.ok(!cookie.secure || target.protocol === "https:");
      assert.ok(
        target.hostname === cookie.domain ||
          (!cookie.hostOnly && target.hostname.endsWith(`.${cookie.domain}`)),
      );
      assert.ok(`${target.pathname}/`.startsWith(cookie.path.replace(/\/?$/, "/")));
      assert.ok(!/^__(secure|host)-/i.test(cookie.name) || cookie.secure);
      assert.ok(!/^__host-/i.test(cookie.name) || (cookie.hostOnly && cookie.path === "/"));
      assert.ok(cookie.created <= now);
    }
    const keys = cookies.map(({ name, domain, path }) => JSON.stringify([name, domain, path]));
    assert.equal(new Set(keys).size, keys.length);
    const lengths = cookies.map(({ path }) => path.length);
    assert.deepEqual(lengths, lengths.toSorted((one, other) => other - one));
  }));
});

Deno.test("CookieJar never lets plain http change what https is sent of Secure cookies", () => {
  fc.assert(fc.property(steps, fc.array(line), url, (history, hostile, target) => {
    const secureTarget = new URL(target.href.replace(/^http:/, "https:"));
    const plainTarget = new URL(secureTarget.href.replace(/^https:/, "http:"));
    const jar = new CookieJar({ now: () => 1_000_000 });
    for (const step of history) jar.store(step.url, step.lines);
    const before = jar.list(secureTarget).filter((cookie) => cookie.secure);
    jar.store(plainTarget, hostile);
    assert.deepEqual(jar.list(secureTarget).filter((cookie) => cookie.secure), before);
  }));
});

Deno.test("CookieJar.store() is idempotent but for what counts as last used", () => {
  fc.assert(fc.property(fc.array(line), url, (lines, target) => {
    const jar = new CookieJar({ now: () => 1_000_000 });
    jar.store(target, lines);
    const once = jar.list(target);
    jar.store(target, lines);
    assert.deepEqual(
      jar.list(target).map(({ name, value, path }) => [name, value, path]).toSorted(),
      once.map(({ name, value, path }) => [name, value, path]).toSorted(),
    );
  }));
});
