import assert from "node:assert/strict";
import { readCatalogue } from "../../../lib/helpdesk/catalogue/catalogue_sources.ts";
import type { Choice } from "../../../lib/helpdesk/catalogue/choice.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { startWork } from "../embedded_account.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { htmlReply, jsonReply } from "../http_replies.ts";
import { browsablePage } from "../answers/options_page_html.ts";

/** In any order: each source has its own. */
const titles = (list: readonly Choice[]) => new Map(list.map(({ id, label }) => [id, label]));

async function read(answer: (request: SessionRequest) => HttpReply) {
  const { session, requests } = fakeSession(answer);
  const catalogue = await withCall((call) => readCatalogue(session, call));
  return { catalogue, asked: requests.map(({ method, path }) => `${method} ${path}`) };
}

for (const account of ["staff", "agent"] as const) {
  Deno.test(`readCatalogue() reads all from one page as ${account}`, async () => {
    const work = startWork(account);
    const catalogue = await work.run(({ session }, call) => readCatalogue(session, call));
    assert.deepEqual(await work.asked(/^OPTIONS|submit/), ["OPTIONS /api/tickets/"]);
    const { fixture } = work.embedded;
    const named = (list: readonly Choice[]) => list.map(({ id, label }) => ({ id, name: label }));
    assert.deepEqual(
      titles(catalogue.queues),
      new Map(fixture.queues.map(({ id, title }) => [id, title])),
    );
    assert.ok(catalogue.users.some(({ label }) => label === "agent"));
    assert.deepEqual(named(catalogue.statuses), fixture.statuses);
    assert.deepEqual(named(catalogue.priorities), fixture.priorities);
    assert.equal(catalogue.maximumLengths.get("title"), 200);
    assert.ok(catalogue.customFields.size > 0);
    assert.equal(catalogue.incomplete.size, 0);
  });
}

Deno.test("readCatalogue() reads the form for new tickets where there is no browsable page", async () => {
  const work = startWork("staff", { browsablePage: false });
  const catalogue = await work.run(({ session }, call) => readCatalogue(session, call));
  assert.deepEqual(
    titles(catalogue.queues),
    new Map(work.embedded.fixture.queues.map(({ id, title }) => [id, title])),
  );
  assert.ok(catalogue.users.length > 0);
  assert.equal(catalogue.statuses.length, 5);
  assert.match(catalogue.incomplete.get("queues") ?? "", /read from the form for new tickets/);
  assert.match(catalogue.incomplete.get("users") ?? "", /read from the form for new tickets/);
});

Deno.test("readCatalogue() takes ids from tickets where an agent may see no form either", async () => {
  const work = startWork("agent", { browsablePage: false });
  const catalogue = await work.run(({ session }, call) => readCatalogue(session, call));
  assert.deepEqual(
    catalogue.queues.map(({ label }) => label),
    work.embedded.fixture.queues.map(({ id }) => `Queue ${id}`),
  );
  assert.equal(catalogue.statuses.length, 5);
  assert.match(catalogue.incomplete.get("queues") ?? "", /only those seen in tickets are known/);
  const branches = await work.embedded.branches();
  assert.deepEqual(branches.map(({ state }) => state), ["open"], "The agent kept its session");
});

Deno.test("readCatalogue() tells an account without staff rights what is missing", async () => {
  const work = startWork("customer");
  const error = await expectFailure(
    "forbidden",
    work.run(({ session }, call) => readCatalogue(session, call)),
  );
  assert.match(error.message, /does not let this account read its queues.*staff rights/);
});

Deno.test("readCatalogue() says that there is no API at the address", async () => {
  await expectFailure("not_found", read(() => htmlReply(404, "<h1>Not Found</h1>")));
});

Deno.test("readCatalogue() says that a page is something else than a helpdesk", async () => {
  const error = await expectFailure("bad_reply", read(() => htmlReply(200, "<h1>It works!</h1>")));
  assert.match(error.message, /does not describe the fields of tickets/);
});

Deno.test("readCatalogue() fails as the helpdesk does instead of trying other sources", async () => {
  const { session, requests } = fakeSession(() => htmlReply(500, "<h1>Error</h1>"));
  await expectFailure("unavailable", withCall((call) => readCatalogue(session, call)));
  assert.equal(requests.length, 1);
});

Deno.test("readCatalogue() says which lists the page cuts off", async () => {
  const cut = '<option value="n/a" disabled>More than 1,000 items…</option></select>';
  const page = browsablePage().replace("</select>", cut);
  const { catalogue } = await read(() => htmlReply(200, page));
  assert.deepEqual([...catalogue.incomplete.keys()], ["queues"]);
  assert.match(catalogue.incomplete.get("queues") ?? "", /1,000/);
});

Deno.test("readCatalogue() asks for the metadata where the page does not show it", async () => {
  const page = browsablePage().replace(/<pre[^]*<\/pre>/, "");
  const metadata = {
    actions: { POST: { status: { choices: [{ value: 9, display_name: "Odd" }] } } },
  };
  const { catalogue, asked } = await read(({ accept }) =>
    accept === "html" ? htmlReply(200, page) : jsonReply(200, metadata)
  );
  assert.deepEqual(catalogue.statuses, [{ id: 9, label: "Odd" }]);
  assert.deepEqual(catalogue.priorities, []);
  assert.equal(catalogue.queues.length, 2);
  assert.deepEqual(asked, ["OPTIONS api/tickets/", "OPTIONS api/tickets/"]);
});

Deno.test("readCatalogue() reads the page of a helpdesk without any queue as it is", async () => {
  const page = browsablePage({ queues: [] });
  const { catalogue, asked } = await read(() => htmlReply(200, page));
  assert.deepEqual(catalogue.queues, []);
  assert.equal(catalogue.users.length, 2);
  assert.equal(catalogue.incomplete.size, 0);
  assert.deepEqual(asked, ["OPTIONS api/tickets/"]);
});

Deno.test("readCatalogue() does not take a page without the select of queues for their list", async () => {
  const page = browsablePage().replace('name="queue"', 'name="other"');
  const { asked } = await read(({ path, accept }) =>
    path === "tickets/submit/"
      ? htmlReply(200, browsablePage())
      : accept === "html"
      ? htmlReply(200, page)
      : jsonReply(200, { actions: { POST: {} } })
  );
  assert.deepEqual(asked, ["OPTIONS api/tickets/", "OPTIONS api/tickets/", "GET tickets/submit/"]);
});
