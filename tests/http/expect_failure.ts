import assert from "node:assert/strict";
import { HelpdeskError, type HelpdeskErrorKind } from "../../lib/errors.ts";

/** Waits for work that must fail with a HelpdeskError of that kind, and gives the error. */
export async function expectFailure(
  kind: HelpdeskErrorKind,
  work: Promise<unknown>,
): Promise<HelpdeskError> {
  const outcome = await work.then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  const { error } = outcome;
  assert.ok(
    error instanceof HelpdeskError,
    error instanceof Error
      ? error.stack
      : `Nothing failed; the outcome is ${JSON.stringify(outcome.value)}`,
  );
  assert.equal(error.kind, kind, error.message);
  return error;
}
