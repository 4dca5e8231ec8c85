import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import type { Site } from "../../site/site.ts";
import type { SiteControl } from "../../site/site_control.ts";
import type { AccountName, SiteAccount } from "../../site/site_fixture.ts";
import type { SiteOptions } from "../../site/site_options.ts";

/** A helpdesk that the contract cases run on. */
export interface HelpdeskUnderTest {
  /** Ends in the mount path. */
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<AccountName, SiteAccount>>;
  /** API token of the staff account. */
  readonly token: string;
  /** What a test can see and provoke, on both kinds in the same way. */
  readonly control: Omit<SiteControl, "origin" | "reset">;
  /** Answers one request; follows no redirect and knows no cookies. */
  send(request: Request): Promise<Response>;
}

/** The options that both kinds of helpdesk have. */
export type VariantOptions = Pick<
  SiteOptions,
  | ("sessions" | "mount" | "browsablePage" | "statuses" | "agents")
  | ("agentMemory" | "processes" | "agentLogin" | "loginPath")
>;

/** The helpdesk of `lib/demo/`, in this process. */
export function embeddedHelpdesk(options: VariantOptions): HelpdeskUnderTest {
  const { sessions, agents, ...same } = options;
  const control = createEmbeddedHelpdesk({
    ...same,
    ...(sessions === undefined ? {} : { sessionEngine: sessions }),
    ...(agents === undefined ? {} : { agentEndpoints: agents }),
  });
  const { accounts, baseUrl, token } = control;
  return { accounts, baseUrl, token, control, send: (request) => control.fetch(request) };
}

export function realHelpdesk(site: Site): HelpdeskUnderTest {
  const { accounts, baseUrl, token } = site;
  const send = (request: Request) => fetch(new Request(request, { redirect: "manual" }));
  return { accounts, baseUrl, token, control: site, send };
}
