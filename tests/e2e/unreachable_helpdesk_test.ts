import assert from "node:assert/strict";
import { tools } from "../../lib/tools/registry.ts";
import { siteTest } from "../site/site_test_case.ts";
import { Program } from "./program.ts";
import { addressOfNothing, settingsFor } from "./silent_helpdesk.ts";

Deno.test("without a helpdesk the program answers initialize and tools/list", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  const { result } = await program.initialize();
  assert.equal(result.serverInfo.name, "helpdesk-mcp");
  assert.match(result.instructions, /django-helpdesk/);
  const listed = (await program.request("tools/list")).result.tools;
  assert.deepEqual(listed.map(({ name }: { name: string }) => name), tools.map(({ name }) => name));
  assert.equal(program.stderr, "");
});

siteTest("calls say what could not be reached, and work once it is there", {}, async (site) => {
  const address = new URL(addressOfNothing());
  const { username, password } = site.accounts.agent;
  await using program = new Program({
    HELPDESK_BASE_URL: address.href,
    HELPDESK_USERNAME: username,
    HELPDESK_PASSWORD: password,
  });
  await program.initialize();
  const before = await program.call("get_queues");
  assert.equal(before.isError, true);
  assert.match(before.text, /^Could not reach the helpdesk at /);
  assert(before.text.includes(`${address.origin}: the connection was refused`), before.text);
  assert.match(before.text, /HELPDESK_BASE_URL/);

  const relay = Deno.serve(
    { hostname: "127.0.0.1", port: Number(address.port), onListen: () => {} },
    async ({ method, url, headers, body }) => {
      const { pathname, search } = new URL(url);
      const there = new URL(pathname + search, site.origin);
      return await fetch(there, { method, headers, body, redirect: "manual" });
    },
  );
  try {
    const after = await program.call("get_queues");
    assert.equal(after.isError, false, after.text);
    for (const { title } of site.fixture.queues) assert(after.text.includes(title), title);
  } finally {
    await program.endInput();
    await program.end();
    await relay.shutdown();
  }
});

Deno.test("an unknown tool is the JSON-RPC error -32602, which names the tools there are", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  const { error, result } = await program.request("tools/call", { name: "close_ticket" });
  assert.equal(result, undefined);
  assert.equal(error?.code, -32602);
  assert.match(error?.message ?? "", /"close_ticket".*update_ticket/);
});

Deno.test("arguments that do not fit are an error that says so, with nothing sent", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  await program.initialize();
  const { text, isError } = await program.call("get_ticket", { id: 1 });
  assert.equal(isError, true);
  assert.match(text, /"id" is not an argument of get_ticket.*ticket_id is missing/);
});
