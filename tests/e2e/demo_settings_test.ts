import assert from "node:assert/strict";
import { demoPermissionFlags } from "../../lib/settings/client_configuration.ts";
import { demoSettings } from "../../lib/settings/demo_settings.ts";
import { Program } from "./program.ts";

/** Starts a demo as the client's configuration does. */
async function startDemo(
  settings: Readonly<Record<string, string>>,
  flags = demoPermissionFlags(),
): Promise<Program> {
  const deno = ["run", "--no-prompt", ...flags, "main.ts"];
  const program = new Program(settings, { deno, program: ["--demo=staff"] });
  await program.initialize();
  return program;
}

async function ended(program: Program): Promise<string> {
  await program.endInput();
  assert.equal(await program.end(), 0, program.stderr);
  return program.stderr;
}

Deno.test("--demo takes every setting but the address and the account", () => {
  assert.deepEqual(demoSettings, [
    ...["HELPDESK_TIMEOUT", "HELPDESK_READ_ONLY", "HELPDESK_TOOLS", "HELPDESK_QUEUES"],
    ...["HELPDESK_PUBLIC_FOLLOWUPS", "HELPDESK_ATTACHMENT_EXTENSIONS", "HELPDESK_ON_EXIT"],
    ...["HELPDESK_PROFILE", "MCP_DEBUG"],
  ]);
});

Deno.test("--demo changes nothing with HELPDESK_READ_ONLY=1", async () => {
  await using program = await startDemo({ HELPDESK_READ_ONLY: "1" });
  const { text, isError } = await program.call("update_ticket", { ticket_id: 1, title: "New" });
  assert.equal(isError, true);
  assert.match(text, /update_ticket was not called: HELPDESK_READ_ONLY/);
  assert.match((await program.call("get_ticket", { ticket_id: 1 })).text, /^Ticket 1/);
  assert.equal(await ended(program), "");
});

Deno.test("--demo does not begin with a setting that cannot be used", async () => {
  const deno = ["run", "--no-prompt", ...demoPermissionFlags(), "main.ts"];
  const settings = { HELPDESK_READ_ONLY: "yes" };
  await using program = new Program(settings, { deno, program: ["--demo"] });
  assert.equal(await program.end(), 2);
  assert.match(program.stderr, /HELPDESK_READ_ONLY must be 1 or 0, not "yes"/);
});

Deno.test("--demo says so when it may not see the settings", async () => {
  await using program = await startDemo({ HELPDESK_READ_ONLY: "1" }, ["--deny-net"]);
  assert.equal((await program.call("get_queues")).isError, false);
  assert.match(
    await ended(program),
    /^helpdesk-mcp: No setting holds in this demo, .* --allow-env=HELPDESK_TIMEOUT,HELPDESK_READ/,
  );
});

Deno.test("--demo minds neither the address nor the account of the settings", async () => {
  await using program = await startDemo({
    HELPDESK_BASE_URL: "ftp://nowhere",
    HELPDESK_PASSWORD: "fixture-password",
    HELPDESK_PROXY: "no proxy",
  });
  assert.equal((await program.call("get_queues")).isError, false);
  assert.equal(await ended(program), "");
});
