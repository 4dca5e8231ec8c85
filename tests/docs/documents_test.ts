import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { code, readDocument, readDocuments, rows, section } from "./documents.ts";

const documents = await readDocuments();
const everything = documents.map(({ text }) => text).join("\n");
const readme = await readDocument("README.md");

Deno.test("README.md is short, and starts the program and its tests with a command each", () => {
  const lines = readme.text.split("\n").length - 1;
  assert(lines <= 200, `README.md has ${lines} lines`);
  const [, block = ""] = /```sh\n([^]*?)```/.exec(section(readme, "Quick start")) ?? [];
  const commands = block.trim().split("\n").map((line) => line.split("#")[0]?.trim());
  assert.deepEqual(commands, ["npx -y deno@2.9.6 task demo", "npx -y deno@2.9.6 task test"]);
});

Deno.test("README.md names every tool, and the settings that everybody needs", () => {
  const named = rows(section(readme, "Tools")).map(([name]) => /`(\w+)`/.exec(name ?? "")?.[1]);
  assert.deepEqual(named, tools.map(({ name }) => name));
  const needed = rows(section(readme, "Use it")).map(([name]) => code(name));
  assert.deepEqual(needed, ["HELPDESK_BASE_URL", "HELPDESK_USERNAME", "HELPDESK_PASSWORD"]);
  for (const name of needed) assert(settings.some((setting) => setting.name === name), name);
});

Deno.test("the documents and .ci/run name one version of Deno", async () => {
  const gate = await Deno.readTextFile(`${PROJECT_FOLDER}.ci/run`);
  const named = (everything + gate).matchAll(/\bdeno@([\w.-]*\w)/g);
  assert.deepEqual([...new Set([...named].map(([, version]) => version))], ["2.9.6"]);
});

Deno.test("README.md gives a reason for every dependency", () => {
  const packages = Object.keys(project.imports).filter((name) => !name.endsWith("/"));
  const listed = rows(section(readme, "Dependencies")).map(([name, reason]) => {
    assert(reason, `${name} has no reason`);
    return code(name);
  });
  assert.deepEqual(listed.sort(), packages.sort());
});

Deno.test("development.md lists every task of deno.json, and no document another one", async () => {
  const development = await readDocument("docs/development.md");
  const listed = rows(section(development, "Tasks")).map(([command]) => code(command));
  assert.deepEqual(listed, Object.keys(project.tasks).map((name) => `deno task ${name}`));
  for (const [, name = ""] of everything.matchAll(/deno(?:@[\d.]+)? task ([a-z][\w:]*)/g)) {
    assert(name in project.tasks, `deno.json has no task "${name}"`);
  }
});

Deno.test("the documents name files and folders that exist", async () => {
  const path =
    /`((?:lib|scripts|site|docs|tests|\.ci|\.github)\/[\w./-]*|main\.ts|deno\.(?:json|lock))`/g;
  for (const { path: document, text } of documents) {
    if (document === "CHANGELOG.md") continue;
    for (const [, named = ""] of text.matchAll(path)) {
      if (named.includes("NAME")) continue;
      const found = await Deno.stat(`${PROJECT_FOLDER}${named}`).catch(() => undefined);
      assert(found, `${document} names ${named}`);
    }
  }
});
