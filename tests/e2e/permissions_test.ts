import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { platformVariables } from "../../lib/settings/platform_variables.ts";
import { settings as allSettings } from "../../lib/settings/settings.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import { siteTest } from "../site/site_test_case.ts";
import { Program } from "./program.ts";
import { settingsFor } from "./silent_helpdesk.ts";

interface UsedPermission {
  readonly permission: string;
  readonly value: string;
}

/** Runs work with the path of an audit file, and returns the permissions that a program used meanwhile. */
async function audited(work: (file: string) => Promise<void>): Promise<UsedPermission[]> {
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  const file = await Deno.makeTempFile({ dir: WORKING_FOLDER, prefix: "permissions-" });
  try {
    await work(file);
    const lines = (await Deno.readTextFile(file)).split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line));
  } finally {
    await Deno.remove(file);
  }
}

siteTest("a whole session uses its settings and the helpdesk's address only", async (site) => {
  const used = await audited(async (file) => {
    await using program = new Program({
      ...settingsOf(site, "agent"),
      DENO_AUDIT_PERMISSIONS: file,
    });
    await program.initialize();
    await program.request("tools/list");
    const calls: [string, unknown][] = [
      ["get_queues", {}],
      ["list_tickets", { status: "Open" }],
      ["get_ticket", { ticket_id: 1 }],
      ["add_followup", { ticket_id: 1, comment: "Looked at it", public: false }],
      ["finish_agent_session", { intent: "Look at ticket 1" }],
    ];
    for (const [name, input] of calls) {
      const { text, isError } = await program.call(name, input);
      assert.equal(isError, false, text);
    }
    await program.endInput();
    assert.equal(await program.end(), 0);
  });
  const kinds = new Set(used.map(({ permission }) => permission));
  assert.deepEqual([...kinds].sort(), ["env", "net"]);
  const known = new Set([...allSettings.map(({ name }) => name), ...platformVariables]);
  for (const { permission, value } of used) {
    if (permission === "env") assert(known.has(value), value);
    else assert(value.startsWith(`${site.origin}/`), value);
  }
});

Deno.test("a start without a call uses no network at all", async () => {
  const used = await audited(async (file) => {
    const settings = settingsFor("http://helpdesk.example.com/");
    await using program = new Program({ ...settings, DENO_AUDIT_PERMISSIONS: file });
    await program.initialize();
    await program.request("tools/list");
    await program.endInput();
    assert.equal(await program.end(), 0);
  });
  assert.deepEqual([...new Set(used.map(({ permission }) => permission))], ["env"]);
});
