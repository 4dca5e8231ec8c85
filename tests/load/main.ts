import { serveInMemory, serveReal } from "./load_helpdesk.ts";
import { callsAtOnce, mixedCalls } from "./mixed_calls.ts";
import { readLoadOptions, USAGE } from "./options.ts";
import { restartsInWrites } from "./restarts.ts";
import { isClean, type Part, report } from "./tally.ts";

async function main(args: readonly string[]): Promise<number> {
  const { site, calls, atOnce, restarts, help } = readLoadOptions(args);
  if (help) {
    console.log(USAGE);
    return 0;
  }
  await using helpdesk = site ? await serveReal() : serveInMemory();
  const parts: Part[] = [];
  if (calls > 0) parts.push(await mixedCalls(helpdesk, calls));
  if (atOnce > 0) parts.push(await callsAtOnce(helpdesk, atOnce));
  if (restarts > 0) parts.push(await restartsInWrites(helpdesk, restarts));
  console.log(report(parts));
  return isClean(parts) ? 0 : 1;
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
