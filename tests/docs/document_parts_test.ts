import assert from "node:assert/strict";
import { permissionList } from "../../scripts/docs/permission_list.ts";
import { documentParts } from "../../scripts/docs/document_parts.ts";
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";

const documents = documentParts("1.2.3");

function part(document: string, name: string): string {
  const made = documents.get(document)?.get(name);
  assert(made !== undefined, `${document} has no part "${name}"`);
  return made;
}

Deno.test("documentParts() has every setting and every tool", () => {
  for (const { name, meaning, byDefault } of settings) {
    const row = `| \`${name}\` | ${meaning.replaceAll("|", "\\|")} | ${byDefault} |`;
    assert(part("docs/settings.md", "settings").includes(row), row);
    assert(part("docs/permissions.md", "permissions").includes(`\`${name}\``), name);
    assert(part("docs/install.md", "deno").includes(name), name);
  }
  for (const { name, inputSchema } of tools) {
    const [, section = ""] = part("docs/tools.md", "tools").split(`### \`${name}\`\n`);
    for (const parameter of Object.keys(inputSchema.properties)) {
      assert(
        section.split("\n### ")[0]?.includes(`\n| \`${parameter}\` |`),
        `${name} ${parameter}`,
      );
    }
  }
});

Deno.test("documentParts() lets npx fetch the version of Deno that it is told", () => {
  assert.match(part("docs/install.md", "npx"), /"deno@1\.2\.3"/);
});

Deno.test("permissionList() says what is refused, and lacks no purpose", () => {
  const list = permissionList(["--allow-net"]);
  assert.match(list, /^Refused: reading files \(`--allow-read`\), writing files/m);
  assert.doesNotMatch(list, /using the network/);
  assert.throws(() => permissionList(["--allow-run=ls"]), /lacks a purpose of --allow-run/);
});
