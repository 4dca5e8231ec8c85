import { settingsOf } from "../account_settings.ts";
import { readConfig } from "../../lib/settings/config.ts";
import {
  type AccountName,
  createEmbeddedHelpdesk,
  type EmbeddedHelpdesk,
  type EmbeddedHelpdeskOptions,
} from "../embedded/embedded_helpdesk.ts";
import type { Call } from "../../lib/helpdesk/calls/call.ts";
import { createHelpdesk, type Helpdesk } from "../../lib/helpdesk/helpdesk.ts";
import { createLog } from "../../lib/log/log.ts";
import { withCall } from "./fake_session.ts";

export type EmbeddedWork = ReturnType<typeof startWork>;

/** An account's work on a helpdesk in memory; other settings take the place of the account's. */
export function startWork(
  account: AccountName,
  options: EmbeddedHelpdeskOptions = {},
  settings: Record<string, string> = {},
) {
  const embedded: EmbeddedHelpdesk = createEmbeddedHelpdesk(options);
  const environment: Record<string, string> = { ...settingsOf(embedded, account), ...settings };
  const logged: string[] = [];
  const notices: string[] = [];
  const helpdesk: Helpdesk = createHelpdesk({
    config: readConfig((name) => environment[name]),
    fetch: (request) => embedded.fetch(request),
    log: createLog({ debug: true, write: (line) => logged.push(line) }),
    userAgent: "helpdesk-mcp/test",
  });
  return {
    embedded,
    helpdesk,
    /** What was logged, with debugging on. */
    logged,
    /** What the last call was told beside its result. */
    notices,
    /** Runs one call of the account. */
    run<Value>(
      work: (helpdesk: Helpdesk, call: Call) => Promise<Value>,
      options: { signal?: AbortSignal; milliseconds?: number } = {},
    ): Promise<Value> {
      notices.length = 0;
      const notice = (sentence: string) => notices.push(sentence);
      return withCall((call) => work(helpdesk, { ...call, notice }), options);
    },
    /** Has the next requests to a path answered so, in JSON. */
    failNext(pathContains: string, status: number, body: unknown, times = 1): Promise<void> {
      const headers = { "content-type": "application/json" };
      const fault = { kind: "status", status, headers, body: JSON.stringify(body) } as const;
      return embedded.failNext({ ...fault, pathContains, times });
    },
    /** The requests since the start or the last reset that fit: "POST /login/". */
    async asked(fits = /./): Promise<string[]> {
      const { requests } = await embedded.requests();
      const lines = requests.map(({ method, path }) => `${method} ${path}`);
      return lines.filter((line) => fits.test(line));
    },
  };
}
