import { runPython } from "./python.ts";
import { prepareSite } from "./prepare_site.ts";
import { SiteControl } from "./site_control.ts";
import type { AccountName, Fixture, SiteAccount } from "./site_fixture.ts";
import { exists, removeAll, WORKING_FOLDER } from "./site_folder.ts";
import { optionsForPython, type SiteOptions } from "./site_options.ts";
import { SiteProcess } from "./site_process.ts";
import { copyTemplate } from "./site_template.ts";

/** A real helpdesk that runs on a port of its own until stop(). */
export class Site extends SiteControl {
  /** Where the helpdesk is: ends in the mount path. */
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<AccountName, SiteAccount>>;
  /** API token of the staff account. */
  readonly token: string;
  readonly #process: SiteProcess;

  constructor(
    process: SiteProcess,
    port: number,
    mount: string,
    readonly dataDirectory: string,
    readonly fixture: Fixture,
  ) {
    super(`http://127.0.0.1:${port}`);
    this.baseUrl = `${this.origin}${mount}`;
    this.accounts = fixture.accounts;
    this.token = fixture.token;
    this.#process = process;
  }

  /** The end of the server's stderr, where the tracebacks of its errors are. */
  log(): string {
    return this.#process.log();
  }

  /** Resolves when the server has ended, by stop() or by itself. */
  ended(): Promise<void> {
    return this.#process.ended();
  }

  /** Ends the server; a temporary site takes its data with it. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/**
 * Starts a site with its own database; takes about a second once everything is installed.
 * @throws Error where there is no Python or no server of the database, the packages cannot be installed or
 * the port is taken
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  if (options.database === "postgresql" && options.dataDirectory !== undefined) {
    throw new Error("A site on PostgreSQL keeps nothing: it cannot have a data directory");
  }
  const preparation = await prepareSite(options);
  if (preparation.kind === "missing") {
    throw new Error(`The test helpdesk ${preparation.reason}`);
  }
  const { python } = preparation;
  const temporary = options.dataDirectory === undefined;
  const directory = options.dataDirectory ?? `${WORKING_FOLDER}runs/${crypto.randomUUID()}`;
  const siteOptions = optionsForPython(options, directory);
  if (await exists(`${directory}/fixture.json`)) {
    await runPython(python, ["manage.py", "prepare"], siteOptions);
  } else {
    await copyTemplate(python, options, directory, temporary);
  }
  const fixture: Fixture = JSON.parse(await Deno.readTextFile(`${directory}/fixture.json`));
  const args = ["--port", String(options.port ?? 0), ...(temporary ? ["--temporary"] : [])];
  try {
    const { process, port } = await SiteProcess.start(python, args, siteOptions);
    return new Site(process, port, options.mount ?? "/", directory, fixture);
  } catch (error) {
    if (temporary) await removeAll(directory);
    throw error;
  }
}
