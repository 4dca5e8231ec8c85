import assert from "node:assert/strict";
import type { Account } from "../../../lib/settings/config.ts";
import { SessionWire, type WireRequest } from "../../../lib/helpdesk/login/session_wire.ts";
import { createTestClient } from "../../http/test_client.ts";
import { withCall } from "../fake_session.ts";
import { browsablePage } from "../answers/options_page_html.ts";

const BASE = new URL("https://desk.example.com/helpdesk/");
const SESSION: Account = { kind: "session", username: "staff", password: "fixture" };
const WRITE: WireRequest = { method: "POST", path: "api/tickets/", body: {} };

/** A wire whose helpdesk has set these cookies, and what it is sent. */
function startWire(cookies: readonly string[] = [], answer = () => new Response()) {
  const sent: { method: string; headers: Headers; body: string }[] = [];
  const { client: http, jar } = createTestClient(BASE.origin, async (request) => {
    const { method, headers } = request;
    sent.push({ method, headers, body: await request.text() });
    return answer();
  });
  jar.store(BASE, cookies);
  const wire = new SessionWire({ http, jar, baseUrl: BASE, account: SESSION });
  const send = (request: WireRequest) => withCall(({ deadline }) => wire.send(request, deadline));
  const refresh = () => withCall(({ deadline }) => wire.refreshToken(deadline));
  return { wire, send, refresh, sent };
}

Deno.test("SessionWire.send() says that it is a script, so that an agent keeps its session", async () => {
  const { send, sent } = startWire();
  for (const path of ["datatables_ticket_list/e30=", "tickets/submit/", "api/tickets/"]) {
    await send({ method: "GET", path });
    assert.equal(sent.at(-1)?.headers.get("accept"), "application/json");
    assert.equal(sent.at(-1)?.headers.get("x-requested-with"), "XMLHttpRequest");
  }
});

for (const method of ["POST", "PATCH", "GET"] as const) {
  Deno.test(`SessionWire.send() sends JSON, token and referrer with ${method} where it changes something`, async () => {
    const { send, sent } = startWire(["csrftoken=secret; Path=/"]);
    const body = method === "GET" ? undefined : { title: "Zürich", due_date: null };
    await send({ method, path: "api/tickets/7/", body });
    const [only] = sent;
    const changes = method !== "GET";
    const header = (name: string) => only?.headers.get(name);
    assert.equal(only?.body, changes ? '{"title":"Zürich","due_date":null}' : "");
    assert.equal(header("content-type"), changes ? "application/json" : null);
    assert.equal(header("x-csrftoken"), changes ? "secret" : null);
    assert.equal(header("referer"), changes ? BASE.href : null);
    assert.equal(header("authorization"), null);
  });
}

Deno.test("SessionWire.useCsrfCookie() takes the token from the site's own cookie", async () => {
  const { wire, send, sent } = startWire(["csrftoken=other; Path=/", "desk_csrf=secret; Path=/"]);
  wire.useCsrfCookie("desk_csrf");
  await send(WRITE);
  wire.useCsrfCookie(undefined);
  await send(WRITE);
  assert.deepEqual(sent.map(({ headers }) => headers.get("x-csrftoken")), ["secret", "other"]);
});

const COOKIE = { "Set-Cookie": "odd_name=fixture-token; Path=/" };
const REFRESHED: readonly [what: string, page: string, cookies: HeadersInit, token: string][] = [
  ["finds the new token and the cookie it belongs to", browsablePage(), COOKIE, "fixture-token"],
  ["takes the page's token where there is no cookie for it", browsablePage(), {}, "fixture-token"],
  ["changes nothing where the page has no token", "{}", {}, "secret"],
];
for (const [what, page, headers, token] of REFRESHED) {
  Deno.test(`SessionWire.refreshToken() ${what}`, async () => {
    const old = token === "secret" ? ["csrftoken=secret; Path=/"] : [];
    const { send, refresh, sent } = startWire(old, () => new Response(page, { headers }));
    await refresh();
    await send(WRITE);
    const [asked, write] = sent;
    assert.deepEqual([asked?.method, asked?.headers.get("accept")], ["OPTIONS", "text/html"]);
    assert.equal(write?.headers.get("x-csrftoken"), token);
  });
}
