import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProcess } from "../child_process.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";

/** Runs a file with a siteTest and a postgresqlTest in a process that finds no Python. */
async function runWithoutPython(ci: string): Promise<{ code: number; output: string }> {
  const folder = `${WORKING_FOLDER}runs/without-python-${crypto.randomUUID()}`;
  await Deno.mkdir(folder, { recursive: true });
  try {
    const source = `import { postgresqlTest, siteTest } from "${new URL(
      "site_test_case.ts",
      import.meta.url,
    )}";
      siteTest("needs a site", async () => {});
      await postgresqlTest("needs a server", async () => {});`;
    await Deno.writeTextFile(`${folder}/example_test.ts`, source);
    const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
      args: [
        ...["test", "--no-config", "--no-lock", "--allow-read", "--allow-write", "--allow-run"],
        ...[
          "--allow-net=127.0.0.1",
          "--allow-env=CI,TEST_DATABASE,TEST_RELEASE,TEST_WITHOUT_SITE",
          `${folder}/example_test.ts`,
        ],
      ],
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      env: { PATH: folder, CI: ci, TEST_WITHOUT_SITE: "", NO_COLOR: "1" },
    });
    return { code, output: `${stdout}\n${stderr}` };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("siteTest() is ignored with the reason where there is no Python", async () => {
  const { code, output } = await runWithoutPython("");
  assert.equal(code, 0, output);
  assert.match(output, /needs a site \(needs Python 3\.10 or newer, found none on PATH\).*ignored/);
});

Deno.test("siteTest() fails with CI=true where there is no Python", async () => {
  const { code, output } = await runWithoutPython("true");
  assert.notEqual(code, 0);
  assert.match(output, /The test helpdesk needs Python 3\.10 or newer/);
  assert.match(output, /needs a server \(needs Python .*\).*ignored/);
});
