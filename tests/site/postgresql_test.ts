import assert from "node:assert/strict";
import { exists } from "../../site/site_folder.ts";
import { type Site, startSite } from "../../site/site.ts";
import { postgresqlTest } from "./site_test_case.ts";

/** The process of a site's PostgreSQL server, by the file that the server writes. */
async function serverOf(site: Site): Promise<number> {
  const file = await Deno.readTextFile(`${site.dataDirectory}/cluster/postmaster.pid`);
  return Number(file.split("\n", 1)[0]);
}

/** Whether there is such a process. */
function runs(process: number): boolean {
  try {
    Deno.kill(process, "SIGCONT");
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

await postgresqlTest(
  "a site on PostgreSQL has a server of its own, which ends with it",
  async (site) => {
    const other = await startSite({ database: "postgresql" });
    const [server, otherServer] = [await serverOf(site), await serverOf(other)];
    assert.notEqual(server, otherServer);
    assert.ok(runs(otherServer));
    await other.stop();
    assert.equal(runs(otherServer), false);
    assert.equal(await exists(other.dataDirectory), false);
    assert.ok(runs(server));
    await assert.rejects(
      startSite({ database: "postgresql", dataDirectory: site.dataDirectory }),
      /keeps nothing/,
    );
  },
);
