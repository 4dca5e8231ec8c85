import { parseCookieDate } from "./cookie_date.ts";

/** Longest name and value together that is kept, in octets (RFC 6265 section 6.1). */
const NAME_AND_VALUE_LIMIT = 4096;
/** Longest attribute value that is looked at, in octets (RFC 6265bis section 5.6). */
const ATTRIBUTE_LIMIT = 1024;

/** What a `Set-Cookie` line says, before it is known whether this host may say so. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Lower case, without the leading dot; absent when the line named no domain. */
  readonly domain?: string;
  /** Absent when the line named no path that starts with `/`: the default path applies. */
  readonly path?: string;
  /** Seconds from now; zero or less deletes the cookie at once. */
  readonly maxAge?: number;
  /** Milliseconds since 1970. */
  readonly expires?: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
}

/** Removes spaces and tabs at both ends: the WSP of the RFC, narrower than `String.trim`. */
function trimValue(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === " " || text[start] === "\t")) start++;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(start, end);
}

/** True for a character that may not stand in the line: a control other than tab, or no octet. */
function isForbidden(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff;
}

/**
 * Reads one `Set-Cookie` line by RFC 6265 section 5.2. Where an attribute is repeated, the last
 * usable one counts. Unknown attributes, `SameSite` among them, mean nothing to a client that only
 * ever talks to one origin.
 *
 * @param line the header's value, one character per octet
 * @returns undefined when the cookie is to be ignored: no `=` before the first `;`, no name, a
 *   control character anywhere (RFC 6265bis section 5.6), or name and value over 4,096 octets
 */
export function parseSetCookie(line: string): SetCookie | undefined {
  for (let index = 0; index < line.length; index++) {
    if (isForbidden(line.charCodeAt(index))) return undefined;
  }
  const [pair = "", ...attributes] = line.split(";");
  const equals = pair.indexOf("=");
  if (equals === -1) return undefined;
  const name = trimValue(pair.slice(0, equals));
  const value = trimValue(pair.slice(equals + 1));
  if (name === "" || name.length + value.length > NAME_AND_VALUE_LIMIT) return undefined;

  let domain: string | undefined;
  let path: string | undefined;
  let maxAge: number | undefined;
  let expires: number | undefined;
  let secure = false;
  let httpOnly = false;
  for (const attribute of attributes) {
    const separator = attribute.indexOf("=");
    const key = trimValue(separator === -1 ? attribute : attribute.slice(0, separator))
      .toLowerCase();
    const content = separator === -1 ? "" : trimValue(attribute.slice(separator + 1));
    if (content.length > ATTRIBUTE_LIMIT) continue;
    switch (key) {
      case "expires":
        expires = parseCookieDate(content) ?? expires;
        break;
      case "max-age":
        if (/^-?\d+$/.test(content)) maxAge = Number(content);
        break;
      case "domain":
        // An empty value is ignored as section 5.2.3 advises, and so is a lone dot.
        if (content.replace(/^\./, "") !== "") domain = content.replace(/^\./, "").toLowerCase();
        break;
      case "path":
        // Section 5.2.4: a value that is no path brings back the default path.
        path = content.startsWith("/") ? content : undefined;
        break;
      case "secure":
        secure = true;
        break;
      case "httponly":
        httpOnly = true;
        break;
    }
  }
  return {
    name,
    value,
    secure,
    httpOnly,
    ...(domain !== undefined && { domain }),
    ...(path !== undefined && { path }),
    ...(maxAge !== undefined && { maxAge }),
    ...(expires !== undefined && { expires }),
  };
}
