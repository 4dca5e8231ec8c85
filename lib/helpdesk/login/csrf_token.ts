/** Django's alphabet of tokens (`django/middleware/csrf.py`, CSRF_ALLOWED_CHARS). */
const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const SECRET_LENGTH = 32;

/**
 * Whether a cookie's value and a form's token stand for the same CSRF secret: Django puts the bare
 * secret into the cookie (since 4.1) and a masked one, 32 characters of mask and 32 of cipher, into the
 * form. With it the cookie is recognised under whatever name a site gives it.
 */
export function isSameCsrfSecret(cookie: string, token: string): boolean {
  return cookie !== "" && unmask(cookie) === unmask(token);
}

function unmask(token: string): string {
  if (token.length !== 2 * SECRET_LENGTH) return token;
  let secret = "";
  for (let place = 0; place < SECRET_LENGTH; place++) {
    const mask = ALPHABET.indexOf(token.charAt(place));
    const cipher = ALPHABET.indexOf(token.charAt(SECRET_LENGTH + place));
    if (mask < 0 || cipher < 0) return token;
    secret += ALPHABET.charAt((cipher - mask + ALPHABET.length) % ALPHABET.length);
  }
  return secret;
}
