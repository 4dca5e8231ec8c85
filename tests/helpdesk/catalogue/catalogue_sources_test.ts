import assert from "node:assert/strict";
import { readCatalogue } from "../../../lib/helpdesk/catalogue/catalogue_sources.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type Answering, fakeSession, withCall } from "../fake_session.ts";
import { htmlReply, jsonReply } from "../http_replies.ts";
import { browsablePage, CUT_OFF } from "../answers/options_page_html.ts";

async function read(answer: Answering) {
  const { session, requests } = fakeSession(answer);
  const catalogue = await withCall((call) => readCatalogue(session, call));
  return { catalogue, asked: requests.map(({ method, path }) => `${method} ${path}`) };
}

Deno.test("readCatalogue() says what is wrong at the address, and tries no other source", async () => {
  await expectFailure("not_found", read(() => htmlReply(404, "<h1>Not Found</h1>")));
  const error = await expectFailure("bad_reply", read(() => htmlReply(200, "<h1>It works!</h1>")));
  assert.match(error.message, /does not describe the fields of tickets/);
  let asked = 0;
  await expectFailure("unavailable", read(() => htmlReply(500, `<h1>Error ${asked++}</h1>`)));
  assert.equal(asked, 1);
});

Deno.test("readCatalogue() says which lists the page cuts off", async () => {
  const page = browsablePage().replace("</select>", CUT_OFF);
  const { incomplete } = (await read(() => htmlReply(200, page))).catalogue;
  assert.deepEqual([...incomplete.keys()], ["queues"]);
  assert.match(incomplete.get("queues") ?? "", /1,000/);
});

Deno.test("readCatalogue() asks for the metadata where the page does not show it", async () => {
  const page = browsablePage().replace(/<pre[^]*<\/pre>/, "");
  const status = { choices: [{ value: 9, display_name: "Odd" }] };
  const { catalogue, asked } = await read(({ accept }) =>
    accept === "html" ? htmlReply(200, page) : jsonReply(200, { actions: { POST: { status } } })
  );
  assert.deepEqual(catalogue.statuses, [{ id: 9, label: "Odd" }]);
  assert.deepEqual(catalogue.priorities, []);
  assert.equal(catalogue.queues.length, 2);
  assert.deepEqual(asked, ["OPTIONS api/tickets/", "OPTIONS api/tickets/"]);
});

Deno.test("readCatalogue() reads the page of a helpdesk without any queue as it is", async () => {
  const { catalogue, asked } = await read(() => htmlReply(200, browsablePage({ queues: [] })));
  const { queues, users, incomplete } = catalogue;
  assert.deepEqual([queues, users.length, incomplete.size], [[], 2, 0]);
  assert.deepEqual(asked, ["OPTIONS api/tickets/"]);
});

Deno.test("readCatalogue() does not take a page without the select of queues for their list", async () => {
  const page = browsablePage().replace('name="queue"', 'name="other"');
  const { asked } = await read(({ path, accept }) => {
    if (path === "tickets/submit/") return htmlReply(200, browsablePage());
    return accept === "html" ? htmlReply(200, page) : jsonReply(200, { actions: { POST: {} } });
  });
  assert.deepEqual(asked, ["OPTIONS api/tickets/", "OPTIONS api/tickets/", "GET tickets/submit/"]);
});
