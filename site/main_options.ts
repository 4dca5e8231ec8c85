import { type Database, isRelease, NEWEST_RELEASE, type Release, RELEASES } from "./releases.ts";
import type { SiteOptions } from "./site_options.ts";

/** What `deno task site --help` prints. */
export const SITE_USAGE = `Serves a real django-helpdesk with a fixture, for trying and for tests.

Usage: deno task site [options]

  --release N.N.N       ${RELEASES.join(", ")} (default ${NEWEST_RELEASE})
  --database NAME       sqlite or postgresql (default sqlite); postgresql runs a server of its own, which
                        must be on this machine, and keeps nothing when the site ends
  --port N              listen on 127.0.0.1:N (default 8080)
  --fresh               start over from the fixture instead of the data of the last run
  --mount /PATH/        serve the helpdesk below a path (default /)
  --signed-cookies      keep sessions in signed cookies, as the Dolt edition does
  --custom-statuses     add the statuses 6 "In Progress" and 7 "Waiting for customer"
  --no-browsable-page   render JSON only
  --no-agents           a plain helpdesk without agent sessions
  --help                print this`;

/** What the command line asks for. */
export interface MainOptions {
  site: SiteOptions & { port: number; statuses: "default" | "custom" };
  fresh: boolean;
  help: boolean;
}

/**
 * Reads the command line.
 * @throws Error that names the argument it cannot use
 */
export function readMainOptions(args: readonly string[]): MainOptions {
  const options: MainOptions = {
    site: { port: 8080, statuses: "default", control: false },
    fresh: false,
    help: false,
  };
  const left = [...args];
  while (left.length > 0) {
    const argument = left.shift();
    switch (argument) {
      case "--release":
        options.site.release = readRelease(left.shift());
        break;
      case "--database":
        options.site.database = readDatabase(left.shift());
        break;
      case "--port":
        options.site.port = readPort(left.shift());
        break;
      case "--mount":
        options.site.mount = readMount(left.shift());
        break;
      case "--fresh":
        options.fresh = true;
        break;
      case "--signed-cookies":
        options.site.sessions = "signed_cookies";
        break;
      case "--custom-statuses":
        options.site.statuses = "custom";
        break;
      case "--no-browsable-page":
        options.site.browsablePage = false;
        break;
      case "--no-agents":
        options.site.agents = false;
        break;
      case "--help":
      case "-h":
        options.help = true;
        break;
      default:
        throw new Error(`Unknown argument "${argument}"; --help lists those there are`);
    }
  }
  return options;
}

function readRelease(value: string | undefined): Release {
  if (isRelease(value)) return value;
  throw new Error(
    `Cannot use "${value ?? ""}" as --release; there are ${RELEASES.join(", ")}`,
  );
}

/**
 * Reads the name of a database.
 * @throws Error that lists those that there are
 */
export function readDatabase(value: string | undefined): Database {
  if (value === "sqlite" || value === "postgresql") return value;
  throw new Error(`Cannot use "${value ?? ""}" as a database; there are sqlite and postgresql`);
}

function readPort(value: string | undefined): number {
  const port = Number(value);
  if (value !== undefined && /^\d+$/.test(value) && port <= 65535) return port;
  throw new Error(`Cannot use "${value ?? ""}" as --port; give a number from 0 to 65535`);
}

function readMount(value: string | undefined): string {
  if (value !== undefined && /^\/([\w.-]+\/)*$/.test(value)) return value;
  throw new Error(`Cannot use "${value ?? ""}" as --mount; give a path such as /helpdesk/`);
}
