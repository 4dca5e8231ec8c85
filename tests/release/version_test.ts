import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { describe } from "../../lib/mcp/introduction/identity.ts";
import { releaseNotes } from "../../scripts/release/changelog.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { Program } from "../e2e/program.ts";
import { settingsFor } from "../e2e/silent_helpdesk.ts";

const { version } = project;

async function versionIn(file: string): Promise<string> {
  return JSON.parse(await Deno.readTextFile(`${PROJECT_FOLDER}${file}`)).version;
}

Deno.test("deno.json's version is a semantic one", () => {
  assert.match(version, /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/);
});

Deno.test("server.json and manifest.json have the version of deno.json", async () => {
  assert.equal(await versionIn("server.json"), version);
  assert.equal(await versionIn("manifest.json"), version);
});

Deno.test("CHANGELOG.md tells of the version of deno.json, and of no later one", async () => {
  const changelog = await Deno.readTextFile(`${PROJECT_FOLDER}CHANGELOG.md`);
  const [, latest] = /^## \[(\d[^\]]*)\]/m.exec(changelog) ?? [];
  assert.equal(latest, version);
  assert.notEqual(releaseNotes(changelog, version), "");
});

Deno.test("--version and initialize tell the version of deno.json", async () => {
  {
    await using program = new Program({}, { program: ["--version"] });
    assert.equal(await program.end(), 0);
    assert.equal(program.stdout, `${version}\n`);
  }
  await using program = new Program(settingsFor("http://helpdesk.example.com/"));
  const { result } = await program.initialize();
  assert.deepEqual(result.serverInfo, describe({ name: project.name, version }));
});
