import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { readConfig } from "../../lib/settings/config.ts";
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";
import { bundleManifest } from "../../scripts/release/bundle_manifest.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { metadataFiles } from "../../scripts/release/metadata.ts";
import { bundleName, serverJson, UNPUBLISHED } from "../../scripts/release/server_json.ts";
import { targets } from "../../scripts/release/targets.ts";
import { bundleManifestForm, serverEntry } from "./registry_forms.ts";

const secretSettings = ["HELPDESK_PASSWORD", "HELPDESK_PROXY", "HELPDESK_API_TOKEN"];

for (const [file, content] of metadataFiles) {
  Deno.test(`${file} is what deno.json, the settings and the tools make of it`, async () => {
    const stored = await Deno.readTextFile(`${PROJECT_FOLDER}${file}`);
    assert.equal(stored, content, `${file} is stale: run "deno task metadata"`);
  });
}

Deno.test("server.json has the form that the MCP registry takes", () => {
  serverEntry.parse(serverJson(project, UNPUBLISHED));
});

Deno.test("serverJson() names the settings of the program, and marks the secret ones", () => {
  const { packages } = serverJson(project, UNPUBLISHED);
  assert.deepEqual(packages.slice(0, 2).map(({ registryType }) => registryType), ["npm", "oci"]);
  assert.equal(packages.length, 2 + targets.length);
  for (const { environmentVariables } of packages) {
    const names = environmentVariables.map(({ name }) => name);
    assert.deepEqual(names, settings.map(({ name }) => name));
    const secret = environmentVariables.filter(({ isSecret }) => isSecret);
    assert.deepEqual(secret.map(({ name }) => name), secretSettings);
  }
});

Deno.test("serverJson() of a release has its place and checksums", () => {
  const names = targets.map((target) => bundleName(project.name, target));
  const checksums = new Map(names.map((name, index) => [name, String(index).repeat(64)]));
  const entry = serverJson(project, { repository: "someone/helpdesk-mcp", checksums });
  const published = serverEntry.parse(entry);
  assert.equal(published.name, "io.github.someone/helpdesk-mcp");
  const bundles = published.packages.filter((one) => one.registryType === "mcpb");
  assert.deepEqual(bundles.map(({ fileSha256 }) => fileSha256), [...checksums.values()]);
  for (const { identifier } of bundles) {
    const start = `https://github.com/someone/helpdesk-mcp/releases/download/v${project.version}/`;
    assert(identifier.startsWith(start), identifier);
  }
});

Deno.test("manifest.json has the form of a bundle's manifest", () => {
  bundleManifestForm.parse(bundleManifest(project));
  for (const { platform } of targets) {
    const manifest = bundleManifestForm.parse(bundleManifest(project, [platform]));
    const extension = platform === "win32" ? ".exe" : "";
    assert.equal(manifest.server.entry_point, `server/${project.name}${extension}`);
    const { command } = manifest.server.mcp_config;
    assert.equal(command, `\${__dirname}/${manifest.server.entry_point}`);
    assert.deepEqual(manifest.compatibility.platforms, [platform]);
  }
});

Deno.test("bundleManifest() asks for every setting and hands it over, the secret ones as sensitive", () => {
  const { server, user_config } = bundleManifestForm.parse(bundleManifest(project));
  const asked = settings.map(({ name }) => [name, `\${user_config.${name.toLowerCase()}}`]);
  assert.deepEqual(server.mcp_config.env, Object.fromEntries(asked));
  assert.deepEqual(Object.keys(user_config), settings.map(({ name }) => name.toLowerCase()));
  const sensitive = Object.entries(user_config).filter(([, field]) => field.sensitive);
  assert.deepEqual(sensitive.map(([name]) => name.toUpperCase()), secretSettings);
});

Deno.test("bundleManifest() has defaults that the program takes, and needs no more than an account", () => {
  const { user_config } = bundleManifestForm.parse(bundleManifest(project));
  const entered = new Map([["helpdesk_username", "user"], ["helpdesk_password", "password"]]);
  const config = readConfig((name) => {
    const field = user_config[name.toLowerCase()];
    const value = entered.get(name.toLowerCase()) ?? field?.default;
    assert(value !== undefined, `${name} has no value: a client would hand its placeholder over`);
    return value;
  });
  assert.deepEqual(config, readConfig((name) => entered.get(name.toLowerCase())));
});

Deno.test("bundleManifest() lists the tools that the server has", () => {
  const listed = tools.map(({ name, description }) => ({ name, description }));
  assert.deepEqual(bundleManifest(project).tools, listed);
});
