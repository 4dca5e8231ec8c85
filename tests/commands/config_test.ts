import assert from "node:assert/strict";
import { ChildProcess } from "../child_process.ts";
import project from "../../deno.json" with { type: "json" };
import { clients } from "../../lib/settings/client_configuration.ts";
import { Program } from "../e2e/program.ts";

const decoder = new TextDecoder();

async function config(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number | string; stdout: string; stderr: string }> {
  await using program = new Program(environment, { program: ["config", ...words] });
  return { code: await program.end(), stdout: program.stdout, stderr: program.stderr };
}

Deno.test("config prints a configuration whose command starts the program", async () => {
  const { code, stdout } = await config(["claude-desktop", "--demo"]);
  assert.equal(code, 0);
  const { command, args } = JSON.parse(stdout).mcpServers.helpdesk;
  const child = new ChildProcess(command, { args });
  const clientInfo = { name: "raw-client", version: "0" };
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
  const request = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  await child.write(`${request}\n`);
  let text = "";
  for await (const bytes of child.stdout) {
    text += decoder.decode(bytes, { stream: true });
    // The end of the input, before the answer, would be a client that is gone.
    if (text.includes("\n")) await child.endInput();
  }
  assert.equal((await child.end()).code, 0);
  assert.equal(JSON.parse(text).result.serverInfo.name, project.name);
});

Deno.test("config prints no password, and what to do on stderr", async () => {
  for (const client of clients) {
    const { code, stdout, stderr } = await config([client], {
      HELPDESK_BASE_URL: "https://desk.example.com/",
      HELPDESK_PASSWORD: "fixture-canary-password",
      HELPDESK_API_TOKEN: "fixture-canary-token",
    });
    assert.equal(code, 0);
    assert(stdout.includes("https://desk.example.com/"), stdout);
    assert.equal((stdout + stderr).includes("fixture-canary"), false);
    assert.match(stderr, /^helpdesk-mcp: (?:Put this|Run this command) /);
  }
});

for (const words of [[], ["emacs"], ["cursor", "vscode"]]) {
  Deno.test(`config refuses ${JSON.stringify(words)} and names the clients`, async () => {
    const { code, stdout, stderr } = await config(words);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
    assert(stderr.includes(clients.join(", ")), stderr);
  });
}
