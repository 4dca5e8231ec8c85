import assert from "node:assert/strict";
import { HelpdeskError, type HelpdeskErrorKind } from "../../lib/errors.ts";

/** Gives the error of work that must fail with a HelpdeskError of that kind. */
export async function expectFailure(
  kind: HelpdeskErrorKind,
  work: Promise<unknown> | (() => unknown),
): Promise<HelpdeskError> {
  const error = await Promise.try(() => typeof work === "function" ? work() : work).then(
    (value) => assert.fail(`Nothing failed; the outcome is ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.ok(error instanceof HelpdeskError, error instanceof Error ? error.stack : String(error));
  assert.equal(error.kind, kind, error.message);
  return error;
}
