import { findPython } from "./python.ts";
import { type Site, startSite } from "./site.ts";
import type { SiteOptions } from "./site_options.ts";

const python = await findPython();
const missing = "reason" in python ? python.reason : undefined;
const inCi = Deno.env.get("CI") === "true";

/**
 * Registers a test that gets a site of its own, which is stopped after it. Where there is no Python
 * it is reported as ignored, with the reason in its name; with CI=true it fails instead.
 */
export function siteTest(
  name: string,
  options: SiteOptions,
  body: (site: Site, context: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name: missing === undefined ? name : `${name} (${missing})`,
    ignore: missing !== undefined && !inCi,
    async fn(context) {
      await using site = await startSite(options);
      await body(site, context);
    },
  });
}
