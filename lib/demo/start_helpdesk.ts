import { Branches } from "./state/branches.ts";
import { Clock } from "./state/clock.ts";
import type { ServedHelpdesk } from "./web/exchange.ts";
import { Logins } from "./state/logins.ts";
import { SAMPLE_TOKEN, sampleLogin } from "./samples/sample_accounts.ts";
import { sampleContent } from "./samples/sample_content.ts";
import { SAMPLE_KNOWLEDGE } from "./samples/sample_knowledge.ts";
import { SessionMemories } from "./state/session_memory.ts";
import { DatabaseSessions, SignedCookieSessions } from "./state/sessions.ts";
import type { Settings } from "./state/settings.ts";
import { Store } from "./state/store.ts";

/**
 * A helpdesk with the sample content, which is main's first commit; main is checked out.
 *
 * @param deliver takes its mails
 */
export function startHelpdesk(
  settings: Settings,
  deliver: ServedHelpdesk["deliver"],
): ServedHelpdesk {
  const main = Store.of(sampleContent(settings));
  if (settings.doltDatabase) main.beginWithZero();
  return {
    settings,
    store: main,
    knowledge: SAMPLE_KNOWLEDGE,
    branches: new Branches(main),
    media: new Map(main.attachments().map(({ attachment }) => [attachment.path, attachment])),
    clock: new Clock(settings.now),
    sessions: settings.sessionEngine === "database"
      ? new DatabaseSessions()
      : new SignedCookieSessions(settings.now),
    memories: new SessionMemories(settings.agentMemory, settings.processes),
    logins: new Logins(),
    deliver,
    tokens: new Map([[SAMPLE_TOKEN, sampleLogin("staff").id]]),
  };
}
