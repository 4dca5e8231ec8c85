import { chromium } from "./chromium.ts";
import { ViewStage } from "./view_stage.ts";

/**
 * Registers a test of the views in a browser. Where there is none it is reported as ignored, with the
 * reason in its name.
 *
 * @param account whom the program works for
 */
export function browserTest(
  name: string,
  account: "agent" | "staff",
  play: (stage: ViewStage, context: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name: chromium === undefined ? `${name} (needs Chromium, found none)` : name,
    ignore: chromium === undefined,
    async fn(context) {
      await ViewStage.use(chromium ?? "", account, (stage) => play(stage, context));
    },
  });
}
