import assert from "node:assert/strict";
import type { Account } from "../../../lib/settings/config.ts";
import { SessionWire, type WireRequest } from "../../../lib/helpdesk/login/session_wire.ts";
import { HttpClient } from "../../../lib/http/client.ts";
import { CookieJar } from "../../../lib/http/cookies/cookie_jar.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { createLog } from "../../../lib/log/log.ts";
import { multipartBody } from "../../../lib/http/multipart.ts";
import { browsablePage } from "../answers/options_page_html.ts";

const BASE = new URL("https://desk.example.com/helpdesk/");
const SESSION: Account = { kind: "session", username: "staff", password: "fixture" };

/** What a request looks like to the helpdesk. */
interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

function wireOf(account: Account, answer: () => Response = () => new Response()) {
  const jar = new CookieJar();
  const sent: Sent[] = [];
  const http = new HttpClient({
    origin: BASE.origin,
    jar,
    log: createLog({ debug: false, write: () => {} }),
    userAgent: "helpdesk-mcp/test",
    fetch: async (request) => {
      const { method, url, headers } = request;
      sent.push({ method, url, headers, body: await request.text() });
      return answer();
    },
  });
  const wire = new SessionWire({ http, jar, baseUrl: BASE, account });
  return { wire, jar, sent };
}

async function withDeadline<Value>(work: (deadline: Deadline) => Promise<Value>): Promise<Value> {
  const deadline = new Deadline(5_000);
  try {
    return await work(deadline);
  } finally {
    deadline.end();
  }
}

async function send(account: Account, request: WireRequest, cookies: string[] = []) {
  const { wire, jar, sent } = wireOf(account);
  jar.store(BASE, cookies);
  await withDeadline((deadline) => wire.send(request, deadline));
  const [only] = sent;
  assert.ok(only !== undefined && sent.length === 1);
  return only;
}

Deno.test("SessionWire.send() asks below the mount, with the query", async () => {
  const { url } = await send(SESSION, {
    method: "GET",
    path: "api/tickets/",
    query: new URLSearchParams({ status: "1,2" }),
  });
  assert.equal(url, "https://desk.example.com/helpdesk/api/tickets/?status=1%2C2");
});

Deno.test("SessionWire.send() says that it is a script, so that an agent keeps its session", async () => {
  for (const path of ["datatables_ticket_list/e30=", "tickets/submit/", "api/tickets/"]) {
    const { headers } = await send(SESSION, { method: "GET", path });
    assert.equal(headers.get("accept"), "application/json");
    assert.equal(headers.get("x-requested-with"), "XMLHttpRequest");
  }
});

Deno.test("SessionWire.send() asks for HTML where it is told to", async () => {
  const request = { method: "OPTIONS", path: "api/tickets/", accept: "html" } as const;
  assert.equal((await send(SESSION, request)).headers.get("accept"), "text/html");
});

for (const method of ["POST", "PATCH"] as const) {
  Deno.test(`SessionWire.send() sends JSON, token and referrer with ${method}`, async () => {
    const request = { method, path: "api/tickets/7/", body: { title: "Zürich", due_date: null } };
    const { headers, body } = await send(SESSION, request, ["csrftoken=secret; Path=/"]);
    assert.equal(body, '{"title":"Zürich","due_date":null}');
    assert.equal(headers.get("content-type"), "application/json");
    assert.equal(headers.get("x-csrftoken"), "secret");
    assert.equal(headers.get("referer"), BASE.href);
  });
}

Deno.test("SessionWire.send() sends neither token nor referrer with what changes nothing", async () => {
  const request = { method: "GET", path: "api/tickets/" } as const;
  const { headers } = await send(SESSION, request, ["csrftoken=secret; Path=/"]);
  assert.equal(headers.get("x-csrftoken"), null);
  assert.equal(headers.get("referer"), null);
  assert.equal(headers.get("authorization"), null);
});

Deno.test("SessionWire.send() sends a form as multipart", async () => {
  const body = multipartBody([["comment", "text"]]);
  const { headers } = await send(SESSION, { method: "POST", path: "api/followups/", body });
  assert.match(headers.get("content-type") ?? "", /^multipart\/form-data; boundary=/);
});

Deno.test("SessionWire.send() sends an API token in the header that takes it", async () => {
  const token: Account = { kind: "token", token: "fixture-token" };
  const { headers } = await send(token, { method: "GET", path: "api/tickets/" });
  assert.equal(headers.get("authorization"), "Token fixture-token");
});

Deno.test("SessionWire.useCsrfCookie() takes the token from the site's own cookie", async () => {
  const { wire, jar, sent } = wireOf(SESSION);
  jar.store(BASE, ["csrftoken=other; Path=/", "desk_csrf=secret; Path=/"]);
  wire.useCsrfCookie("desk_csrf");
  const request = { method: "POST", path: "api/tickets/", body: {} } as const;
  await withDeadline((deadline) => wire.send(request, deadline));
  wire.useCsrfCookie(undefined);
  await withDeadline((deadline) => wire.send(request, deadline));
  assert.deepEqual(sent.map(({ headers }) => headers.get("x-csrftoken")), ["secret", "other"]);
});

Deno.test("SessionWire.refreshToken() finds the new token and the cookie it belongs to", async () => {
  const { wire, sent } = wireOf(SESSION, () =>
    new Response(browsablePage(), {
      headers: { "Content-Type": "text/html", "Set-Cookie": "odd_name=fixture-token; Path=/" },
    }));
  await withDeadline(async (deadline) => {
    await wire.refreshToken(deadline);
    await wire.send({ method: "POST", path: "api/tickets/", body: {} }, deadline);
  });
  const [refresh, write] = sent;
  assert.equal(refresh?.method, "OPTIONS");
  assert.equal(refresh?.headers.get("accept"), "text/html");
  assert.equal(write?.headers.get("x-csrftoken"), "fixture-token");
});

Deno.test("SessionWire.refreshToken() takes the page's token where there is no cookie for it", async () => {
  const { wire, sent } = wireOf(SESSION, () => new Response(browsablePage()));
  await withDeadline(async (deadline) => {
    await wire.refreshToken(deadline);
    await wire.send({ method: "POST", path: "api/tickets/", body: {} }, deadline);
  });
  assert.equal(sent[1]?.headers.get("x-csrftoken"), "fixture-token");
});

Deno.test("SessionWire.refreshToken() changes nothing where the page has no token", async () => {
  const { wire, jar, sent } = wireOf(SESSION, () => new Response("{}"));
  jar.store(BASE, ["csrftoken=secret; Path=/"]);
  await withDeadline(async (deadline) => {
    await wire.refreshToken(deadline);
    await wire.send({ method: "POST", path: "api/tickets/", body: {} }, deadline);
  });
  assert.equal(sent[1]?.headers.get("x-csrftoken"), "secret");
});
