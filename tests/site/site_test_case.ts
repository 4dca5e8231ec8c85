import { isRelease } from "../../site/releases.ts";
import { findPython } from "../../site/python.ts";
import { type Site, startSite } from "../../site/site.ts";
import type { SiteOptions } from "../../site/site_options.ts";

const asked = Deno.env.get("TEST_RELEASE");
const python = await findPython();
const unwanted = Deno.env.get("TEST_WITHOUT_SITE") === "1"
  ? "left out by TEST_WITHOUT_SITE"
  : undefined;
const missing = unwanted ?? ("reason" in python ? python.reason : undefined);
const mustRun = Deno.env.get("CI") === "true" && unwanted === undefined;

/** What a test is given besides its name: options, which may be left out, and its body. */
export type TestParts<Options, Subject> =
  | readonly [body: TestBody<Subject>]
  | readonly [options: Options, body: TestBody<Subject>];

export type TestBody<Subject> = (subject: Subject, context: Deno.TestContext) => Promise<void>;

/**
 * Registers a test that gets a site of its own, which is stopped after it. Where there is no Python
 * it is reported as ignored, with the reason in its name; with CI=true it fails instead. `TEST_WITHOUT_SITE=1`
 * leaves these tests out, for the quick run between two edits.
 */
export function siteTest(name: string, ...parts: TestParts<SiteOptions, Site>): void {
  const [options, body] = parts.length === 1 ? [{}, parts[0]] : parts;
  Deno.test({
    name: missing === undefined ? name : `${name} (${missing})`,
    ignore: missing !== undefined && !mustRun,
    async fn(context) {
      await using site = await startSite({
        ...(isRelease(asked) ? { release: asked } : {}),
        ...options,
      });
      await body(site, context);
    },
  });
}
