import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { environmentOf, PROJECT_FOLDER, startArguments } from "../e2e/start_command.ts";

/** An entry of a client's configuration, as `docs/settings.md` tells to make one for each helpdesk. */
async function connect(profile: string, mode: "legacy" | "auto"): Promise<Client> {
  const client = new Client({ name: "test", version: "0" }, { versionNegotiation: { mode } });
  const args = [...startArguments, "--demo=staff"];
  const env = environmentOf({ HELPDESK_PROFILE: profile });
  await client.connect(
    new StdioClientTransport({ command: Deno.execPath(), args, env, cwd: PROJECT_FOLDER }),
  );
  return client;
}

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(`a client (${mode}) with two helpdesks knows which is which, and neither sees the other`, async () => {
    const desks = await Promise.all(["IT", "Facilities"].map((name) => connect(name, mode)));
    try {
      const told = desks.map((desk) => [
        desk.getServerVersion()?.title,
        desk.getInstructions()?.split("\n")[0],
      ]);
      assert.deepEqual(told, [
        ["Helpdesk: IT", 'The name of this helpdesk is "IT".'],
        ["Helpdesk: Facilities", 'The name of this helpdesk is "Facilities".'],
      ]);
      const [own, other] = desks;
      const title = "A monitor for room 4";
      await own?.callTool({
        name: "create_ticket",
        arguments: {
          queue: 1,
          title,
          description: title,
          priority: 3,
          submitter_email: "a@example.com",
        },
      });
      const found = await Promise.all(
        [own, other].map((desk) =>
          desk?.callTool({ name: "list_tickets", arguments: { search: title } })
        ),
      );
      const totals = found.map((answer) =>
        (answer?.structuredContent as { total?: number })?.total
      );
      assert.deepEqual(totals, [1, 0]);
    } finally {
      await Promise.all(desks.map((desk) => desk.close()));
    }
  });
}
