/**
 * The default-path of RFC 6265 section 5.1.4: where a cookie without a usable `Path` attribute holds.
 *
 * @param requestPath the path of the URL whose reply set the cookie, without query
 * @returns everything before the right-most `/`, or `/`
 */
export function defaultPath(requestPath: string): string {
  if (!requestPath.startsWith("/")) return "/";
  const end = requestPath.lastIndexOf("/");
  return end === 0 ? "/" : requestPath.slice(0, end);
}

/**
 * Path-match of RFC 6265 section 5.1.4.
 *
 * @param requestPath the path of the URL that is about to be requested, without query
 * @param cookiePath the cookie's path
 * @returns true when the cookie's path is the request's or a folder above it
 */
export function pathMatch(requestPath: string, cookiePath: string): boolean {
  if (requestPath === cookiePath) return true;
  if (!requestPath.startsWith(cookiePath)) return false;
  return cookiePath.endsWith("/") || requestPath[cookiePath.length] === "/";
}
