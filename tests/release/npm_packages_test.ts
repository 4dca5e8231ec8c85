import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import {
  launcherPackage,
  packPackage,
  platformPackage,
} from "../../scripts/release/npm_packages.ts";
import { serverJson, UNPUBLISHED } from "../../scripts/release/server_json.ts";
import { targets } from "../../scripts/release/targets.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import { runProcess } from "../child_process.ts";
import { Program } from "../e2e/program.ts";
import { buildServer, executableTest } from "./built_executables.ts";

const REPOSITORY = UNPUBLISHED.repository;

Deno.test("the launcher belongs to the registry's entry, and names a package for each platform", () => {
  const { manifest } = launcherPackage(project, REPOSITORY);
  const entry = serverJson(project, UNPUBLISHED);
  assert.equal(manifest.mcpName, entry.name);
  const npm = entry.packages.find(({ registryType }) => registryType === "npm");
  assert.deepEqual([npm?.identifier, npm?.version], [manifest.name, project.version]);
  const names = targets.map((target) =>
    platformPackage(project, REPOSITORY, { target, executable: "" }).manifest.name
  );
  assert.deepEqual(
    manifest.optionalDependencies,
    Object.fromEntries(names.map((name) => [name, project.version])),
  );
});

/** Where Node is and Deno is not. */
async function pathWithoutDeno(): Promise<string> {
  const { stdout } = await runProcess("node", { args: ["-p", "process.execPath"] });
  return [stdout.trim().replace(/[/\\][^/\\]*$/, ""), "/usr/bin", "/bin"].join(":");
}

executableTest(
  "the packed npm files serve, list and answer in an empty folder without Deno",
  async () => {
    await using server = await buildServer();
    const target = targets.find(({ triple }) => triple === Deno.build.target);
    assert(target, `No package is made for ${Deno.build.target}`);
    const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "npm-" });
    try {
      const archives = [
        await packPackage(launcherPackage(project, REPOSITORY), `${folder}/packed`),
        await packPackage(
          platformPackage(project, REPOSITORY, { target, executable: server.path }),
          `${folder}/packed`,
        ),
      ];
      const empty = `${folder}/empty`;
      await Deno.mkdir(empty);
      const options = {
        cwd: empty,
        clearEnv: true,
        env: { PATH: await pathWithoutDeno(), HOME: empty, npm_config_cache: `${folder}/cache` },
      };
      const install = ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock"];
      // The packages of the other platforms are published nowhere: npm goes on without them.
      const { code, stderr } = await runProcess("npm", {
        args: [...install, "--omit=optional", ...archives],
        ...options,
      });
      assert.equal(code, 0, stderr);
      assert.equal(
        (await runProcess("sh", { args: ["-c", "command -v deno"], ...options })).stdout,
        "",
      );

      const npx = ["--no-install", "helpdesk-mcp"];
      const doctor = await runProcess("npx", { args: [...npx, "doctor", "--demo"], ...options });
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
      assert.match(doctor.stdout, /works/);

      const started = { command: "npx", ...options, args: [...npx, "--demo=staff"] };
      await using program = new Program({}, { process: started });
      assert.equal((await program.initialize()).result.serverInfo.version, project.version);
      const { tools } = (await program.request("tools/list")).result;
      assert(tools.some(({ name }: { name: string }) => name === "search_knowledge"));
      const query = { query: "coffee machine leaks" };
      const { answers } = await program.succeed("search_knowledge", query);
      assert.equal(answers[0].title, "Care of the coffee machines");
      await program.endInput();
      assert.equal(await program.end(), 0, program.stderr);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
