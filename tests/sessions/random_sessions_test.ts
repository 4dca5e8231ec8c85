import * as fc from "fast-check";
import FakeTimers from "@sinonjs/fake-timers";
import {
  embeddedHelpdesk,
  type HelpdeskUnderTest,
  realHelpdesk,
} from "../contract/helpdesk_under_test.ts";
import { siteTest } from "../site/site_test_case.ts";
import { Room } from "./room.ts";
import { sessionCommands } from "./session_commands.ts";
import { SessionModel } from "./session_model.ts";

const ENGINES = ["database", "signed_cookies"] as const;

/** Runs random days and checks at the end of each that no write was lost or doubled. */
async function checkRandomDays(
  newHelpdesk: () => Promise<HelpdeskUnderTest>,
  { numRuns, mostCommands }: { numRuns: number; mostCommands: number },
): Promise<void> {
  const day = fc.asyncProperty(sessionCommands(mostCommands), async (commands) => {
    const helpdesk = await newHelpdesk();
    const clock = FakeTimers.install({ toFake: ["Date"], now: Date.now() });
    try {
      const room = new Room(helpdesk, clock);
      await fc.asyncModelRun(() => ({ model: new SessionModel(), real: room }), commands);
      await room.close();
    } finally {
      clock.uninstall();
    }
  });
  await fc.assert(day, { numRuns });
}

for (const sessions of ENGINES) {
  Deno.test(`random days lose and double no write, embedded, sessions in ${sessions}`, async () => {
    await checkRandomDays(() => Promise.resolve(embeddedHelpdesk({ sessions })), {
      numRuns: 200,
      mostCommands: 16,
    });
  });

  siteTest(
    `random days lose and double no write, sessions in ${sessions}`,
    { sessions },
    async (site) => {
      await checkRandomDays(async () => {
        await site.reset();
        return realHelpdesk(site);
      }, { numRuns: 10, mostCommands: 10 });
    },
  );
}
