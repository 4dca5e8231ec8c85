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
import { Deadline } from "../../lib/http/deadline.ts";
import { createLog } from "../../lib/log/log.ts";

/** An account that works a helpdesk in memory. */
export interface EmbeddedWork {
  readonly embedded: EmbeddedHelpdesk;
  readonly helpdesk: Helpdesk;
  /** What was logged, with debugging on. */
  readonly logged: readonly string[];
  /** What the last call was told beside its result. */
  readonly notices: readonly string[];
  /** Runs one call of the account. */
  run<Value>(
    work: (helpdesk: Helpdesk, call: Call) => Promise<Value>,
    options?: { signal?: AbortSignal; milliseconds?: number },
  ): Promise<Value>;
  /** The requests since the start or the last reset that fit: "POST /login/". */
  asked(fits?: RegExp): Promise<string[]>;
}

/** Starts a helpdesk and an account's work on it; other settings take the place of the account's. */
export function startWork(
  account: AccountName,
  options: EmbeddedHelpdeskOptions = {},
  settings: Record<string, string> = {},
): EmbeddedWork {
  const embedded = createEmbeddedHelpdesk(options);
  const environment: Record<string, string> = {
    ...settingsOf(embedded, account),
    ...settings,
  };
  const logged: string[] = [];
  const log = createLog({ debug: true, write: (line) => logged.push(line) });
  const config = readConfig((name) => environment[name]);
  const helpdesk = createHelpdesk({
    config,
    fetch: (request) => embedded.fetch(request),
    log,
    userAgent: "helpdesk-mcp/test",
  });
  const notices: string[] = [];
  return {
    embedded,
    helpdesk,
    logged,
    notices,
    async run(work, { signal, milliseconds = 20_000 } = {}) {
      notices.length = 0;
      const deadline = new Deadline(milliseconds, signal);
      try {
        const notice = (sentence: string) => notices.push(sentence);
        return await work(helpdesk, { deadline, notice });
      } finally {
        deadline.end();
      }
    },
    async asked(fits = /./) {
      const { requests } = await embedded.requests();
      return requests.map(({ method, path }) => `${method} ${path}`)
        .filter((line) => fits.test(line));
    },
  };
}
