import assert from "node:assert/strict";
import { receivedError, sentError } from "../../../lib/http/confined/sent_error.ts";

const sentAndReceived = (error: unknown) => receivedError(structuredClone(sentError(error)));

Deno.test("receivedError() keeps the kinds that failures are told apart by", () => {
  assert(sentAndReceived(new TypeError("broken")) instanceof TypeError);
  assert(sentAndReceived(new Deno.errors.NotCapable("no")) instanceof Deno.errors.NotCapable);
  assert.equal(sentAndReceived(new RangeError("far")).constructor, Error);
  assert.equal(sentAndReceived("just text").message, "just text");
});

Deno.test("receivedError() keeps the messages of all causes", () => {
  const cause = new Error("connect", { cause: new Error("Connection refused") });
  const received = sentAndReceived(new TypeError("error sending request", { cause }));
  assert.equal(received.message, "error sending request");
  assert((received.cause as Error).message === "connect");
  assert((received.cause as Error & { cause: Error }).cause.message === "Connection refused");
});

Deno.test("sentError() ends where errors cause each other", () => {
  const error = new Error("round");
  error.cause = error;
  assert.equal(sentError(error).messages.length, 5);
});
