import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { createToolCaller } from "../tool_caller.ts";

const HOST = "helpdesk.example.com";

/** A helpdesk that is reached by https, without the encryption; `answer` may do something else. */
function httpsCaller(answer: (request: Request) => Response | undefined) {
  const embedded = createEmbeddedHelpdesk();
  const asked: string[] = [];
  const { username, password } = embedded.accounts.agent;
  const settings = {
    HELPDESK_BASE_URL: `https://${HOST}/`,
    HELPDESK_USERNAME: username,
    HELPDESK_PASSWORD: password,
  };
  const caller = createToolCaller(settings, async (request) => {
    asked.push(`${request.method} ${request.url}`);
    const other = answer(request);
    if (other !== undefined) return other;
    const { pathname, search } = new URL(request.url);
    const inside = new URL(pathname + search, embedded.baseUrl);
    const { method, headers } = request;
    const body = method === "GET" ? undefined : await request.bytes();
    return await embedded.fetch(new Request(inside, { method, headers, body }));
  });
  return { caller, asked };
}

for (const status of [301, 302, 307, 308]) {
  Deno.test(`a ${status} from https to http is refused`, async () => {
    const location = `http://${HOST}/api/tickets/1/`;
    const { caller, asked } = httpsCaller(({ url }) =>
      url.endsWith("/api/tickets/1/")
        ? new Response(null, { status, headers: { location } })
        : undefined
    );
    const message = await caller.fail("get_ticket", { ticket_id: 1 });
    assert.match(message, /to helpdesk\.example\.com, which was not followed: only https:/);
    assert(asked.every((line) => line.includes(` https://${HOST}/`)), asked.join("\n"));
  });
}

Deno.test("a login form on https that is sent to http is refused", async () => {
  const form = `<form action="http://${HOST}/login/"><input name="username">` +
    '<input type="password" name="password"></form>';
  const { caller, asked } = httpsCaller(() =>
    new Response(form, { headers: { "content-type": "text/html" } })
  );
  assert.match(
    await caller.fail("get_queues"),
    /sends the password to helpdesk\.example\.com, which/,
  );
  assert.deepEqual(asked, [`GET https://${HOST}/login/`]);
});

Deno.test("a login page on https that leads to http is refused", async () => {
  const { caller, asked } = httpsCaller(({ url }) =>
    new Response(null, { status: 302, headers: { location: url.replace("https:", "http:") } })
  );
  assert.match(await caller.fail("get_queues"), /leads to helpdesk\.example\.com, not followed/);
  assert(asked.every((line) => line.startsWith(`GET https://${HOST}/`)), asked.join("\n"));
});
