import { createEmbeddedHelpdesk } from "./embedded/embedded_helpdesk.ts";
import { SAMPLE_ACCOUNTS } from "../lib/demo/samples/sample_accounts.ts";
import type { Site } from "../site/site.ts";
import type { SiteControl } from "../site/site_control.ts";
import type { SiteOptions } from "../site/site_options.ts";
import { postgresqlTest, siteTest, type TestBody, type TestParts } from "./site/site_test_case.ts";

/** A helpdesk that tools are tested on: the real one or the embedded one, in the same terms. */
export interface TestHelpdesk
  extends Pick<Site, "baseUrl" | "accounts" | "token" | "fixture">, Omit<SiteControl, "origin"> {
  /** Everybody who has an account: the named ones, and on the embedded helpdesk others. */
  readonly users: readonly {
    readonly id: number;
    readonly username: string;
    readonly fullName: string;
    readonly email: string;
  }[];
  /** Answers a request of the program. */
  fetch(request: Request): Promise<Response>;
}

/** What a test may vary on both kinds. */
export type HelpdeskOptions = Omit<SiteOptions, "port" | "dataDirectory" | "control">;

/**
 * Registers a test twice, for the embedded helpdesk and for a real one of its own, so that what the tools
 * answer cannot differ between them.
 */
export function helpdeskTest(
  name: string,
  ...parts: TestParts<HelpdeskOptions, TestHelpdesk>
): void {
  const [options, body] = parts.length === 1 ? [{}, parts[0]] : parts;
  embeddedHelpdeskTest(`${name}, on the embedded helpdesk`, options, body);
  realHelpdeskTest(name, options, body);
}

/** Registers a test for both kinds on PostgreSQL, the real one where a server is on the machine. */
export async function postgresqlHelpdeskTest(
  name: string,
  body: TestBody<TestHelpdesk>,
): Promise<void> {
  embeddedHelpdeskTest(`${name}, on the embedded helpdesk`, { database: "postgresql" }, body);
  await postgresqlTest(
    `${name}, on a real helpdesk`,
    async (site, context) => await body(asHelpdesk(site), context),
  );
}

function embeddedHelpdeskTest(
  name: string,
  options: HelpdeskOptions,
  body: TestBody<TestHelpdesk>,
): void {
  Deno.test(name, async (context) => {
    await body(embeddedHelpdesk(options), context);
  });
}

/** An embedded helpdesk in the terms of both kinds. */
export function embeddedHelpdesk(options: HelpdeskOptions): TestHelpdesk {
  const { sessions, agents, ...same } = options;
  const helpdesk = createEmbeddedHelpdesk({
    ...same,
    ...(sessions === undefined ? {} : { sessionEngine: sessions }),
    ...(agents === undefined ? {} : { agentEndpoints: agents }),
  });
  const users = SAMPLE_ACCOUNTS.map(({ firstName, lastName, ...account }) => ({
    ...account,
    fullName: `${firstName} ${lastName}`.trim(),
  }));
  return Object.assign(helpdesk, { users });
}

/** Registers a test for a real helpdesk alone, of a setting that the embedded one does not have. */
export function realHelpdeskTest(
  name: string,
  options: HelpdeskOptions,
  body: TestBody<TestHelpdesk>,
): void {
  siteTest(`${name}, on a real helpdesk`, options, async (site, context) => {
    await body(asHelpdesk(site), context);
  });
}

/** A real helpdesk in the terms of both kinds. */
export function asHelpdesk(site: Site): TestHelpdesk {
  const more = {
    users: Object.values(site.accounts),
    fetch: (request: Request) => fetch(request),
  };
  return Object.assign(site, more);
}
