import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import project from "../../deno.json" with { type: "json" };
import {
  type Client,
  clientConfiguration,
  clients,
  configuredSettings,
  demoPermissionFlags,
  type Installation,
  installationOf,
  permissionFlags,
} from "../../lib/settings/client_configuration.ts";
import { readClientEntry } from "./client_entries.ts";
import { settings } from "../../lib/settings/settings.ts";

const PROGRAM = "/fixture/it's here/main.ts";
const DENO: Installation = { kind: "deno", deno: "/fixture/bin/deno", program: PROGRAM };
const NPX: Installation = { kind: "npx", denoVersion: "2.9.6", program: PROGRAM };
const EXECUTABLE: Installation = { kind: "executable", path: "/fixture/helpdesk-mcp" };
const NPM: Installation = { kind: "npm" };
const PLACEHOLDERS = configuredSettings(() => undefined);

interface Server {
  readonly type?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a shell passes on to `claude`, word by word. */
async function wordsOfCommand(line: string): Promise<string[]> {
  const { code, stdout } = await runProcess("sh", {
    args: ["-c", `claude() { printf '%s\\0' "$@"; }\n${line}`],
  });
  assert.equal(code, 0);
  return stdout.split("\0").slice(0, -1);
}

/** The server in a client's configuration. */
async function serverOf(
  client: Client,
  installation: Installation,
  environment: Readonly<Record<string, string>> | undefined,
): Promise<Server> {
  const { snippet } = clientConfiguration(client, installation, environment);
  if (client === "claude-code") {
    const words = await wordsOfCommand(snippet);
    assert.deepEqual(words.slice(0, -1), ["mcp", "add-json", "helpdesk"]);
    return JSON.parse(words.at(-1) ?? "");
  }
  return readClientEntry(client, snippet);
}

Deno.test("permissionFlags() gives the permissions of deno task start", () => {
  const flags = project.tasks.start.split(" ").filter((word) => word.startsWith("--allow-"));
  assert.deepEqual(permissionFlags(), flags);
});

Deno.test("installationOf() tells an executable, a Deno and an npx apart", () => {
  const running = { isStandalone: false, denoVersion: "2.9.6", program: PROGRAM };
  const deno = "/fixture/bin/deno";
  assert.deepEqual(installationOf({ ...running, deno }), DENO);
  assert.deepEqual(installationOf({ ...running, deno: "/fixture/.npm/_npx/7a/bin/deno" }), NPX);
  const windows = "C:\\fixture\\npm-cache\\_npx\\7a\\deno.exe";
  assert.deepEqual(installationOf({ ...running, deno: windows }), NPX);
  const executable = { ...running, deno: "/fixture/helpdesk-mcp", isStandalone: true };
  assert.deepEqual(installationOf(executable), EXECUTABLE);
  const fetched = "/fixture/.npm/_npx/7a/node_modules/helpdesk-mcp-linux-x64/bin/helpdesk-mcp";
  assert.deepEqual(installationOf({ ...executable, deno: fetched }), NPM);
});

for (const client of clients) {
  Deno.test(`clientConfiguration() starts each kind of copy in ${client}, and a demo`, async () => {
    const run = ["run", "--no-prompt", ...permissionFlags(), PROGRAM];
    const runDemo = ["run", "--no-prompt", ...demoPermissionFlags(), PROGRAM, "--demo"];
    const rows: readonly [Installation, typeof PLACEHOLDERS | undefined, string[]][] = [
      [DENO, PLACEHOLDERS, ["/fixture/bin/deno", ...run]],
      [NPX, PLACEHOLDERS, ["npx", "-y", "deno@2.9.6", ...run]],
      [EXECUTABLE, PLACEHOLDERS, ["/fixture/helpdesk-mcp"]],
      [NPM, PLACEHOLDERS, ["npx", "-y", "helpdesk-mcp"]],
      [DENO, undefined, ["/fixture/bin/deno", ...runDemo]],
      [EXECUTABLE, undefined, ["/fixture/helpdesk-mcp", "--demo"]],
    ];
    const password = client === "vscode" ? "${input:helpdesk-password}" : "its-password";
    for (const [installation, environment, words] of rows) {
      const { command, args, env } = await serverOf(client, installation, environment);
      assert.deepEqual([command, ...args], words);
      assert.deepEqual(env, environment && { ...environment, HELPDESK_PASSWORD: password });
    }
    assert.equal(clientConfiguration(client, DENO, undefined).use.includes("password"), false);
  });
}

Deno.test("clientConfiguration() has VS Code ask for the password, hidden", () => {
  const { snippet } = clientConfiguration("vscode", DENO, PLACEHOLDERS);
  const { inputs, servers } = JSON.parse(snippet);
  assert.deepEqual(inputs, [{
    ...{ type: "promptString", id: "helpdesk-password" },
    ...{ description: "Password of the helpdesk account your-agent-account", password: true },
  }]);
  assert.equal(servers.helpdesk.type, "stdio");
  const demo = JSON.parse(clientConfiguration("vscode", DENO, undefined).snippet);
  assert.equal("inputs" in demo, false);
});

Deno.test("clientConfiguration() names the transport to Claude Code", async () => {
  assert.equal((await serverOf("claude-code", DENO, PLACEHOLDERS)).type, "stdio");
});

Deno.test("configuredSettings() takes over what is set, but for credentials", () => {
  const environment = new Map(settings.map(({ name }) => [name, `fixture-${name.toLowerCase()}`]));
  const chosen = configuredSettings((name) => environment.get(name));
  const expected = Object.fromEntries(
    [...environment].filter(([name]) => !["HELPDESK_PROXY", "HELPDESK_API_TOKEN"].includes(name)),
  );
  assert.deepEqual(chosen, { ...expected, HELPDESK_PASSWORD: "its-password" });
});

Deno.test("configuredSettings() takes over no address that holds a credential", () => {
  const addresses = [
    "https://fixture-user:fixture-secret@helpdesk.example.com/",
    "https://fixture-secret@helpdesk.example.com/",
    "https://helpdesk.example.com/?token=fixture-secret",
    "//fixture-user:fixture-secret@helpdesk.example.com/login/",
  ];
  for (const address of addresses) {
    const chosen = configuredSettings((name) => /URL/.test(name) ? address : undefined);
    assert.deepEqual(chosen, PLACEHOLDERS);
  }
});

Deno.test("clientConfiguration() names the server after the profile, so that a client can have several", () => {
  const names = { "Facilities & Büro 2": "helpdesk-facilities-buro-2", "実験室": "helpdesk" };
  for (const [profile, name] of Object.entries(names)) {
    const environment = { ...PLACEHOLDERS, HELPDESK_PROFILE: profile };
    const { snippet } = clientConfiguration("cursor", EXECUTABLE, environment);
    assert.deepEqual(Object.keys(JSON.parse(snippet).mcpServers), [name]);
  }
});
