import assert from "node:assert/strict";
import { settings as allSettings } from "../../lib/settings/settings.ts";
import { Program } from "./program.ts";

async function run(
  settings: Readonly<Record<string, string>>,
  options: ConstructorParameters<typeof Program>[1] = {},
): Promise<{ code: number | string; stdout: string; stderr: string }> {
  await using program = new Program(settings, options);
  await program.endInput();
  return { code: await program.end(), stdout: program.stdout, stderr: program.stderr };
}

Deno.test("bad settings: every problem on stderr, nothing on stdout, exit code 2", async () => {
  const { code, stdout, stderr } = await run({
    HELPDESK_BASE_URL: "ftp://helpdesk.example.com",
    HELPDESK_PASSWORD: "fixture-password",
    HELPDESK_TIMEOUT: "soon",
    MCP_DEBUG: "loud",
  });
  assert.equal(code, 2);
  assert.equal(stdout, "");
  const problems = stderr.trimEnd().split("\n").filter((line) => /^helpdesk-mcp: - /.test(line));
  const named = problems.map((line) => /^helpdesk-mcp: - (\w+)/.exec(line)?.[1]);
  assert.deepEqual(named, [
    "HELPDESK_BASE_URL",
    "HELPDESK_USERNAME",
    "HELPDESK_TIMEOUT",
    "MCP_DEBUG",
  ]);
  assert.equal(stderr.includes("fixture-password"), false);
});

Deno.test("--help names every setting and ends with exit code 0", async () => {
  const { code, stdout, stderr } = await run({}, { program: ["--help"] });
  assert.equal(code, 0);
  assert.equal(stderr, "");
  for (const { name } of allSettings) assert(stdout.includes(`  ${name} `), name);
});
