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

Deno.test("isSameCsrfSecret() holds for a secret and any mask of it, either way round, and no other", () => {
  fc.assert(fc.property(secret, secret, secret, (plain, mask, other) => {
    assert.equal(isSameCsrfSecret(plain, masked(plain, mask)), true);
    assert.equal(isSameCsrfSecret(masked(plain, mask), masked(plain, other)), true);
    assert.equal(isSameCsrfSecret(plain, plain), true);
    fc.pre(plain !== other);
    assert.equal(isSameCsrfSecret(plain, masked(other, mask)), false);
    assert.equal(isSameCsrfSecret(plain, other), false);
  }));
});

Deno.test("isSameCsrfSecret() undoes a mask worked out by hand, and holds for nothing that is no token", () => {
  const plain = "a".repeat(32);
  const byHand = "9".repeat(32) + "9".repeat(31) + "a";
  assert.equal(isSameCsrfSecret(`${"a".repeat(31)}b`, byHand), true);
  for (const [one, other] of [["", ""], [plain, ""], [plain, "-".repeat(64)], ["value", "other"]]) {
    assert.equal(isSameCsrfSecret(one ?? "", other ?? ""), false);
  }
});
