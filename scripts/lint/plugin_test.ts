import assert from "node:assert/strict";
import { roomOf } from "./layout.ts";
import plugin from "./plugin.ts";

/** The ids of the rules that a source breaks when it stands in the given file. */
function broken(path: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, path, source).map(({ id }) => id);
}

interface Case {
  readonly path: string;
  readonly source: string;
}

const cases = (paths: readonly string[], source: string): Case[] =>
  paths.map((path) => ({ path, source }));

const GOOD: Readonly<Record<string, readonly Case[]>> = {
  "layout/import-direction": [
    { path: "main.ts", source: 'import { a } from "./lib/mcp/tool_server.ts";' },
    { path: "main.ts", source: 'import { a } from "./lib/settings/config.ts";' },
    { path: "main.ts", source: 'import a from "./deno.json" with { type: "json" };' },
    { path: "main.ts", source: 'await import("./lib/demo/server.ts");' },
    { path: "lib/commands/a.ts", source: 'await import("../demo/server.ts");' },
    { path: "lib/commands/a.ts", source: 'import { a } from "../http/confined/fetch.ts";' },
    { path: "lib/settings/a.ts", source: 'import { a } from "../text/a.ts";' },
    { path: "lib/settings/a.ts", source: 'import { a } from "../errors.ts";' },
    { path: "lib/helpdesk/a.ts", source: 'import { a } from "../settings/config.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../tools/registry.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "./sdk.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../prompts/registry.ts";' },
    { path: "lib/prompts/a.ts", source: 'import { a } from "../resources/ticket.ts";' },
    { path: "lib/prompts/a.ts", source: 'import { a } from "../tools/list_tickets.ts";' },
    { path: "lib/resources/a.ts", source: 'import { a } from "../views/ticket_view.ts";' },
    { path: "lib/resources/a.ts", source: 'import { a } from "../helpdesk/tickets/a.ts";' },
    { path: "lib/tools/get_ticket.ts", source: 'import { a } from "../helpdesk/tickets.ts";' },
    {
      path: "lib/tools/get_ticket.ts",
      source: 'const a = await import("../helpdesk/tickets.ts");',
    },
    { path: "lib/tools/get_ticket.ts", source: 'import { a } from "../views/ticket_view.ts";' },
    {
      path: "lib/views/ticket_view.ts",
      source: 'import { a } from "../helpdesk/answers/wire.ts";',
    },
    { path: "lib/views/a.ts", source: 'import { a } from "../helpdesk/agent/a.ts";' },
    { path: "lib/helpdesk/a.ts", source: 'import { a } from "./writes/a.ts";' },
    { path: "lib/helpdesk/writes/a.ts", source: 'import { a } from "../listing/a.ts";' },
    { path: "lib/helpdesk/listing/a.ts", source: 'import { a } from "../tickets/a.ts";' },
    { path: "lib/helpdesk/tickets/a.ts", source: 'import { a } from "../catalogue/a.ts";' },
    { path: "lib/helpdesk/agent/a.ts", source: 'import { a } from "../session/session.ts";' },
    { path: "lib/helpdesk/catalogue/a.ts", source: 'import { a } from "../session/session.ts";' },
    { path: "lib/helpdesk/session/a.ts", source: 'import { a } from "../branch/a.ts";' },
    { path: "lib/helpdesk/branch/a.ts", source: 'import { a } from "../login/a.ts";' },
    { path: "lib/helpdesk/login/a.ts", source: 'import { a } from "../answers/wire.ts";' },
    { path: "lib/helpdesk/login/a.ts", source: 'import { a } from "../../settings/config.ts";' },
    { path: "lib/helpdesk/answers/a.ts", source: 'import { a } from "../../http/message.ts";' },
    { path: "lib/helpdesk/calls/a.ts", source: 'import { a } from "../../http/deadline.ts";' },
    { path: "lib/http/confined/a.ts", source: 'import { a } from "../client.ts";' },
    { path: "lib/http/retry.ts", source: 'import { a } from "./cookies/cookie_date.ts";' },
    { path: "lib/demo/views/a.ts", source: 'import { a } from "../effects/a.ts";' },
    { path: "lib/demo/effects/a.ts", source: 'import { a } from "../template/a.ts";' },
    { path: "lib/demo/rest/a.ts", source: 'import { a } from "../web/a.ts";' },
    { path: "lib/demo/a.ts", source: 'import { a } from "./samples/a.ts";' },
    { path: "site/a.ts", source: 'import type { A } from "../lib/demo/state/records.ts";' },
    { path: "site/a.ts", source: 'import { a } from "./b.ts";' },
    { path: "tests/site/a_test.ts", source: 'import { a } from "../../site/a.ts";' },
    { path: "lib/helpdesk/session.ts", source: 'import { a } from "../http/client.ts";' },
    { path: "lib/http/client.ts", source: 'import { a } from "../errors.ts";' },
    { path: "lib/log/log.ts", source: 'import { a } from "../text/shown_text.ts";' },
    { path: "lib/demo/server.ts", source: 'import { a } from "./records.ts";' },
    { path: "lib/commands/doctor/a.ts", source: 'import { a } from "./b.ts";' },
    { path: "lib/commands/doctor/a.ts", source: 'import { a } from "../../errors.ts";' },
    { path: "lib/commands/doctor/a.ts", source: 'import { a } from "../../http/client.ts";' },
    { path: "tests/http/client_test.ts", source: 'import { a } from "../../lib/demo/server.ts";' },
    {
      path: "scripts/lint/plugin_test.ts",
      source: 'import { a } from "../../lib/mcp/tool_server.ts";',
    },
  ],
  "layout/import-specifier": [
    {
      path: "lib/mcp/sdk.ts",
      source: 'import { a } from "@modelcontextprotocol/sdk/server/index.js";',
    },
    {
      path: "tests/e2e/a_test.ts",
      source: 'import { a } from "@modelcontextprotocol/sdk/client/index.js";',
    },
    { path: "lib/tools/tool.ts", source: 'import * as z from "zod";' },
    { path: "lib/helpdesk/login_form.ts", source: 'import { Parser } from "htmlparser2";' },
    { path: "lib/http/client.ts", source: 'import { a } from "node:zlib";' },
    { path: "lib/demo/server.ts", source: 'import { a } from "node:crypto";' },
    {
      path: "lib/mcp/tool_server.ts",
      source: 'import { a } from "@modelcontextprotocol/sdk-extras";',
    },
  ],
  "layout/literal-import": [
    { path: "main.ts", source: 'await import("./lib/demo/server.ts");' },
    { path: "main.ts", source: "await import(`./lib/demo/server.ts`);" },
    { path: "tests/a_test.ts", source: "await import(name);" },
  ],
  "layout/environment": [
    { path: "main.ts", source: 'Deno.env.get("A"); Deno.args.length;' },
    { path: "tests/site/a_test.ts", source: 'Deno.env.get("A");' },
    { path: "lib/http/client.ts", source: "settings.env; Deno.errors.NotCapable; a.Deno.env;" },
  ],
  "layout/output": [
    { path: "lib/log/log.ts", source: 'console.error("a"); Deno.stderr.writeSync(a);' },
    { path: "lib/mcp/stdio_transport.ts", source: "Deno.stdout.write(a);" },
    { path: "lib/commands/print.ts", source: "Deno.stdout.write(a);" },
    { path: "tests/a_test.ts", source: 'console.log("a");' },
    { path: "scripts/demo/walk.ts", source: 'console.log("a");' },
    { path: "lib/http/client.ts", source: "log.debug(a); settings.stdout;" },
  ],
  "layout/no-barrel": [
    {
      path: "lib/tools/registry.ts",
      source: 'import { a } from "./a.ts"; export const tools = [a];',
    },
    { path: "lib/tools/a.ts", source: 'export { b } from "./b.ts"; export const a = 1;' },
    { path: "lib/tools/a.ts", source: "const a = 1; export { a };" },
    { path: "lib/tools/a.ts", source: 'import "./b.ts";' },
    { path: "lib/tools/a.ts", source: "" },
    { path: "tests/all.ts", source: 'export * from "./a.ts";' },
  ],
};

const BAD: Readonly<Record<string, readonly Case[]>> = {
  "layout/import-direction": [
    ...cases(
      ["lib/tools/a.ts", "lib/helpdesk/a.ts", "lib/http/a.ts"],
      'import { a } from "../mcp/tool_server.ts";',
    ),
    ...cases(["lib/helpdesk/a.ts", "lib/http/a.ts"], 'import { a } from "../tools/tool.ts";'),
    ...cases(
      ["lib/resources/a.ts", "lib/tools/a.ts", "lib/helpdesk/a.ts"],
      'import { a } from "../prompts/prompt.ts";',
    ),
    { path: "lib/tools/a.ts", source: 'import { a } from "../resources/ticket.ts";' },
    { path: "lib/views/a.ts", source: 'import { a } from "../tools/tool.ts";' },
    { path: "lib/helpdesk/a.ts", source: 'import { a } from "../views/receipt.ts";' },
    ...cases(
      ["lib/prompts/a.ts", "lib/resources/a.ts"],
      'import { a } from "../mcp/tool_server.ts";',
    ),
    { path: "lib/http/a.ts", source: 'import type { A } from "../helpdesk/wire.ts";' },
    { path: "lib/http/a.ts", source: 'export { a } from "../helpdesk/wire.ts"; const b = 1;' },
    { path: "lib/http/a.ts", source: 'export * from "../helpdesk/wire.ts"; const b = 1;' },
    { path: "lib/http/a.ts", source: 'await import("../helpdesk/wire.ts");' },
    { path: "lib/http/a.ts", source: 'type A = import("../helpdesk/wire.ts").A;' },
    { path: "lib/http/a.ts", source: 'import a = require("../helpdesk/wire.ts");' },
    ...cases(
      [
        "lib/helpdesk/listing/a.ts",
        "lib/helpdesk/tickets/a.ts",
        "lib/helpdesk/catalogue/a.ts",
        "lib/helpdesk/agent/a.ts",
      ],
      'import type { A } from "../writes/a.ts";',
    ),
    ...cases(
      ["lib/helpdesk/writes/a.ts", "lib/helpdesk/agent/a.ts", "lib/helpdesk/session/a.ts"],
      'import type { Helpdesk } from "../helpdesk.ts";',
    ),
    { path: "lib/helpdesk/writes/a.ts", source: 'import { a } from "../agent/a.ts";' },
    { path: "lib/helpdesk/tickets/a.ts", source: 'import { a } from "../listing/a.ts";' },
    { path: "lib/helpdesk/session/a.ts", source: 'import { a } from "../catalogue/a.ts";' },
    { path: "lib/helpdesk/branch/a.ts", source: 'import { a } from "../session/session.ts";' },
    { path: "lib/helpdesk/login/a.ts", source: 'import { a } from "../branch/a.ts";' },
    { path: "lib/helpdesk/answers/a.ts", source: 'import { a } from "../login/a.ts";' },
    { path: "lib/helpdesk/answers/a.ts", source: 'import { a } from "../../settings/config.ts";' },
    { path: "lib/helpdesk/calls/a.ts", source: 'import { a } from "../answers/wire.ts";' },
    { path: "lib/helpdesk/odd/a.ts", source: 'import { a } from "../answers/wire.ts";' },
    { path: "lib/helpdesk/writes/deep/a.ts", source: 'import { a } from "../a.ts";' },
    { path: "lib/views/a.ts", source: 'import { a } from "../helpdesk/helpdesk.ts";' },
    { path: "lib/http/a.ts", source: 'import { a } from "./confined/a.ts";' },
    { path: "lib/http/cookies/a.ts", source: 'import { a } from "../client.ts";' },
    { path: "lib/commands/doctor/a.ts", source: 'import { a } from "../workplace.ts";' },
    { path: "lib/commands/a.ts", source: 'await import("../demo/samples/a.ts");' },
    { path: "lib/demo/state/a.ts", source: 'import { a } from "../web/a.ts";' },
    { path: "lib/demo/web/a.ts", source: 'import { a } from "../rest/a.ts";' },
    { path: "lib/demo/rest/a.ts", source: 'import { a } from "../effects/a.ts";' },
    { path: "lib/demo/effects/a.ts", source: 'import { a } from "../views/a.ts";' },
    { path: "lib/demo/views/a.ts", source: 'import { a } from "../samples/a.ts";' },
    { path: "lib/demo/a.ts", source: 'import { a } from "../errors.ts";' },
    { path: "site/a.ts", source: 'import { a } from "../tests/site/a.ts";' },
    { path: "lib/http/a.ts", source: 'import { a } from "./../../lib/helpdesk/wire.ts";' },
    { path: "lib/log/log.ts", source: 'import { a } from "../http/client.ts";' },
    { path: "lib/log/log.ts", source: 'import { a } from "../errors.ts";' },
    { path: "lib/log/log.ts", source: 'import { a } from "../settings/config.ts";' },
    { path: "lib/text/a.ts", source: 'import { a } from "../errors.ts";' },
    { path: "lib/text/a.ts", source: 'import { a } from "../log/log.ts";' },
    { path: "lib/settings/a.ts", source: 'import { a } from "../log/log.ts";' },
    { path: "lib/http/a.ts", source: 'import { a } from "../settings/config.ts";' },
    { path: "lib/errors.ts", source: 'import { a } from "./log/log.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../../main.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../../tests/a.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../../deno.json";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../../../elsewhere/a.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "/elsewhere/a.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "file:///elsewhere/a.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'import { a } from "../odd/a.ts";' },
    { path: "lib/odd/a.ts", source: 'import { a } from "../http/client.ts";' },
    { path: "main.ts", source: 'import { a } from "./lib/demo/server.ts";' },
    { path: "main.ts", source: 'import type { A } from "./lib/demo/server.ts";' },
    { path: "main.ts", source: 'import { a } from "./tests/a.ts";' },
    { path: "lib/mcp/tool_server.ts", source: 'await import("../demo/server.ts");' },
    ...cases(["lib/demo/a.ts", "lib/demo/deeper/a.ts"], 'import "/lib/http/client.ts";'),
    { path: "lib/demo/a.ts", source: 'import { a } from "../http/client.ts";' },
    { path: "lib/demo/a.ts", source: 'import { a } from "../helpdesk/wire.ts";' },
    { path: "lib/demo/a.ts", source: 'import { a } from "../tools/tool.ts";' },
    { path: "lib/demo/deeper/a.ts", source: 'import { a } from "../../mcp/server.ts";' },
    { path: "lib/demo/a.ts", source: 'import { a } from "../commands/serve.ts";' },
    { path: "lib/commands/a.ts", source: 'import { a } from "../demo/server.ts";' },
    { path: "lib/commands/a.ts", source: 'import { a } from "../../main.ts";' },
    ...cases(
      ["lib/mcp/a.ts", "lib/tools/a.ts", "lib/helpdesk/a.ts"],
      'await import("../commands/doctor/a.ts");',
    ),
  ],
  "layout/import-specifier": [
    ...cases(
      ["lib/errors.ts", "lib/text/a.ts", "lib/log/a.ts", "lib/settings/a.ts"],
      'import { a } from "node:util";',
    ),
    ...cases(
      [
        "main.ts",
        "lib/mcp/tool_server.ts",
        "lib/tools/a.ts",
        "lib/prompts/a.ts",
        "lib/resources/a.ts",
      ],
      'import { a } from "@modelcontextprotocol/sdk/types.js";',
    ),
    {
      path: "lib/mcp/tool_server.ts",
      source: 'import { a } from "npm:@modelcontextprotocol/sdk@1.32.2";',
    },
    {
      path: "lib/mcp/tool_server.ts",
      source: 'import type { A } from "@modelcontextprotocol/sdk";',
    },
    { path: "lib/http/client.ts", source: 'import * as z from "zod";' },
    { path: "lib/http/client.ts", source: 'import { a } from "npm:undici@7";' },
    { path: "lib/demo/server.ts", source: 'import { a } from "htmlparser2";' },
    { path: "lib/settings/config.ts", source: 'import * as z from "zod";' },
    ...cases(
      ["main.ts", "lib/http/a.ts", "tests/a_test.ts", "scripts/lint/a.ts"],
      'import { a } from "jsr:@std/assert";',
    ),
    ...cases(["main.ts", "tests/a_test.ts"], 'await import("https://example.com/a.ts");'),
    { path: "tests/a_test.ts", source: 'export * from "http://example.com/a.ts";' },
  ],
  "layout/literal-import": [
    { path: "main.ts", source: "await import(name);" },
    { path: "lib/mcp/tool_server.ts", source: "await import(`../${name}.ts`);" },
    { path: "lib/mcp/tool_server.ts", source: 'await import("../" + name);' },
  ],
  "layout/environment": [
    { path: "lib/settings/config.ts", source: 'Deno.env.get("A");' },
    { path: "lib/settings/config.ts", source: "const { env } = Deno;" },
    { path: "lib/settings/config.ts", source: 'const { "env": e } = globalThis.Deno;' },
    { path: "lib/mcp/stdio_transport.ts", source: "Deno.args;" },
    { path: "lib/mcp/stdio_transport.ts", source: 'Deno["args"];' },
    { path: "lib/mcp/stdio_transport.ts", source: "Deno[`env`];" },
    { path: "lib/mcp/stdio_transport.ts", source: "globalThis.Deno.env;" },
    { path: "lib/demo/server.ts", source: "process.env.A;" },
    { path: "lib/demo/server.ts", source: "globalThis.process?.argv;" },
  ],
  "layout/output": [
    ...cases(
      ["main.ts", "lib/http/client.ts", "lib/mcp/stdio_transport.ts"],
      'console.error("a");',
    ),
    { path: "lib/http/client.ts", source: 'globalThis.console.log("a");' },
    { path: "lib/http/client.ts", source: "const { warn } = console;" },
    { path: "main.ts", source: "Deno.stderr.writeSync(a);" },
    { path: "main.ts", source: "Deno.stdout.writeSync(a);" },
    { path: "lib/mcp/tool_server.ts", source: "Deno.stdout.write(a);" },
    { path: "lib/log/log.ts", source: "Deno.stdout.write(a);" },
    { path: "lib/tools/tool.ts", source: "process.stdout.write(a);" },
    { path: "lib/tools/tool.ts", source: "process.stderr.write(a);" },
  ],
  "layout/no-barrel": [
    { path: "lib/tools/all.ts", source: 'export * from "./a.ts";' },
    {
      path: "lib/tools/all.ts",
      source: 'export { a } from "./a.ts"; export type { B } from "./b.ts";',
    },
    { path: "lib/tools/all.ts", source: 'import { a } from "./a.ts"; export { a };' },
  ],
};

for (const [rule, list] of Object.entries(GOOD)) {
  for (const { path, source } of list) {
    Deno.test(`${rule} accepts ${source || "nothing"} in ${path}`, () => {
      assert.deepEqual(broken(path, source).filter((id) => id === rule), []);
    });
  }
}

for (const [rule, list] of Object.entries(BAD)) {
  for (const { path, source } of list) {
    Deno.test(`${rule} refuses ${source} in ${path}`, () => {
      assert.deepEqual(broken(path, source).filter((id) => id === rule), [rule]);
    });
  }
}

Deno.test("layout rules see a file by its absolute path, too", () => {
  const path = decodeURIComponent(new URL("../../lib/http/a.ts", import.meta.url).pathname);
  assert.deepEqual(broken(path, 'import * as z from "zod";'), ["layout/import-specifier"]);
});

Deno.test("roomOf() names the room of a file", () => {
  assert.equal(roomOf("main.ts"), "main");
  assert.equal(roomOf("lib/log/log.ts"), "log");
  assert.equal(roomOf("lib/errors.ts"), "errors");
  assert.equal(roomOf("lib/http/client.ts"), "http");
  assert.equal(roomOf("lib/http/cookies/cookie_jar.ts"), "http/cookies");
  assert.equal(roomOf("lib/demo/deeper/still/a.ts"), "demo/deeper/still");
  assert.equal(roomOf("lib/apps/ticket.html"), "apps");
  assert.equal(roomOf("tests/http/client_test.ts"), undefined);
  assert.equal(roomOf("elsewhere/lib/http/client.ts"), undefined);
  assert.equal(roomOf("scripts/demo/main.ts"), undefined);
});
