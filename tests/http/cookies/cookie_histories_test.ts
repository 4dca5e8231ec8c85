import assert from "node:assert/strict";
import fc from "fast-check";
import { CookieJar } from "../../../lib/http/cookies/cookie_jar.ts";

const attribute = fc.constantFrom(
  ...["Secure", "HttpOnly", "Path=/", "Path=/a", "Path=/a/b/", "Path=x"],
  ...["Domain=desk.example.com", "Domain=example.com", "Domain=evil.test", "Max-Age=0"],
  ...["Max-Age=1", "Max-Age=100", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
);
const line = fc.record({
  name: fc.constantFrom("a", "b", "__Host-a", "__Secure-b", "", "__proto__"),
  value: fc.constantFrom("1", "2", "", "x=y", "a\rb"),
  attributes: fc.array(attribute, { maxLength: 4 }),
}).map(({ name, value, attributes }) => [`${name}=${value}`, ...attributes].join("; "));

const url = fc.tuple(
  fc.constantFrom("http", "https"),
  fc.constantFrom("desk.example.com", "sub.desk.example.com", "example.com", "127.0.0.1"),
  fc.constantFrom("/", "/a", "/a/", "/a/b/c", "/ab"),
).map(([scheme, host, path]) => new URL(`${scheme}://${host}${path}`));

const step = fc.record({ url, lines: fc.array(line, { maxLength: 4 }), pause: fc.nat(1_500) });
const steps = fc.array(step, { maxLength: 12 });

Deno.test("CookieJar sends only cookies that reach the URL, are alive and keep their promises", () => {
  fc.assert(fc.property(steps, url, (history, target) => {
    let now = 1_000_000;
    const jar = new CookieJar({ now: () => now });
    for (const step of history) {
      jar.store(step.url, step.lines);
      now += step.pause;
    }
    const cookies = jar.list(target);
    const header = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    assert.equal(jar.header(target), header);
    for (const cookie of cookies) {
      const { name, expires, secure, hostOnly, domain, path, created } = cookie;
      assert.ok(expires === undefined || expires > now);
      assert.ok(!secure || target.protocol === "https:");
      const isBelow = !hostOnly && target.hostname.endsWith(`.${domain}`);
      assert.ok(target.hostname === domain || isBelow);
      assert.ok(`${target.pathname}/`.startsWith(path.replace(/\/?$/, "/")));
      assert.ok(!/^__(secure|host)-/i.test(name) || secure);
      assert.ok(!/^__host-/i.test(name) || (hostOnly && path === "/"));
      assert.ok(created <= now);
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
    const secured = () => jar.list(secureTarget).filter((cookie) => cookie.secure);
    const before = secured();
    jar.store(plainTarget, hostile);
    assert.deepEqual(secured(), before);
  }));
});

Deno.test("CookieJar.store() is idempotent but for what counts as last used", () => {
  fc.assert(fc.property(fc.array(line), url, (lines, target) => {
    const jar = new CookieJar({ now: () => 1_000_000 });
    const stored = () => {
      jar.store(target, lines);
      return jar.list(target).map(({ name, value, path }) => [name, value, path]).toSorted();
    };
    assert.deepEqual(stored(), stored());
  }));
});
