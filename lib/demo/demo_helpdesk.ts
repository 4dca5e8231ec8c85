import { type SampleLogin, sampleLogin } from "./samples/sample_accounts.ts";
import { receive, serve } from "./serve.ts";
import { startHelpdesk } from "./start_helpdesk.ts";
import { readSettings } from "./state/settings.ts";
import { whileWaitedFor } from "./web/connection.ts";

/** A django-helpdesk in memory, to try the tools on. */
export interface DemoHelpdesk {
  /** Where it claims to be: ends in the mount path. Nothing is opened there. */
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<"staff" | "agent", SampleLogin>>;

  /**
   * Answers a request as the server would; redirects are not followed.
   *
   * @throws {DOMException} AbortError when the request's signal is aborted
   */
  fetch(request: Request): Promise<Response>;
}

/** The origin at which a helpdesk in memory claims to be. */
export const MEMORY_ORIGIN = "http://localhost";

/**
 * Makes a helpdesk that lives in memory: it speaks the HTTP of django-helpdesk 2.6.1 with the agent
 * endpoints of the Dolt edition, quirks included, touches neither network nor files, and mails nobody.
 */
export function createDemoHelpdesk(): DemoHelpdesk {
  const settings = readSettings({});
  const helpdesk = startHelpdesk(settings, () => {});
  const answer = async (request: Request) =>
    (await serve(helpdesk, await receive(helpdesk, request))).response;
  return {
    baseUrl: `${MEMORY_ORIGIN}${settings.mount}`,
    accounts: { staff: sampleLogin("staff"), agent: sampleLogin("agent") },
    fetch: (request) => whileWaitedFor(request, () => answer(request)),
  };
}
