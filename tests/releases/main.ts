import { RELEASES } from "../../site/releases.ts";
import { startSite } from "../../site/site.ts";
import { OUTCOMES_PATH } from "./outcomes.ts";
import type { Outcome } from "./release_case.ts";
import { runCases } from "./run_cases.ts";

const USAGE = `Runs every tool on every release of django-helpdesk, and records what it did.

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

/** @returns how many were wrong */
async function runEveryCase(): Promise<number> {
  const found: Record<string, Record<string, Outcome>> = {};
  let wrong = 0;
  for (const release of RELEASES) {
    await using site = await startSite({ release });
    const here: Record<string, Outcome> = {};
    for (const [name, outcome] of Object.entries(await runCases(site))) {
      if (typeof outcome === "string") here[name] = outcome;
      else {
        wrong++;
        console.error(`WRONG on ${release}: ${name}\n${outcome.wrong}\n`);
      }
    }
    found[release] = here;
    console.log(`${release}: ${Object.keys(here).length} cases`);
  }
  if (wrong === 0) await record(found);
  return wrong;
}

if (Deno.args.includes("--help")) console.log(USAGE);
else {
  let failures = await runEveryCase();
  for (const release of Deno.args.includes("--cases") ? [] : RELEASES) {
    console.log(`The tests of the tools on ${release}`);
    const args = ["task", "test", "tests/tools/", "--filter", "on a real helpdesk"];
    if (!await run(args, { TEST_RELEASE: release })) failures++;
  }
  Deno.exit(failures === 0 ? 0 : 1);
}
