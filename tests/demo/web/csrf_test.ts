import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CsrfState,
  maskSecret,
  newSecret,
  tokenFault,
  unmaskToken,
} from "../../../lib/demo/web/csrf.ts";

const ORIGIN = "http://localhost";

Deno.test("maskSecret() makes tokens that differ and unmask to the secret", () => {
  const secret = newSecret();
  const tokens = Array.from({ length: 20 }, () => maskSecret(secret));
  assert.equal(new Set(tokens).size, 20);
  for (const token of tokens) {
    assert.match(token, /^[a-zA-Z0-9]{64}$/);
    assert.equal(unmaskToken(token), secret);
  }
});

Deno.test("tokenFault() takes 32 or 64 letters and digits", () => {
  fc.assert(fc.property(fc.string(), (token) => {
    const fits = /^([a-zA-Z0-9]{32}|[a-zA-Z0-9]{64})$/.test(token);
    assert.equal(tokenFault(token) === undefined, fits);
  }));
  assert.equal(tokenFault(newSecret()), undefined);
  assert.equal(tokenFault("ä".repeat(32)), "has invalid characters");
});

Deno.test("CsrfState.refusal() accepts the secret and a masked token, in header or form", () => {
  const secret = newSecret();
  const state = new CsrfState(secret);
  for (const token of [secret, maskSecret(secret)]) {
    assert.equal(
      state.refusal(new Headers({ "x-csrftoken": token }), undefined, ORIGIN),
      undefined,
    );
    assert.equal(state.refusal(new Headers(), token, ORIGIN), undefined);
  }
});

Deno.test("CsrfState.refusal() prefers the form's token to the header's", () => {
  const secret = newSecret();
  const headers = new Headers({ "x-csrftoken": secret });
  const reason = new CsrfState(secret).refusal(headers, newSecret(), ORIGIN);
  assert.equal(reason, "CSRF token from POST incorrect.");
});

Deno.test("CsrfState.rotate() makes every earlier token worthless", () => {
  const state = new CsrfState(newSecret());
  const token = state.pageToken();
  state.rotate();
  assert.match(state.refusal(new Headers(), token, ORIGIN) ?? "", /incorrect/);
});

Deno.test("CsrfState asks for a cookie only when a page shows its token or the cookie is broken", () => {
  const quiet = new CsrfState(newSecret());
  assert.equal(quiet.needsCookie, false);
  quiet.pageToken();
  assert.equal(quiet.needsCookie, true);
  assert.equal(new CsrfState("broken").needsCookie, true);
});
