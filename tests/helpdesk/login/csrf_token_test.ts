import assert from "node:assert/strict";
import fc from "fast-check";
import { isSameCsrfSecret } from "../../../lib/helpdesk/login/csrf_token.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const secret = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 32, maxLength: 32 });

/** What Django puts into a form for a secret (`_mask_cipher_secret`). */
function masked(plain: string, mask: string): string {
  const cipher = [...plain].map((character, place) => {
    const shift = ALPHABET.indexOf(mask.charAt(place));
    return ALPHABET.charAt((ALPHABET.indexOf(character) + shift) % ALPHABET.length);
  });
  return mask + cipher.join("");
}

Deno.test("isSameCsrfSecret() undoes a mask worked out by hand", () => {
  const cookie = "a".repeat(31) + "b";
  assert.equal(isSameCsrfSecret(cookie, "9".repeat(32) + "9".repeat(31) + "a"), true);
});

Deno.test("isSameCsrfSecret() holds for a secret and any mask of it, either way round", () => {
  fc.assert(fc.property(secret, secret, secret, (plain, mask, other) => {
    assert.equal(isSameCsrfSecret(plain, masked(plain, mask)), true);
    assert.equal(isSameCsrfSecret(masked(plain, mask), masked(plain, other)), true);
    assert.equal(isSameCsrfSecret(plain, plain), true);
  }));
});

Deno.test("isSameCsrfSecret() does not hold for another secret", () => {
  fc.assert(fc.property(secret, secret, secret, (plain, mask, other) => {
    fc.pre(plain !== other);
    assert.equal(isSameCsrfSecret(plain, masked(other, mask)), false);
    assert.equal(isSameCsrfSecret(plain, other), false);
  }));
});

Deno.test("isSameCsrfSecret() does not hold for nothing, or for what is no token", () => {
  assert.equal(isSameCsrfSecret("", ""), false);
  assert.equal(isSameCsrfSecret("a".repeat(32), ""), false);
  assert.equal(isSameCsrfSecret("a".repeat(32), "-".repeat(64)), false);
  assert.equal(isSameCsrfSecret("session-value", "other-value"), false);
});
