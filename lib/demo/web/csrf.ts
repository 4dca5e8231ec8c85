import { randomText } from "../python/random_text.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const SECRET_LENGTH = 32;
const TOKEN_LENGTH = 2 * SECRET_LENGTH;

/** A new CSRF secret: what the cookie holds. */
export function newSecret(): string {
  return randomText(SECRET_LENGTH);
}

/** Hides a secret behind a random mask, so that no two pages carry the same token. */
export function maskSecret(secret: string): string {
  const mask = newSecret();
  return mask + shift(secret, mask, 1);
}

/** The secret behind a token; a token that is not masked is the secret itself. */
export function unmaskToken(token: string): string {
  return token.length === TOKEN_LENGTH
    ? shift(token.slice(SECRET_LENGTH), token.slice(0, SECRET_LENGTH), -1)
    : token;
}

function shift(text: string, mask: string, direction: 1 | -1): string {
  const size = ALPHABET.length;
  return Array.from(text, (character, index) => {
    const by = direction * ALPHABET.indexOf(mask.charAt(index));
    return ALPHABET.charAt((ALPHABET.indexOf(character) + by + size) % size);
  }).join("");
}

/** What is wrong with the form of a token, undefined when nothing is. */
export function tokenFault(token: string): string | undefined {
  if (token.length !== SECRET_LENGTH && token.length !== TOKEN_LENGTH) {
    return "has incorrect length";
  }
  return /^[a-zA-Z0-9]*$/.test(token) ? undefined : "has invalid characters";
}

/** The CSRF side of one request: its cookie, and whether the response must set one. */
export class CsrfState {
  #secret: string | undefined;
  /** The response must carry the cookie. */
  needsCookie = false;

  /** @param cookie of the request; one in a wrong form is replaced */
  constructor(cookie: string | undefined) {
    if (cookie !== undefined && tokenFault(cookie) !== undefined) this.rotate();
    else this.#secret = cookie;
  }

  /** What the cookie is to hold. */
  get secret(): string {
    return this.#secret ??= newSecret();
  }

  /** A token for a page; asking for one makes the response set the cookie. */
  pageToken(): string {
    this.needsCookie = true;
    return maskSecret(unmaskToken(this.secret));
  }

  /** A new secret, as after a login. */
  rotate(): void {
    this.#secret = newSecret();
    this.needsCookie = true;
  }

  /**
   * Checks an unsafe request as Django does over plain http, where no Referer is asked for.
   *
   * @param formToken the field `csrfmiddlewaretoken` of a form, which goes before the header
   * @param origin scheme, host and port of the site
   * @returns the reason to refuse it, undefined when there is none
   */
  refusal(headers: Headers, formToken: string | undefined, origin: string): string | undefined {
    const from = headers.get("origin");
    if (from !== null && from !== origin) {
      return `Origin checking failed - ${from} does not match any trusted origins.`;
    }
    if (this.#secret === undefined) return "CSRF cookie not set.";
    const token = formToken || headers.get("x-csrftoken");
    if (token === null) return "CSRF token missing.";
    const source = formToken ? "POST" : "the 'X-Csrftoken' HTTP header";
    const fault = tokenFault(token);
    if (fault !== undefined) return `CSRF token from ${source} ${fault}.`;
    if (unmaskToken(token) !== unmaskToken(this.secret)) {
      return `CSRF token from ${source} incorrect.`;
    }
    return undefined;
  }
}
