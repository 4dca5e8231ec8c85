import assert from "node:assert/strict";
import { helpdeskTest } from "../../helpdesk_test_case.ts";
import { callerOf } from "../site_caller.ts";
import { fillKnowledge } from "./known_helpdesk.ts";

/** What people ask, and the title of an article or a resolved ticket that answers it. */
const QUESTIONS: readonly (readonly [question: string, title: RegExp])[] = [
  ["my vpn connection is lost every ten minutes at home", /^VPN: stay connected/],
  ["Password forgotten, how do I get a new one?", /^Choose a new password/],
  ["printer cuts off the bottom of the delivery notes", /^Paper size of the label/],
  ["校正用パソコンのライセンスが切れた", /ライセンスを更新する/],
  ["I lost my badge", /lost or broken badge/],
  ["it is freezing in the east wing, can we borrow heaters", /too cold/],
  ["coffee maschine leeks", /coffee machine/i],
  ["customer says two sensors were missing in the box", /delivery is incomplete/],
  ["the invoice needs another tax number", /Correct an invoice/],
  ["oscilloscope hangs at the logo when booting", /^Oscilloscope does not boot/],
];

helpdeskTest("ten questions find their answer among the first three", async (helpdesk) => {
  await fillKnowledge(helpdesk, callerOf(helpdesk, "staff"));
  const caller = callerOf(helpdesk, "staff");
  let found = 0;
  for (const [query, title] of QUESTIONS) {
    const { answers } = await caller.succeed("search_knowledge", { query, limit: 3 });
    const place = answers.findIndex((answer: { title: string }) => title.test(answer.title)) + 1;
    const first = answers.map((answer: { title: string }) => answer.title).join(" / ");
    console.log(`${place || "-"}  ${query}  →  ${first}`);
    if (place > 0) found++;
  }
  console.log(`${found} of ${QUESTIONS.length} questions found their answer`);
  assert.ok(found >= 9, `${found} found`);
});
