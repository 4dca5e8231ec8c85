import { type Site, startSite } from "../../site/site.ts";
import {
  contentHash,
  exists,
  removeAll,
  SITE_FOLDER,
  WORKING_FOLDER,
} from "../../site/site_folder.ts";

const FOLLOW_UPS_EACH = 2;

/** A running helpdesk of a known size. */
export interface BenchSite extends AsyncDisposable {
  readonly site: Site;
  /** The fixture's included. */
  readonly tickets: number;
  readonly followUps: number;
}

interface Stamp {
  readonly fixture: string;
  readonly tickets: number;
  readonly followUps: number;
}

/**
 * Starts the kept site of this size, after building it where there is none yet or the fixture has
 * changed since. A build that was interrupted has no stamp and starts over.
 */
export async function startBenchSite(
  tickets: number,
  report: (progress: string) => void,
): Promise<BenchSite> {
  const dataDirectory = `${WORKING_FOLDER}bench-${tickets}`;
  const stampFile = `${dataDirectory}/bench.json`;
  const fixture = await contentHash(await fixtureFiles(SITE_FOLDER));
  const kept = await exists(stampFile)
    ? JSON.parse(await Deno.readTextFile(stampFile)) as Stamp
    : undefined;
  const isKept = kept?.fixture === fixture && kept.tickets === tickets;
  if (!isKept) {
    report(`Building a helpdesk with ${tickets} tickets`);
    await removeAll(dataDirectory);
  }
  const site = await startSite({ dataDirectory, agents: true });
  const dispose = () => site.stop();
  try {
    const stamp = isKept ? kept : { fixture, tickets, followUps: await fill(site, tickets) };
    if (!isKept) await Deno.writeTextFile(stampFile, JSON.stringify(stamp));
    return { site, tickets, followUps: stamp.followUps, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Fills a new site up to the number of tickets; returns how many follow-ups there are then. */
async function fill(site: Site, tickets: number): Promise<number> {
  const { ticketCount } = site.fixture;
  let followUps = 0;
  for (let id = 1; id <= ticketCount; id++) followUps += (await site.followups(id)).length;
  const added = tickets - ticketCount;
  await site.createTickets(added, { followUpsEach: FOLLOW_UPS_EACH });
  return followUps + added * FOLLOW_UPS_EACH;
}

/** Everything a site's content depends on, in a stable order. */
async function fixtureFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await fixtureFiles(`${folder}${name}/`));
    else if (/\.(?:py|txt)$/.test(name)) files.push(`${folder}${name}`);
  }
  return files.sort();
}
