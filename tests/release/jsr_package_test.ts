import assert from "node:assert/strict";
import { writeJsrPackage } from "../../scripts/release/jsr_package.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import { runProcess } from "../child_process.ts";

Deno.test("deno publish takes the program with a scope from outside, and no more than it needs", async () => {
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "jsr-" });
  try {
    await writeJsrPackage("some-scope", `${folder}/package`);
    const args = ["publish", "--dry-run", "--allow-dirty"];
    const options = { args, cwd: `${folder}/package`, env: { NO_COLOR: "1" } };
    const { code, stdout, stderr } = await runProcess(Deno.execPath(), options);
    const said = stdout + stderr;
    assert.equal(code, 0, said);
    assert.match(said, /Dry run complete/);
    const files = said.matchAll(/file:\S*?\/package\/(\S+) \(/g);
    const published = [...files].map(([, path = ""]) => path);
    for (
      const path of ["main.ts", "deno.json", "lib/mcp/early/listed.ts", "lib/apps/ticket.html"]
    ) {
      assert(published.includes(path), path);
    }
    const needed =
      /^(?:main\.ts|deno\.json|README\.md|LICENSE|lib\/(?!apps\/browser\/).*\.(?:ts|json|html|css|js))$/;
    assert.deepEqual(published.filter((path) => !needed.test(path)), []);
    const { name, imports } = JSON.parse(await Deno.readTextFile(`${folder}/package/deno.json`));
    assert.equal(name, "@some-scope/helpdesk-mcp");
    assert.doesNotMatch(Object.keys(imports).join(), /fast-check|fake-timers|client|ext-apps/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("writeJsrPackage() refuses what cannot be a scope", async () => {
  for (const scope of ["", "@scope", "a/b", "-x"]) {
    await assert.rejects(writeJsrPackage(scope, `${WORKING_FOLDER}jsr-refused`), /no scope of JSR/);
  }
});
