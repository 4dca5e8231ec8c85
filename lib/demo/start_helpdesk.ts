import { Branches } from "./branches.ts";
import { Clock } from "./clock.ts";
import type { Helpdesk } from "./exchange.ts";
import { Logins } from "./logins.ts";
import { SAMPLE_TOKEN, sampleAccount } from "./sample_accounts.ts";
import { sampleContent } from "./sample_content.ts";
import { SessionMemories } from "./session_memory.ts";
import { DatabaseSessions, SignedCookieSessions } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import { Store } from "./store.ts";

/** A helpdesk with the sample content, which is main's first commit; main is checked out. */
export function startHelpdesk(settings: Settings): Helpdesk {
  const main = Store.of(sampleContent(settings));
  return {
    settings,
    store: main,
    branches: new Branches(main),
    media: new Map(main.attachments().map(({ attachment }) => [attachment.path, attachment])),
    clock: new Clock(settings.now),
    sessions: settings.sessionEngine === "database"
      ? new DatabaseSessions()
      : new SignedCookieSessions(settings.now),
    memories: new SessionMemories(settings.agentMemory, settings.processes),
    logins: new Logins(),
    mails: [],
    tokens: new Map([[SAMPLE_TOKEN, sampleAccount("staff").id]]),
  };
}
