import assert from "node:assert/strict";

const mustRun = Deno.env.get("CI") === "true";

/**
 * Registers a test with a client that comes from elsewhere. Where what it needs is missing it is
 * reported as ignored, with the reason in its name; with CI=true it fails instead.
 *
 * @param missing why the client cannot run here
 */
export function clientTest(
  name: string,
  missing: string | undefined,
  body: (context: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name: missing === undefined ? name : `${name} (${missing})`,
    ignore: missing !== undefined && !mustRun,
    async fn(context) {
      assert.equal(missing, undefined);
      await body(context);
    },
  });
}
