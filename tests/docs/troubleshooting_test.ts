import assert from "node:assert/strict";
import { checks } from "../../lib/commands/doctor/findings.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { code, readDocument, rows } from "./documents.ts";

const { text } = await readDocument("docs/troubleshooting.md");
const titles: readonly string[] = Object.values(checks);
const parts = text.split(/^## /m).slice(1);

/** The program's sources but for the embedded helpdesk, each string in one piece. */
async function sourceText(): Promise<string> {
  const sources = [
    await Deno.readTextFile(`${PROJECT_FOLDER}main.ts`),
    ...await filesIn(`${PROJECT_FOLDER}lib/`),
  ];
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

Deno.test("troubleshooting.md follows doctor's lines, and its sample shows them", async () => {
  const headings = parts.map((part) => part.split("\n", 1)[0]);
  assert.deepEqual(headings, [
    ...titles,
    "When doctor finds nothing",
    "Agent sessions that went wrong",
  ]);
  const [, sample = ""] = /```\n(✓[^]*?)```/.exec(text) ?? [];
  const lines = [...sample.matchAll(/^[✓✗!–] (.+?) {2,}/gm)].map(([, title]) => title);
  assert.deepEqual(lines, titles);
  const upshot = sample.trim().split("\n").at(-1) ?? "";
  assert((await sourceText()).includes(`"${upshot}"`), `doctor does not say "${upshot}"`);
});

Deno.test("troubleshooting.md says of each of doctor's lines when it is not passed", () => {
  for (const part of parts.slice(0, titles.length)) {
    assert.match(part, /^[^\n]+\n\n(?:✗|`!`)/, part);
  }
});

Deno.test("troubleshooting.md quotes messages that the program really has", async () => {
  const sources = await sourceText();
  const messages = rows(text).map(([message]) => code(message));
  assert(messages.length > 40, `Only ${messages.length} messages were found`);
  for (const message of messages) {
    for (const part of message.split("…").map((words) => words.trim()).filter(Boolean)) {
      assert(sources.includes(part), `No message of the program has "${part}"`);
    }
  }
});
