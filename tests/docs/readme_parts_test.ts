import assert from "node:assert/strict";
import { permissionList } from "../../scripts/docs/permission_list.ts";
import { readmeParts } from "../../scripts/docs/readme_parts.ts";
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";

const parts = readmeParts("1.2.3");

Deno.test("readmeParts() has every setting and every tool", () => {
  for (const { name, meaning, byDefault } of settings) {
    const row = `| \`${name}\` | ${meaning.replaceAll("|", "\\|")} | ${byDefault} |`;
    assert(parts.get("settings")?.includes(row), row);
    assert(parts.get("permissions")?.includes(`\`${name}\``), name);
    assert(parts.get("deno")?.includes(name), name);
  }
  for (const { name, inputSchema } of tools) {
    const [, section = ""] = parts.get("tools")?.split(`### \`${name}\`\n`) ?? [];
    for (const parameter of Object.keys(inputSchema.properties)) {
      assert(
        section.split("\n### ")[0]?.includes(`\n| \`${parameter}\` |`),
        `${name} ${parameter}`,
      );
    }
  }
});

Deno.test("readmeParts() lets npx fetch the version of Deno that it is told", () => {
  assert.match(parts.get("npx") ?? "", /"deno@1\.2\.3"/);
});

Deno.test("permissionList() says what is refused, and lacks no purpose", () => {
  const list = permissionList(["--allow-net"]);
  assert.match(list, /^Refused: reading files \(`--allow-read`\), writing files/m);
  assert.doesNotMatch(list, /using the network/);
  assert.throws(() => permissionList(["--allow-run=ls"]), /lacks a purpose of --allow-run/);
});
