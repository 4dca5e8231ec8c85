import { findPostgresql } from "../../site/postgresql.ts";
import { RELEASES } from "../../site/releases.ts";
import { startSite } from "../../site/site.ts";
import type { SiteOptions } from "../../site/site_options.ts";
import { asHelpdesk } from "../helpdesk_test_case.ts";
import { ON_POSTGRESQL, outcomes, OUTCOMES_PATH } from "./outcomes.ts";
import type { Outcome } from "./release_case.ts";
import { runCases } from "./run_cases.ts";

const USAGE =
  `Runs every tool on every release of django-helpdesk, and on PostgreSQL where a server is on this machine,
and records what it did.

Usage: deno task test:releases [--cases]

  --cases   only the cases that are recorded, without all tests of the tools on each release
  --help    print this`;

/** Writes what was found, and the page that shows it. */
async function record(found: Readonly<Record<string, Record<string, Outcome>>>): Promise<void> {
  await Deno.writeTextFile(OUTCOMES_PATH, `${JSON.stringify(found, undefined, 2)}\n`);
  await run(["task", "docs"]);
}

/** Whether a command of this Deno ended well; what it says is shown. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], env });
  return (await command.spawn().status).success;
}

/** What the cases run on, by what it is called among the outcomes. */
function looked(hasPostgresql: boolean): Map<string, SiteOptions> {
  const sites = RELEASES.map((release) => [release, { release }] as const);
  return new Map<string, SiteOptions>([
    ...sites,
    ...hasPostgresql ? [[ON_POSTGRESQL, { database: "postgresql" }] as const] : [],
  ]);
}

/** @returns how many were wrong */
async function runEveryCase(hasPostgresql: boolean): Promise<number> {
  // Where there is no server the column stays as it was found last.
  const found: Record<string, Record<string, Outcome>> = { ...outcomes };
  let wrong = 0;
  for (const [name, options] of looked(hasPostgresql)) {
    await using site = await startSite(options);
    const here: Record<string, Outcome> = {};
    for (const [asked, outcome] of Object.entries(await runCases(asHelpdesk(site)))) {
      if (typeof outcome === "string") here[asked] = outcome;
      else {
        wrong++;
        console.error(`WRONG on ${name}: ${asked}\n${outcome.wrong}\n`);
      }
    }
    found[name] = here;
    console.log(`${name}: ${Object.keys(here).length} cases`);
  }
  if (wrong === 0) await record(found);
  return wrong;
}

/** @returns how many of the runs failed */
async function runToolTests(hasPostgresql: boolean): Promise<number> {
  const environments: Record<string, string>[] = [
    ...RELEASES.map((release) => ({ TEST_RELEASE: release })),
    ...hasPostgresql ? [{ TEST_DATABASE: "postgresql" }] : [],
  ];
  let failed = 0;
  for (const environment of environments) {
    console.log(`The tests of the tools with ${JSON.stringify(environment)}`);
    const args = ["task", "test", "tests/tools/", "--filter", "on a real helpdesk"];
    if (!await run(args, environment)) failed++;
  }
  return failed;
}

if (Deno.args.includes("--help")) console.log(USAGE);
else {
  const server = await findPostgresql();
  if ("reason" in server) console.log(`Nothing runs on PostgreSQL: ${server.reason}`);
  const hasPostgresql = "programs" in server;
  let failures = await runEveryCase(hasPostgresql);
  if (!Deno.args.includes("--cases")) failures += await runToolTests(hasPostgresql);
  Deno.exit(failures === 0 ? 0 : 1);
}
