import assert from "node:assert/strict";
import { requireKnown } from "../../../lib/helpdesk/catalogue/references.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { withCall } from "../fake_session.ts";
import { browsablePage, CUT_OFF, type Option } from "../answers/options_page_html.ts";
import { keeperOf } from "./fake_keeper.ts";

const PAGE = browsablePage({ statuses: [[1, "Open"], [6, "In Progress"], [8, "ERLEDIGT"]] });
type Ids = Parameters<typeof requireKnown>[0];

const require = (ids: Ids, page = PAGE, allowed?: readonly number[]) =>
  withCall((call) => requireKnown(ids, keeperOf(page, allowed).keeper, call));

const refusal = async (...given: Parameters<typeof require>) =>
  (await expectFailure("invalid", require(...given))).message;

Deno.test("requireKnown() gives the catalogue when every id is on it, and passes over what was not given", async () => {
  const { queues } = await require({ queues: 2, users: 1, statuses: 6, priorities: 3 });
  assert.equal(queues.length, 2);
  for (const ids of [{ queues: undefined, users: undefined }, {}]) await require(ids);
});

Deno.test("requireKnown() names each unknown id and the valid ones", async () => {
  assert.equal(
    await refusal({ queues: 99, statuses: 2, users: 1 }),
    'There is no queue 99; get_queues lists 1 "Support", 2 "Billing". There is no status 2; get_queues ' +
      'lists 1 "Open", 6 "In Progress", 8 "ERLEDIGT"',
  );
});

for (const [allowed, listed] of [[[2, 99], '2 "Billing"'], [[99], "none"]] as const) {
  Deno.test(`requireKnown() lists ${listed} where the queues ${allowed} alone may be worked`, async () => {
    const message = await refusal({ queues: 99 }, PAGE, allowed);
    assert.equal(message, `There is no queue 99; get_queues lists ${listed}`);
  });
}

Deno.test("requireKnown() bounds and cleans the list of valid ones", async () => {
  const odd = "q\u202e\nx".repeat(20);
  const queues = Array.from({ length: 500 }, (_, place): Option => [place + 1, odd]);
  const message = await refusal({ queues: 999 }, browsablePage({ queues }));
  assert.ok(message.length < 1_200);
  assert.ok(!/[\u202e\n]/.test(message));
});

Deno.test("requireKnown() lets an id pass that a cut list may lack", async () => {
  const cut = browsablePage().replace("</select>", CUT_OFF);
  await require({ queues: 99 }, cut);
  await refusal({ users: 99 }, cut);
});
