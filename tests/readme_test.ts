import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import project from "../deno.json" with { type: "json" };
import { checks } from "../lib/commands/doctor/findings.ts";

const FOLDER = fileURLToPath(new URL("../", import.meta.url));
const readme = await Deno.readTextFile(`${FOLDER}README.md`);

/** A section of README.md, from its heading to the next one of that level. */
function section(heading: string): string {
  const [, text] = readme.split(new RegExp(`^## ${heading}$`, "m"));
  assert(text !== undefined, `README.md has no section "${heading}"`);
  return text.split(/^## /m)[0] ?? "";
}

/** The cells of a section's tables, row by row, without the rows of their heads. */
function rows(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = lines.map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
  return cells.filter((_, index) => !isRule(cells[index]) && !isRule(cells[index + 1]));
}

function isRule(cells: readonly string[] | undefined): boolean {
  return cells?.every((cell) => /^-+$/.test(cell)) ?? false;
}

/** The text of a code span, which is the whole cell. */
function code(cell = ""): string {
  const match = /^`([^`]+)`$/.exec(cell);
  assert(match?.[1] !== undefined, `Not a code span: ${cell}`);
  return match[1];
}

/** The program's sources but for the embedded helpdesk, each string in one piece. */
async function sourceText(): Promise<string> {
  const sources = [await Deno.readTextFile(`${FOLDER}main.ts`), ...await filesIn(`${FOLDER}lib/`)];
  return sources.join("\n").replace(/["'`]\s*\+\s*["'`]/g, "");
}

async function filesIn(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) texts.push(await Deno.readTextFile(`${folder}${name}`));
    else if (name !== "demo") texts.push(...await filesIn(`${folder}${name}/`));
  }
  return texts;
}

Deno.test("README.md and .ci/run name one version of Deno", async () => {
  const gate = await Deno.readTextFile(`${FOLDER}.ci/run`);
  const versions = [...(readme + gate).matchAll(/\bdeno@([\w.-]*\w)/g)].map(([, version]) =>
    version
  );
  assert.deepEqual([...new Set(versions)], ["2.9.6"]);
});

Deno.test("README.md gives a reason for every dependency", () => {
  const packages = Object.keys(project.imports).filter((name) => !name.endsWith("/"));
  const listed = rows(section("Dependencies")).map(([name, reason]) => {
    assert(reason, `${name} has no reason`);
    return code(name);
  });
  assert.deepEqual(listed.sort(), packages.sort());
});

Deno.test("README.md lists every task of deno.json", () => {
  const listed = rows(section("Development")).map(([command]) => code(command));
  assert.deepEqual(listed, Object.keys(project.tasks).map((name) => `deno task ${name}`));
  for (const [, name = ""] of readme.matchAll(/deno(?:@[\d.]+)? task ([a-z][\w:]*)/g)) {
    assert(name in project.tasks, `deno.json has no task "${name}"`);
  }
});

Deno.test("README.md's troubleshooting follows doctor's lines, and its sample shows them", () => {
  const titles: string[] = Object.values(checks);
  const text = section("Troubleshooting");
  const parts = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  assert.deepEqual(parts.slice(0, -1), titles);
  assert.equal(parts.at(-1), "When doctor finds nothing");
  const lines = [...text.matchAll(/^[✓✗!–] (.+?) {2,}/gm)].map(([, title]) => title);
  assert.deepEqual(lines, titles);
});

Deno.test("README.md says of each of doctor's lines when it is not passed", () => {
  for (const part of section("Troubleshooting").split(/^### /m).slice(1, -1)) {
    assert.match(part, /^[^\n]+\n\n(?:✗|`!`)/, part);
  }
});

Deno.test("README.md quotes messages that the program really has", async () => {
  const sources = await sourceText();
  const messages = rows(section("Troubleshooting")).map(([message]) => code(message));
  assert(messages.length > 20);
  for (const message of messages) {
    for (const part of message.split("…").map((text) => text.trim()).filter(Boolean)) {
      assert(sources.includes(part), `No message of the program has "${part}"`);
    }
  }
});

Deno.test("README.md names files and folders that exist", async () => {
  for (const [, path = ""] of readme.matchAll(/`((?:lib|tests|\.ci)\/[\w./-]*|main\.ts)`/g)) {
    await Deno.stat(`${FOLDER}${path}`);
  }
});
