import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import type { Site } from "../../site/site.ts";
import { siteTest } from "../site/site_test_case.ts";
import { Program } from "./program.ts";

/** The forms in which a secret could show: plain, URL-encoded, base64 at each of the three offsets. */
function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const base64 = ["", "a", "aa"].map((before) => {
    const whole = btoa(before + secret);
    // The first and last characters depend on what stands before and after the secret.
    return whole.slice(before.length === 0 ? 0 : 4, Math.floor(whole.length / 4) * 4 - 4);
  });
  return [secret, encoded, encoded.replaceAll("%20", "+"), ...base64];
}

/** What nobody may read in the program's output: every cookie and CSRF token that it sent. */
async function secretsSent(site: Site): Promise<string[]> {
  const secrets = new Set<string>();
  for (const { headers } of (await site.requests()).requests) {
    const { cookie = "", "x-csrftoken": token } = headers;
    for (const pair of cookie.split("; ")) secrets.add(pair.slice(pair.indexOf("=") + 1));
    if (token !== undefined) secrets.add(token);
  }
  secrets.delete("");
  return [...secrets];
}

for (const sessions of ["database", "signed_cookies"] as const) {
  siteTest(
    `MCP_DEBUG logs each request and no secret (${sessions})`,
    { sessions },
    async (site) => {
      const { password } = site.accounts.agent;
      await using program = new Program({
        ...settingsOf(site, "agent"),
        MCP_DEBUG: "1",
      });
      await program.initialize();
      const calls: [string, unknown][] = [
        ["list_tickets", { status: "Open" }],
        ["get_agent_session_info", {}],
        ["add_followup", { ticket_id: 1, comment: "Looked at it", public: false }],
        ["finish_agent_session", { intent: "Look at ticket 1" }],
        ["get_ticket", { ticket_id: 100_000 }],
        // Waits for what the call before left running.
        ["get_queues", {}],
      ];
      for (const [name, input] of calls) await program.call(name, input);
      await program.endInput();
      assert.equal(await program.end(), 0);

      const logged = program.stderr.trimEnd().split("\n").map((line) => {
        const parts = /^helpdesk-mcp: debug: (\w+ \S+ \d{3}) \d+ ms$/.exec(line);
        assert(parts !== null, `Not a line of the request log: ${line}`);
        return parts[1];
      });
      const { requests } = await site.requests();
      const came = requests.map(({ method, path, status }) =>
        `${method} ${path.replace(/(datatables_ticket_list\/).*/, "$1")} ${status}`
      );
      assert.deepEqual(logged.toSorted(), came.toSorted());
      assert(came.includes("POST /login/ 302"), "The site recorded no login");

      const secrets = [password, ...await secretsSent(site)];
      assert(
        secrets.length >= 4,
        "Fewer secrets than a password, a session and CSRF tokens were seen",
      );
      for (const form of secrets.flatMap(formsOf)) {
        assert.equal(program.stderr.includes(form), false, `stderr has ${form}`);
        assert.equal(program.stdout.includes(form), false, `stdout has ${form}`);
      }
    },
  );
}

siteTest("without MCP_DEBUG nothing is logged", {}, async (site) => {
  await using program = new Program(settingsOf(site, "agent"));
  await program.initialize();
  assert.equal((await program.call("get_queues")).isError, false);
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.equal(program.stderr, "");
});
