import assert from "node:assert/strict";
import { CatalogueKeeper } from "../../../lib/helpdesk/catalogue/catalogue_keeper.ts";
import { QueueLimit } from "../../../lib/helpdesk/catalogue/queue_limit.ts";
import { requireKnown } from "../../../lib/helpdesk/catalogue/references.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { htmlReply } from "../http_replies.ts";
import { browsablePage, type Option } from "../answers/options_page_html.ts";

const STATUSES: readonly Option[] = [
  [1, "Open"],
  [6, "In Progress"],
  [7, "Waiting for customer"],
  [8, "ERLEDIGT"],
];

function keeperOf(
  page = browsablePage({ statuses: STATUSES }),
  allowed?: readonly number[],
): CatalogueKeeper {
  const { session } = fakeSession(({ path }) =>
    path === "api/tickets/" ? htmlReply(200, page) : htmlReply(404, "")
  );
  return new CatalogueKeeper(session, new QueueLimit(allowed), 5_000);
}

Deno.test("requireKnown() gives the catalogue when every id is on it", async () => {
  const catalogue = await withCall((call) =>
    requireKnown({ queues: 2, users: 1, statuses: 6, priorities: 3 }, keeperOf(), call)
  );
  assert.equal(catalogue.queues.length, 2);
});

Deno.test("requireKnown() passes over what was not given", async () => {
  await withCall((call) => requireKnown({ queues: undefined, users: undefined }, keeperOf(), call));
  await withCall((call) => requireKnown({}, keeperOf(), call));
});

Deno.test("requireKnown() names each unknown id and the valid ones", async () => {
  const error = await expectFailure(
    "invalid",
    withCall((call) => requireKnown({ queues: 99, statuses: 2, users: 1 }, keeperOf(), call)),
  );
  assert.equal(
    error.message,
    'There is no queue 99; get_queues lists 1 "Support", 2 "Billing". There is no status 2; get_queues ' +
      'lists 1 "Open", 6 "In Progress", 7 "Waiting for customer", 8 "ERLEDIGT"',
  );
});

const LIMITS: readonly [allowed: readonly number[], listed: string][] = [
  [[2, 99], '2 "Billing"'],
  [[99], "none"],
];

for (const [allowed, listed] of LIMITS) {
  Deno.test(`requireKnown() lists ${listed} where the queues ${allowed} alone may be worked`, async () => {
    const error = await expectFailure(
      "invalid",
      withCall((call) => requireKnown({ queues: 99 }, keeperOf(undefined, allowed), call)),
    );
    assert.equal(error.message, `There is no queue 99; get_queues lists ${listed}`);
  });
}

Deno.test("requireKnown() bounds and cleans the list of valid ones", async () => {
  const queues = Array.from(
    { length: 500 },
    (_, place): Option => [place + 1, "q\u202e\nx".repeat(20)],
  );
  const error = await expectFailure(
    "invalid",
    withCall((call) => requireKnown({ queues: 999 }, keeperOf(browsablePage({ queues })), call)),
  );
  assert.ok(error.message.length < 1_200);
  assert.ok(!/[\u202e\n]/.test(error.message));
});

Deno.test("requireKnown() lets an id pass that a cut list may lack", async () => {
  const cut = browsablePage().replace(
    "</select>",
    '<option value="n/a" disabled>More than 1,000 items…</option></select>',
  );
  await withCall((call) => requireKnown({ queues: 99 }, keeperOf(cut), call));
  await expectFailure(
    "invalid",
    withCall((call) => requireKnown({ users: 99 }, keeperOf(cut), call)),
  );
});
