import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { settings as allSettings } from "../../lib/settings/settings.ts";
import { Program } from "./program.ts";
import { addressOfNothing, settingsFor } from "./silent_helpdesk.ts";

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

Deno.test("without any setting the program says which account settings are missing", async () => {
  const { code, stderr } = await run({});
  assert.equal(code, 2);
  assert.match(stderr, /HELPDESK_USERNAME and HELPDESK_PASSWORD are missing/);
});

Deno.test("--version prints the version and ends with exit code 0", async () => {
  const { code, stdout, stderr } = await run({}, { program: ["--version"] });
  assert.deepEqual({ code, stdout, stderr }, {
    code: 0,
    stdout: `${project.version}\n`,
    stderr: "",
  });
});

Deno.test("--help names every setting and ends with exit code 0", async () => {
  const { code, stdout, stderr } = await run({}, { program: ["--help"] });
  assert.equal(code, 0);
  assert.equal(stderr, "");
  for (const { name } of allSettings) assert(stdout.includes(`  ${name} `), name);
});

Deno.test("an unknown option is named, with exit code 2", async () => {
  const { code, stdout, stderr } = await run({}, { program: ["--verbose"] });
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /Unknown option "--verbose"; --help/);
});

Deno.test("a password over plain http to another machine is warned of", async () => {
  const settings = settingsFor("http://helpdesk.example.com/helpdesk/");
  const { code, stdout, stderr } = await run(settings);
  assert.equal(code, 0);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /^helpdesk-mcp: The password is sent unencrypted to helpdesk\.example\.com:/,
  );
  assert.equal(stderr.includes("fixture-password"), false);
});

for (
  const url of ["http://127.0.0.1:8000/", "http://localhost/", "https://helpdesk.example.com/"]
) {
  Deno.test(`a password for ${url} is not warned of`, async () => {
    const { code, stderr } = await run(settingsFor(url));
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });
}

Deno.test("an API token is warned of as deprecated, without being shown", async () => {
  const { code, stderr } = await run({
    HELPDESK_BASE_URL: addressOfNothing(),
    HELPDESK_API_TOKEN: "fixture-token",
  });
  assert.equal(code, 0);
  assert.match(stderr, /^helpdesk-mcp: HELPDESK_API_TOKEN is deprecated/);
  assert.equal(stderr.includes("fixture-token"), false);
});
