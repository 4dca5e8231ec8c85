/** The cookies of a request by name; of two with one name the last counts, as in Django. */
export function readCookies(headers: Headers): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return cookies;
}

/** A Set-Cookie field that keeps the cookie for `maxAge` seconds from `now`. */
export function setCookie(
  name: string,
  value: string,
  { maxAge, now, httpOnly }: { maxAge: number; now: Date; httpOnly: boolean },
): string {
  const expires = new Date(now.getTime() + maxAge * 1000).toUTCString();
  return `${name}=${value}; expires=${expires}; ${
    httpOnly ? "HttpOnly; " : ""
  }Max-Age=${maxAge}; Path=/; SameSite=Lax`;
}

/** A Set-Cookie field that removes the cookie. */
export function removeCookie(name: string): string {
  return `${name}=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax`;
}
