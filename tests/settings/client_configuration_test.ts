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
  Deno.test(`clientConfiguration() starts each kind of copy in ${client}`, async () => {
    const run = ["run", "--no-prompt", ...permissionFlags(), PROGRAM];
    const deno = await serverOf(client, DENO, PLACEHOLDERS);
    assert.deepEqual([deno.command, ...deno.args], ["/fixture/bin/deno", ...run]);
    const npx = await serverOf(client, NPX, PLACEHOLDERS);
    assert.deepEqual([npx.command, ...npx.args], ["npx", "-y", "deno@2.9.6", ...run]);
    const executable = await serverOf(client, EXECUTABLE, PLACEHOLDERS);
    assert.deepEqual([executable.command, ...executable.args], ["/fixture/helpdesk-mcp"]);
    const npm = await serverOf(client, NPM, PLACEHOLDERS);
    assert.deepEqual([npm.command, ...npm.args], ["npx", "-y", "helpdesk-mcp"]);
  });

  Deno.test(`clientConfiguration() gives ${client} the settings`, async () => {
    const { env } = await serverOf(client, DENO, PLACEHOLDERS);
    const password = client === "vscode" ? "${input:helpdesk-password}" : "its-password";
    assert.deepEqual(env, { ...PLACEHOLDERS, HELPDESK_PASSWORD: password });
  });

  Deno.test(`clientConfiguration() gives ${client} a demo without settings and network`, async () => {
    const demo = await serverOf(client, DENO, undefined);
    assert.deepEqual(demo.args, [
      "run",
      "--no-prompt",
      ...demoPermissionFlags(),
      PROGRAM,
      "--demo",
    ]);
    assert.equal(demo.env, undefined);
    const executable = await serverOf(client, EXECUTABLE, undefined);
    assert.deepEqual(executable.args, ["--demo"]);
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
  assert.equal(
    "inputs" in JSON.parse(clientConfiguration("vscode", DENO, undefined).snippet),
    false,
  );
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
  for (
    const address of [
      "https://fixture-user:fixture-secret@helpdesk.example.com/",
      "https://fixture-secret@helpdesk.example.com/",
      "https://helpdesk.example.com/?token=fixture-secret",
      "//fixture-user:fixture-secret@helpdesk.example.com/login/",
    ]
  ) {
    const chosen = configuredSettings((name) => /URL/.test(name) ? address : undefined);
    assert.deepEqual(chosen, PLACEHOLDERS);
  }
});

Deno.test("clientConfiguration() names the server after the profile, so that a client can have several", () => {
  const entry = (profile: string) =>
    Object.keys(
      JSON.parse(
        clientConfiguration("cursor", EXECUTABLE, { ...PLACEHOLDERS, HELPDESK_PROFILE: profile })
          .snippet,
      ).mcpServers,
    );
  assert.deepEqual(entry("Facilities & Büro 2"), ["helpdesk-facilities-buro-2"]);
  assert.deepEqual(entry("実験室"), ["helpdesk"]);
});
