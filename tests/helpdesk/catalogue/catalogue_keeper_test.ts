import assert from "node:assert/strict";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import type { CatalogueKeeper } from "../../../lib/helpdesk/catalogue/catalogue_keeper.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onStillClock } from "../../http/fake_clock.ts";
import { withCall } from "../fake_session.ts";
import { htmlReply, jsonReply } from "../http_replies.ts";
import { browsablePage, type Option } from "../answers/options_page_html.ts";
import { keeperOf } from "./fake_keeper.ts";

const pageOf = (...queues: Option[]) => htmlReply(200, browsablePage({ queues }));

const get = (keeper: CatalogueKeeper, accepts?: (catalogue: Catalogue) => boolean) =>
  withCall((call) => keeper.get(call, accepts));

const hasQueue = (id: number) => ({ queues }: Catalogue) => queues.some((queue) => queue.id === id);

Deno.test("CatalogueKeeper.get() keeps the catalogue for five minutes", () =>
  onStillClock(async (clock) => {
    const { keeper, requests } = keeperOf(browsablePage());
    for (const [passing, asked] of [[0, 1], [5 * 60_000 - 1, 1], [1, 2]] as const) {
      await clock.tickAsync(passing);
      await get(keeper);
      assert.equal(requests.length, asked);
    }
  }));

Deno.test("CatalogueKeeper.get() asks at once for what it does not have", () =>
  onStillClock(async (clock) => {
    const queues: Option[] = [[1, "Support"]];
    const { keeper, requests } = keeperOf(() => pageOf(...queues));
    await get(keeper);
    await clock.tickAsync(2_000);
    queues.push([2, "Billing"]);
    for (let times = 0; times < 2; times++) {
      assert.equal((await get(keeper, hasQueue(2))).queues.length, 2);
      assert.equal(requests.length, 2);
    }
  }));

Deno.test("CatalogueKeeper.get() asks every two seconds at most for what there is not", () =>
  onStillClock(async (clock) => {
    const { keeper, requests } = keeperOf(browsablePage());
    for (let tenth = 0; tenth < 50; tenth++) {
      assert.equal((await get(keeper, hasQueue(99))).queues.length, 2);
      await clock.tickAsync(100);
    }
    assert.equal(requests.length, 3);
  }));

Deno.test("CatalogueKeeper.get() keeps nothing of a failure, and bears one that nobody waits for", async () => {
  let answer = jsonReply(500, {});
  const { keeper, requests } = keeperOf(() => answer);
  const signal = AbortSignal.abort();
  await expectFailure("cancelled", withCall((call) => keeper.get(call), { signal }));
  await new Promise((resolve) => setTimeout(resolve, 0));
  await expectFailure("unavailable", get(keeper));
  answer = htmlReply(200, browsablePage());
  assert.equal((await get(keeper)).queues.length, 2);
  assert.equal(requests.length, 3);
});

Deno.test("CatalogueKeeper.clear() makes the next caller ask again, whatever is on its way", async () => {
  const answers: PromiseWithResolvers<HttpReply>[] = [];
  const { keeper } = keeperOf(() => {
    const answer = Promise.withResolvers<HttpReply>();
    answers.push(answer);
    return answer.promise;
  });
  const label = async (catalogue: Promise<Catalogue>) => (await catalogue).queues[0]?.label;
  const earlier = [get(keeper), get(keeper)];
  keeper.clear();
  const later = get(keeper);
  answers[1]?.resolve(pageOf([1, "Later"]));
  assert.equal(await label(later), "Later");
  answers[0]?.resolve(pageOf([1, "Earlier"]));
  assert.deepEqual(await Promise.all(earlier.map(label)), ["Earlier", "Earlier"]);
  assert.equal(await label(get(keeper)), "Later");
  assert.equal(answers.length, 2);
  keeper.clear();
  const last = get(keeper);
  answers[2]?.resolve(pageOf([1, "Last"]));
  assert.equal(await label(last), "Last");
});

Deno.test("CatalogueKeeper.get() has the queues that may be worked, and no other", async () => {
  const { keeper } = keeperOf(browsablePage(), [2, 9]);
  assert.deepEqual((await get(keeper)).queues, [{ id: 2, label: "Billing" }]);
  assert.throws(() => keeper.requireQueue(1, "It"), /^HelpdeskError: It is in a queue that/);
  keeper.requireQueue(2, "It");
});
