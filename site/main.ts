import { type MainOptions, readMainOptions, SITE_USAGE } from "./main_options.ts";
import { prepareSite } from "./prepare_site.ts";
import { type Site, startSite } from "./site.ts";
import { exists, removeAll, WORKING_FOLDER } from "./site_folder.ts";
import type { SiteOptions } from "./site_options.ts";

/** What a person needs to use the site with a browser and with the MCP server. */
function describe(site: Site, kept: string): string {
  const accounts = Object.values(site.accounts).map(
    ({ username, password }) => `  ${username.padEnd(9)} ${password}`,
  );
  const { agent } = site.accounts;
  return `
The helpdesk is at ${site.baseUrl} (fixture data, reachable from this machine only)

Accounts (fixtures; the passwords were made for this copy):
${accounts.join("\n")}
  staff API token: ${site.token}

To point the MCP server at it, as the agent:
  export HELPDESK_BASE_URL=${site.baseUrl}
  export HELPDESK_USERNAME=${agent.username}
  export HELPDESK_PASSWORD=${agent.password}
  deno task start

${kept} Ctrl-C ends the helpdesk.`;
}

async function serve({ site: options, fresh }: MainOptions): Promise<void> {
  const prepared = await prepareSite(options, (progress) => console.log(progress));
  if (prepared.kind === "missing") throw new Error(`The helpdesk ${prepared.reason}`);
  if (options.database === "postgresql") {
    console.log("Starting a PostgreSQL server with the fixture");
    await serveUntilStopped(options, "The data ends with the helpdesk.");
    return;
  }
  const name = ["data", options.statuses, options.release].filter(Boolean).join("-");
  const dataDirectory = `${WORKING_FOLDER}${name}`;
  if (fresh) await removeAll(dataDirectory);
  const known = await exists(dataDirectory);
  console.log(known ? "Opening the data of the last run" : "Migrating and loading the fixture");
  const kept = `The data is kept in .site/${name}; --fresh starts over.`;
  await serveUntilStopped({ ...options, dataDirectory }, kept);
}

async function serveUntilStopped(options: SiteOptions, kept: string): Promise<void> {
  const site = await startSite(options);
  const stop = () => void site.stop();
  Deno.addSignalListener("SIGINT", stop);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
  console.log(describe(site, kept));
  await site.ended();
  await site.stop();
  console.log("\nThe helpdesk has ended");
}

try {
  const options = readMainOptions(Deno.args);
  if (options.help) console.log(SITE_USAGE);
  else await serve(options);
  Deno.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
