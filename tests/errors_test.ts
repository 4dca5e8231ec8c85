import assert from "node:assert/strict";
import { HelpdeskError } from "../lib/errors.ts";

Deno.test("HelpdeskError carries kind, message and cause, and is an Error", () => {
  const cause = new TypeError("connection reset");
  const error = new HelpdeskError("unavailable", "Could not reach the helpdesk", { cause });
  assert.ok(error instanceof Error);
  assert.equal(error.kind, "unavailable");
  assert.equal(error.message, "Could not reach the helpdesk");
  assert.equal(error.cause, cause);
  assert.equal(String(error), "HelpdeskError: Could not reach the helpdesk");
});

Deno.test("HelpdeskError without a cause has none", () => {
  assert.ok(!("cause" in new HelpdeskError("invalid", "Nothing was sent")));
});
