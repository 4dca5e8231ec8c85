import * as fc from "fast-check";
import FakeTimers from "@sinonjs/fake-timers";
import {
  embeddedHelpdesk,
  type HelpdeskUnderTest,
  realHelpdesk,
  type VariantOptions,
} from "../contract/helpdesk_under_test.ts";
import { siteTest } from "../site/site_test_case.ts";
import { act, type Deed, deed } from "./deeds.ts";
import { Room } from "./room.ts";

/** Deeds that happen at once, one lot after the other. */
type Day = readonly (readonly Deed[])[];

const turns: fc.Arbitrary<Day> = fc.array(deed.map((one) => [one]), { maxLength: 20, size: "max" });
// A client leaves when its calls are over.
const busyDeed = deed.filter(({ kind }) => !kind.startsWith("leave"));
const rushes: fc.Arbitrary<Day> = fc.array(fc.array(busyDeed, { minLength: 2, maxLength: 10 }), {
  minLength: 1,
  maxLength: 4,
});

/** Names the days to live through again, as a failure has printed it. */
const SEED = "TEST_SESSIONS_SEED";

/**
 * Lives through random days and holds what was told against what the helpdesk has. A failure names its seed
 * before a shorter day is looked for, which may take longer than the run is given.
 */
async function checkDays(
  days: fc.Arbitrary<Day>,
  newHelpdesk: () => HelpdeskUnderTest | Promise<HelpdeskUnderTest>,
  { numRuns, isCheckedAtOnce }: { numRuns: number; isCheckedAtOnce: boolean },
): Promise<void> {
  const seed = Number(Deno.env.get(SEED) ?? Date.now() % 2 ** 31);
  let isTold = false;
  const property = fc.asyncProperty(days, async (day) => {
    const helpdesk = await newHelpdesk();
    const clock = FakeTimers.install({ toFake: ["Date"], now: Date.now() });
    try {
      const room = new Room(helpdesk, clock);
      for (const deeds of day) {
        await Promise.all(deeds.map((deed) => act(room, deed, deeds.length === 1)));
        if (isCheckedAtOnce) await room.stage.checkWrites();
      }
      await helpdesk.control.clearFaults();
      await room.close({ onlyHandedOver: !isCheckedAtOnce });
    } catch (error) {
      if (!isTold) console.error(`A day failed; ${SEED}=${seed} lives it again:`, error);
      isTold = true;
      throw error;
    } finally {
      clock.uninstall();
    }
  });
  await fc.assert(property, { numRuns, seed });
}

for (const sessions of ["database", "signed_cookies"] as const) {
  const kept = `sessions in ${sessions}`;

  Deno.test(`in turns no write is told to be where it is not, embedded, ${kept}`, async () => {
    const settings = { numRuns: 200, isCheckedAtOnce: true };
    await checkDays(turns, () => embeddedHelpdesk({ sessions }), settings);
  });

  siteTest(
    `in turns no write is told to be where it is not, ${kept}`,
    { sessions },
    async (site) => {
      const newHelpdesk = async () => {
        await site.reset();
        return realHelpdesk(site);
      };
      await checkDays(turns, newHelpdesk, { numRuns: 12, isCheckedAtOnce: true });
    },
  );

  Deno.test(`in a rush each write is told of rightly when it is handed over, ${kept}`, async () => {
    const settings = { numRuns: 60, isCheckedAtOnce: false };
    await checkDays(rushes, () => embeddedHelpdesk({ sessions }), settings);
  });
}

const MEMORIES: readonly (VariantOptions & { isCheckedAtOnce: boolean })[] = [
  { agentMemory: "off", isCheckedAtOnce: true },
  { agentMemory: "shared", processes: 3, isCheckedAtOnce: true },
  // A read may run where its write did, in another process that has not seen the session.
  { agentMemory: "process", processes: 3, isCheckedAtOnce: false },
];
for (const { isCheckedAtOnce, ...memory } of MEMORIES) {
  const { agentMemory, processes = 1 } = memory;
  Deno.test(`with memory ${agentMemory} of ${processes} processes writes are told of rightly`, async () => {
    const newHelpdesk = () => embeddedHelpdesk({ sessions: "signed_cookies", ...memory });
    await checkDays(turns, newHelpdesk, { numRuns: 100, isCheckedAtOnce });
  });
}
