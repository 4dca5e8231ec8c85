import assert from "node:assert/strict";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import { CatalogueKeeper } from "../../../lib/helpdesk/catalogue/catalogue_keeper.ts";
import { QueueLimit } from "../../../lib/helpdesk/catalogue/queue_limit.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onStillClock } from "../../http/fake_clock.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { htmlReply, jsonReply } from "../http_replies.ts";
import { browsablePage, type Option } from "../answers/options_page_html.ts";

/** A keeper on a helpdesk whose queues can be changed. */
function keeperOf(answer?: () => HttpReply | Promise<HttpReply>) {
  const queues: Option[] = [[1, "Support"]];
  const { session, requests } = fakeSession(
    answer ?? (() => htmlReply(200, browsablePage({ queues }))),
  );
  return {
    keeper: new CatalogueKeeper(session, new QueueLimit(undefined), 5_000),
    queues,
    requests,
  };
}

const hasQueue = (id: number) => (catalogue: Catalogue) =>
  catalogue.queues.some((queue) => queue.id === id);

Deno.test("CatalogueKeeper.get() asks once for callers that come at the same time", async () => {
  const { keeper, requests } = keeperOf();
  const catalogues = await withCall((call) => Promise.all([1, 2, 3].map(() => keeper.get(call))));
  assert.equal(requests.length, 1);
  assert.equal(catalogues[0]?.queues[0]?.label, "Support");
  assert.equal(catalogues[0], catalogues[2]);
});

Deno.test("CatalogueKeeper.get() keeps the catalogue for five minutes", () =>
  onStillClock(async (clock) => {
    const { keeper, requests } = keeperOf();
    const get = () => withCall((call) => keeper.get(call));
    await get();
    await clock.tickAsync(5 * 60_000 - 1);
    await get();
    assert.equal(requests.length, 1);
    await clock.tickAsync(1);
    await get();
    assert.equal(requests.length, 2);
  }));

Deno.test("CatalogueKeeper.get() asks at once for what it does not have", () =>
  onStillClock(async (clock) => {
    const { keeper, queues, requests } = keeperOf();
    await withCall((call) => keeper.get(call));
    await clock.tickAsync(2_000);
    queues.push([2, "Billing"]);
    const catalogue = await withCall((call) => keeper.get(call, hasQueue(2)));
    assert.equal(catalogue.queues.length, 2);
    assert.equal(requests.length, 2);
    await withCall((call) => keeper.get(call, hasQueue(2)));
    assert.equal(requests.length, 2);
  }));

Deno.test("CatalogueKeeper.get() asks every two seconds at most for what there is not", () =>
  onStillClock(async (clock) => {
    const { keeper, requests } = keeperOf();
    for (let tenth = 0; tenth < 50; tenth++) {
      const catalogue = await withCall((call) => keeper.get(call, hasQueue(99)));
      assert.equal(catalogue.queues.length, 1);
      await clock.tickAsync(100);
    }
    assert.equal(requests.length, 3);
  }));

Deno.test("CatalogueKeeper.get() keeps nothing of a failure", async () => {
  let answer = jsonReply(500, {});
  const { keeper, requests } = keeperOf(() => answer);
  await expectFailure("unavailable", withCall((call) => keeper.get(call)));
  answer = htmlReply(200, browsablePage());
  assert.equal((await withCall((call) => keeper.get(call))).queues.length, 2);
  assert.equal(requests.length, 2);
});

Deno.test("CatalogueKeeper.get() goes on for others when the first caller gives up", async () => {
  const answer = Promise.withResolvers<HttpReply>();
  const { keeper, requests } = keeperOf(() => answer.promise);
  const first = new AbortController();
  const { signal } = first;
  const given = expectFailure("cancelled", withCall((call) => keeper.get(call), { signal }));
  const second = withCall((call) => keeper.get(call));
  first.abort();
  await given;
  answer.resolve(htmlReply(200, browsablePage()));
  assert.equal((await second).queues.length, 2);
  assert.equal(requests.length, 1);
});

Deno.test("CatalogueKeeper.get() bears a failure that no caller waits for any more", async () => {
  const answer = Promise.withResolvers<HttpReply>();
  const { keeper } = keeperOf(() => answer.promise);
  const signal = AbortSignal.abort();
  await expectFailure("cancelled", withCall((call) => keeper.get(call), { signal }));
  answer.resolve(jsonReply(500, {}));
  await new Promise((resolve) => setTimeout(resolve, 0));
});

Deno.test("CatalogueKeeper.clear() makes the next caller ask again", async () => {
  const { keeper, requests } = keeperOf();
  await withCall((call) => keeper.get(call));
  keeper.clear();
  await withCall((call) => keeper.get(call));
  assert.equal(requests.length, 2);
});

Deno.test("CatalogueKeeper.clear() is not undone by a catalogue that was on its way", async () => {
  const answers: PromiseWithResolvers<HttpReply>[] = [];
  const { keeper } = keeperOf(() => {
    const answer = Promise.withResolvers<HttpReply>();
    answers.push(answer);
    return answer.promise;
  });
  const pageOf = (label: string) => htmlReply(200, browsablePage({ queues: [[1, label]] }));
  const earlier = withCall((call) => keeper.get(call));
  keeper.clear();
  const later = withCall((call) => keeper.get(call));
  answers[1]?.resolve(pageOf("Later"));
  assert.equal((await later).queues[0]?.label, "Later");
  answers[0]?.resolve(pageOf("Earlier"));
  assert.equal((await earlier).queues[0]?.label, "Earlier");
  assert.equal((await withCall((call) => keeper.get(call))).queues[0]?.label, "Later");
  assert.equal(answers.length, 2);
});

Deno.test("CatalogueKeeper.get() has the queues that may be worked, and no other", async () => {
  const queues: Option[] = [[1, "Support"], [2, "Billing"]];
  const { session } = fakeSession(() => htmlReply(200, browsablePage({ queues })));
  const keeper = new CatalogueKeeper(session, new QueueLimit([2, 9]), 5_000);
  const catalogue = await withCall((call) => keeper.get(call));
  assert.deepEqual(catalogue.queues, [{ id: 2, label: "Billing" }]);
  assert.throws(() => keeper.requireQueue(1, "It"), /^HelpdeskError: It is in a queue that/);
  keeper.requireQueue(2, "It");
});
