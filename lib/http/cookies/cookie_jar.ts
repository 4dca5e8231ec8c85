import { domainMatch, isPublicSuffix } from "./domain_match.ts";
import { defaultPath, pathMatch } from "./path_match.ts";
import { parseSetCookie, type SetCookie } from "./set_cookie.ts";

/** Most cookies kept for one host (RFC 6265 section 6.1 asks for at least 50). */
const COOKIES_PER_HOST = 50;
/** Most cookies kept in all (RFC 6265 section 6.1 asks for at least 3,000). */
const COOKIES_IN_ALL = 3000;
/** The last moment a `Date` can name, in milliseconds since 1970. */
const LATEST = 8.64e15;

/** A stored cookie (RFC 6265 section 5.3). Times are milliseconds since 1970. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The host that set it or a domain above it, lower case. */
  readonly domain: string;
  readonly path: string;
  /** True when the cookie named no domain of its own: it goes back to exactly its host. */
  readonly hostOnly: boolean;
  /** True when it may only travel over https. */
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** When it ends; absent for a cookie of the session, which ends with the jar. */
  readonly expires?: number;
  /** When it was first set; a replacement keeps this. */
  readonly created: number;
}

/** A cookie with the jar's own bookkeeping: counters settle what equal clock readings leave open. */
interface Entry {
  cookie: Cookie;
  createdOrder: number;
  accessOrder: number;
}

/** The prefixes of RFC 6265bis section 4.1.3, taken in any case as its section 5.4 says. */
function keepsPrefixPromise(line: SetCookie): boolean {
  const name = line.name.toLowerCase();
  if (name.startsWith("__secure-")) return line.secure;
  if (name.startsWith("__host-")) {
    return line.secure && line.domain === undefined && line.path === "/";
  }
  return true;
}

/** `Max-Age` wins over `Expires` (RFC 6265 section 5.3 step 3). */
function expiryOf(line: SetCookie, now: number): number | undefined {
  if (line.maxAge === undefined) return line.expires;
  if (line.maxAge <= 0) return -LATEST;
  return Math.min(now + line.maxAge * 1000, LATEST);
}

function isExpired(cookie: Cookie, now: number): boolean {
  return cookie.expires !== undefined && cookie.expires <= now;
}

/**
 * The cookie store of RFC 6265 section 5.3 and 5.4, in memory, with the safeguards of RFC 6265bis:
 * name prefixes, no control characters, limits, and no insecure reply that sets or shadows a Secure
 * cookie. Only https counts as secure: plain http to a loopback address does not.
 *
 * A `Domain` attribute may name the host that sent it or a domain above it, as sites do that share
 * their session among several hosts, but no public suffix.
 *
 * It passes the cases of the http-state working group, 222 of parsing and 70 of dates, but for three that
 * the group itself disabled: a control character in the line, which RFC 6265bis section 5.6 refuses where
 * the case wants the line cut, and a path that matches only once its escapes are decoded, which no clause of
 * the RFC asks for.
 */
export class CookieJar {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #counter = 0;

  /** @param options `now`: the clock, in milliseconds since 1970; the system's by default */
  constructor(options: { now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
  }

  /**
   * Takes in the `Set-Cookie` lines of one reply, in order. What may not be stored is ignored.
   *
   * @param url the URL that was requested
   * @param setCookieLines the values of the header, as `Headers.getSetCookie()` gives them
   */
  store(url: URL, setCookieLines: readonly string[]): void {
    const now = this.#now();
    this.#dropExpired(now);
    for (const text of setCookieLines) {
      const line = parseSetCookie(text);
      if (line !== undefined) this.#storeOne(url, line, now);
    }
    this.#dropExcess();
  }

  /**
   * The value of the `Cookie` header for a request (RFC 6265 section 5.4); empty when there is none.
   * Longer paths come first, then what was created earlier.
   */
  header(url: URL): string {
    const entries = this.#matching(url);
    for (const entry of entries) entry.accessOrder = ++this.#counter;
    return entries.map(({ cookie }) => `${cookie.name}=${cookie.value}`).join("; ");
  }

  /** The cookies that a request to this URL would carry, in the order of the header. */
  list(url: URL): readonly Cookie[] {
    return this.#matching(url).map(({ cookie }) => cookie);
  }

  /** The value of the first cookie of this name (case counts) that a request would carry. */
  get(url: URL, name: string): string | undefined {
    return this.list(url).find((cookie) => cookie.name === name)?.value;
  }

  /** Forgets every cookie. */
  clear(): void {
    this.#entries.clear();
  }

  #storeOne(url: URL, line: SetCookie, now: number): void {
    const host = url.hostname;
    const domain = line.domain ?? host;
    // Section 5.3 steps 5 and 6.
    if (!domainMatch(host, domain)) return;
    const isHostOnly = line.domain === undefined || isPublicSuffix(domain);
    if (isHostOnly && domain !== host) return;
    const isSecureOrigin = url.protocol === "https:";
    if (line.secure && !isSecureOrigin) return;
    if (!keepsPrefixPromise(line)) return;
    const path = line.path ?? defaultPath(url.pathname);
    if (!isSecureOrigin && this.#wouldShadowSecure(line.name, domain, path)) return;

    // Section 5.3 step 11: the same name, domain and path make the same cookie.
    const key = JSON.stringify([line.name, domain, path]);
    const earlier = this.#entries.get(key);
    const expires = expiryOf(line, now);
    const cookie: Cookie = {
      name: line.name,
      value: line.value,
      domain,
      path,
      hostOnly: isHostOnly,
      secure: line.secure,
      httpOnly: line.httpOnly,
      ...(expires !== undefined && { expires }),
      created: earlier?.cookie.created ?? now,
    };
    if (isExpired(cookie, now)) {
      this.#entries.delete(key);
      return;
    }
    const order = ++this.#counter;
    this.#entries.set(key, {
      cookie,
      createdOrder: earlier?.createdOrder ?? order,
      accessOrder: order,
    });
  }

  /** RFC 6265bis section 5.7: plain http may neither replace a Secure cookie nor stand before it. */
  #wouldShadowSecure(name: string, host: string, path: string): boolean {
    for (const { cookie } of this.#entries.values()) {
      if (!cookie.secure || cookie.name !== name) continue;
      const sharesDomain = domainMatch(host, cookie.domain) || domainMatch(cookie.domain, host);
      if (sharesDomain && pathMatch(path, cookie.path)) return true;
    }
    return false;
  }

  #matching(url: URL): Entry[] {
    const now = this.#now();
    this.#dropExpired(now);
    const found: Entry[] = [];
    for (const entry of this.#entries.values()) {
      const { cookie } = entry;
      const reachesHost = cookie.hostOnly
        ? url.hostname === cookie.domain
        : domainMatch(url.hostname, cookie.domain);
      if (!reachesHost || !pathMatch(url.pathname, cookie.path)) continue;
      if (cookie.secure && url.protocol !== "https:") continue;
      found.push(entry);
    }
    return found.sort((one, other) =>
      other.cookie.path.length - one.cookie.path.length ||
      one.cookie.created - other.cookie.created ||
      one.createdOrder - other.createdOrder
    );
  }

  #dropExpired(now: number): void {
    for (const [key, { cookie }] of this.#entries) {
      if (isExpired(cookie, now)) this.#entries.delete(key);
    }
  }

  /** Evicts as section 5.3 ends: per host first, those not Secure before others, oldest use first. */
  #dropExcess(): void {
    const oldestFirst = [...this.#entries].sort(([, one], [, other]) =>
      one.accessOrder - other.accessOrder
    );
    const perHost = new Map<string, number>();
    for (const [, { cookie }] of oldestFirst) {
      perHost.set(cookie.domain, (perHost.get(cookie.domain) ?? 0) + 1);
    }
    for (const secure of [false, true]) {
      for (const [key, { cookie }] of oldestFirst) {
        const count = perHost.get(cookie.domain) ?? 0;
        if (count <= COOKIES_PER_HOST || cookie.secure !== secure) continue;
        this.#entries.delete(key);
        perHost.set(cookie.domain, count - 1);
      }
    }
    for (const [key] of oldestFirst) {
      if (this.#entries.size <= COOKIES_IN_ALL) return;
      this.#entries.delete(key);
    }
  }
}
