/**
 * Says whether a host, as `URL.hostname` gives it, is an IP address rather than a name. The URL
 * parser has already turned every spelling of an IPv4 address into four decimal numbers.
 */
export function isAddress(host: string): boolean {
  return host.startsWith("[") || host.includes(":") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Domain-match of RFC 6265 section 5.1.3. Both sides are canonical: lower case, no leading dot.
 *
 * @param host the request's host
 * @param domain the cookie's domain
 * @returns true when the two are the same, or the host is a name that ends in `.` and the domain
 */
export function domainMatch(host: string, domain: string): boolean {
  if (host === domain) return true;
  return domain !== "" && host.endsWith(`.${domain}`) && !isAddress(host);
}

/** What stands before a country's code in suffixes such as "co.uk". */
const SECOND_LEVELS: ReadonlySet<string> = new Set(
  ["ac", "co", "com", "edu", "gov", "go", "mil", "ne", "net", "nom", "or", "org", "sch"],
);

/**
 * Whether a domain is one below which others register theirs. The whole list of those is not carried: a jar
 * that one host alone fills and reads loses nothing by a cookie for a wider domain.
 */
export function isPublicSuffix(domain: string): boolean {
  const [first = "", second, ...more] = domain.split(".");
  if (second === undefined) return true;
  return more.length === 0 && /^[a-z]{2}$/.test(second) && SECOND_LEVELS.has(first);
}
