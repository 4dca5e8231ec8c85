import { type HelpdeskOptions, helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";

/** One part of a test, on a site that is at its fixture when the part begins. */
export type SitePart = (site: TestHelpdesk, context: Deno.TestContext) => Promise<void>;

/** Registers a test whose parts share one site: starting one takes longer than resetting it. */
export function siteParts(
  name: string,
  options: HelpdeskOptions,
  parts: Readonly<Record<string, SitePart>>,
): void {
  helpdeskTest(name, options, async (site, context) => {
    for (const [part, run] of Object.entries(parts)) {
      await context.step(part, async (inner) => {
        await site.reset();
        await run(site, inner);
      });
    }
  });
}
