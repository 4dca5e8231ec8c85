/** A step out of a folder, as it stands or encoded, before a parser has resolved it. */
const UPWARDS = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?:$|[/\\?#]|%2f|%5c)/i;

/**
 * Where a file of the helpdesk is asked for. Django writes such addresses from what it believes to be its
 * own: behind a proxy often with "http:" although the helpdesk is reached by https only, which is corrected.
 *
 * @param file as the helpdesk sent it
 * @param baseUrl of the helpdesk
 * @param ownOrigin what the helpdesk takes for its own origin, where that is known to be another one
 * @returns an address on the helpdesk's origin; undefined when the file is kept elsewhere
 */
export function fileAddress(
  file: string,
  baseUrl: URL,
  ownOrigin = baseUrl.origin,
): URL | undefined {
  const url = URL.parse(file, baseUrl);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return undefined;
  // Parsers leave these out (WHATWG URL, "URL parsing").
  if (UPWARDS.test(file.replace(/^[\p{Cc} ]+|[\p{Cc} ]+$|[\t\n\r]/gu, ""))) return undefined;
  if (url.username !== "" || url.password !== "") return undefined;
  const isUpgraded = url.protocol === "http:" && baseUrl.protocol === "https:" &&
    url.host === baseUrl.host;
  const isOwn = url.origin === baseUrl.origin || url.origin === ownOrigin;
  if (!isOwn && !isUpgraded) return undefined;
  const address = new URL(baseUrl);
  address.pathname = url.pathname;
  address.search = url.search;
  return address;
}
