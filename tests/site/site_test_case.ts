import { isRelease } from "../../site/releases.ts";
import { readDatabase } from "../../site/main_options.ts";
import { findPostgresql, type FoundPostgresql } from "../../site/postgresql.ts";
import { findPython } from "../../site/python.ts";
import { type Site, startSite } from "../../site/site.ts";
import type { SiteOptions } from "../../site/site_options.ts";

const asked = Deno.env.get("TEST_RELEASE");
const database = readDatabase(Deno.env.get("TEST_DATABASE") || "sqlite");
const python = await findPython();
const unwanted = Deno.env.get("TEST_WITHOUT_SITE") === "1"
  ? "left out by TEST_WITHOUT_SITE"
  : undefined;
const missing = unwanted ?? ("reason" in python ? python.reason : undefined);
const mustRun = Deno.env.get("CI") === "true" && unwanted === undefined;
let postgresql: Promise<FoundPostgresql> | undefined;

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
  registerSiteTest(name, missing, mustRun, ...parts);
}

/**
 * Registers a test that gets a site on PostgreSQL. Where no server is on the machine it is reported as
 * ignored, with the reason in its name, with CI=true, too.
 */
export async function postgresqlTest(
  name: string,
  ...parts: TestParts<SiteOptions, Site>
): Promise<void> {
  const [options, body] = parts.length === 1 ? [{}, parts[0]] : parts;
  const without = missing ?? await missingPostgresql();
  registerSiteTest(name, without, false, { ...options, database: "postgresql" }, body);
}

async function missingPostgresql(): Promise<string | undefined> {
  const found = await (postgresql ??= findPostgresql());
  return "reason" in found ? found.reason : undefined;
}

function registerSiteTest(
  name: string,
  without: string | undefined,
  regardless: boolean,
  ...parts: TestParts<SiteOptions, Site>
): void {
  const [options, body] = parts.length === 1 ? [{}, parts[0]] : parts;
  Deno.test({
    name: without === undefined ? name : `${name} (${without})`,
    ignore: without !== undefined && !regardless,
    async fn(context) {
      await using site = await startSite({
        ...(isRelease(asked) ? { release: asked } : {}),
        database,
        ...options,
      });
      await body(site, context);
    },
  });
}
