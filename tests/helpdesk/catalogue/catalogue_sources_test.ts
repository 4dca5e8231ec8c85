import assert from "node:assert/strict";
import { readCatalogue } from "../../../lib/helpdesk/catalogue/catalogue_sources.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { htmlReply, jsonReply } from "../http_replies.ts";
import { browsablePage } from "../answers/options_page_html.ts";

async function read(answer: (request: SessionRequest) => HttpReply) {
  const { session, requests } = fakeSession(answer);
  const catalogue = await withCall((call) => readCatalogue(session, call));
  return { catalogue, asked: requests.map(({ method, path }) => `${method} ${path}`) };
}

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
