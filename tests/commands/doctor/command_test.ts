import assert from "node:assert/strict";
import { settingsOf } from "../../account_settings.ts";
import { addressOfNothing, settingsFor } from "../../e2e/silent_helpdesk.ts";
import { Program } from "../../e2e/program.ts";
import { withPermission } from "../../e2e/start_command.ts";
import { siteTest } from "../../site/site_test_case.ts";
import { AGENT } from "./setup.ts";

type Run = { readonly code: number | string; readonly stdout: string; readonly stderr: string };

async function doctor(
  settings: Readonly<Record<string, string>>,
  words: readonly string[] = [],
  deno?: readonly string[],
): Promise<Run> {
  await using program = new Program(settings, { deno, program: ["doctor", ...words] });
  return { code: await program.end(), stdout: program.stdout, stderr: program.stderr };
}

/** The outcome of every check, as `doctor --json` tells it. */
function outcomes({ stdout }: Run): Record<string, string> {
  const checks: Record<string, string>[] = JSON.parse(stdout).checks;
  return Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome ?? ""]));
}

/** A site is at an address of numbers. */
const WELL = { ...AGENT, name_resolution: "skipped" };

Deno.test("doctor tells of a name that does not exist, with exit code 1", async () => {
  const { code, stdout, stderr } = await doctor(settingsFor("http://nothing.invalid/"));
  assert.equal(code, 1);
  assert.match(stdout, /^✗ Name resolution +The name nothing\.invalid was not found/m);
  assert.match(stdout, /^– Connection +Not checked/m);
  // Of the settings, too: the address is http, and not this computer's.
  assert.match(stdout, /^! Settings .*sent unencrypted/m);
  assert.equal(stderr, "");
});

const CERTIFICATES: readonly [name: string, value: string, words: RegExp][] = [
  ["DENO_CERT", "/nowhere/ca.pem", /DENO_CERT names no file of cert.*Correct that variable/],
  ["DENO_CERT", Deno.cwd(), /DENO_CERT names no file of certificates that can be read/],
  ["DENO_TLS_CA_STORE", "mine", /DENO_TLS_CA_STORE is none of "system" and "mozilla"/],
];

for (const [name, value, words] of CERTIFICATES) {
  Deno.test(`doctor tells that ${name} cannot be used: ${value.slice(0, 20)}`, async () => {
    const settings = { ...settingsFor("https://desk.invalid/"), [name]: value };
    const { code, stdout } = await doctor(settings);
    assert.equal(code, 1);
    assert.match(stdout, new RegExp(`^✗ Connection +.*${words.source}`, "m"));
    assert.doesNotMatch(stdout, /desk\.invalid was found/);
  });
}

Deno.test("doctor needs no other permission than for the helpdesk's host", async () => {
  const address = addressOfNothing();
  const deno = withPermission("--allow-net", "--allow-net=nothing.invalid");
  const found = await doctor(settingsFor("http://nothing.invalid/"), [], deno);
  assert.match(found.stdout, /^✗ Name resolution +The name nothing\.invalid was not found/m);
  const refused = await doctor(settingsFor(address), [], deno);
  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /^✗ Connection +This program may not reach 127\.0\.0\.1:\d+/m);
});

Deno.test("doctor tells of settings that are missing, with exit code 1", async () => {
  const { code, stdout, stderr } = await doctor({});
  assert.equal(code, 1);
  assert.match(stdout, /^✗ Settings +HELPDESK_USERNAME and HELPDESK_PASSWORD are missing/m);
  assert.equal(stderr, "");
});

Deno.test("doctor tells of a setting that may not be read", async () => {
  const deno = withPermission("--allow-env", "--allow-env=HELPDESK_BASE_URL");
  const { code, stdout } = await doctor(settingsFor(addressOfNothing()), [], deno);
  assert.equal(code, 1);
  assert.match(stdout, /^✗ Settings +HELPDESK_USERNAME may not be read: .*--allow-env=/m);
});

Deno.test("doctor --demo finds all well on the helpdesk inside the program, without network", async () => {
  const deno = withPermission("--allow-net", "--deny-net");
  const { code, stdout, stderr } = await doctor({}, ["--demo"], deno);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.match(stdout, /^✓ Agent rights /m);
  assert.match(stdout, /\nThe program works with this setup\n$/);
  const json = await doctor({}, ["--json", "--demo"], deno);
  assert.deepEqual(outcomes(json), { ...WELL, connection: "skipped", clock: "skipped" });
});

Deno.test("doctor names an option that it does not know, with exit code 2", async () => {
  const { code, stdout, stderr } = await doctor({}, ["--verbose"]);
  assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
  assert.match(stderr, /Unknown option "--verbose"/);
});

siteTest("doctor finds all well for an agent of a real helpdesk", async (site) => {
  const deno = withPermission("--allow-net", `--allow-net=${new URL(site.baseUrl).host}`);
  const settings = settingsOf(site, "agent");
  const run = await doctor({ ...settings, MCP_DEBUG: "1" }, ["--json"], deno);
  assert.deepEqual({ code: run.code, ...outcomes(run) }, { code: 0, ...WELL });
  const branches = await site.branches();
  assert.deepEqual(branches.map(({ state, writes }) => [state, writes.length]), [["open", 0]]);
  assert(run.stdout.includes(`opened branch ${branches[0]?.name},`), run.stdout);
  assert.match(run.stderr, /Logging in now\. Where the account is an agent.*--no-login leaves it/);
  // The password went over the wire, and to neither stdout nor stderr.
  assert.match(run.stderr, /debug: POST \/login\/ 302/);
  assert.equal((run.stdout + run.stderr).includes(settings.HELPDESK_PASSWORD ?? ""), false);
});

siteTest("doctor finds all well for staff of a real helpdesk below a path", {
  mount: "/helpdesk/",
}, async (site) => {
  const run = await doctor(settingsOf(site, "staff"), ["--json"]);
  const found = { agent_rights: "limited", list_endpoint: "passed" };
  assert.deepEqual({ code: run.code, ...outcomes(run) }, { code: 0, ...WELL, ...found });
  const { origin } = new URL(site.baseUrl);
  const missing = await doctor({ ...settingsOf(site, "staff"), HELPDESK_BASE_URL: origin });
  assert.equal(missing.code, 1);
  assert.match(missing.stdout, /^✗ API .*HELPDESK_BASE_URL must name/m);
});

siteTest("doctor shows what a plain helpdesk without browsable page lacks", {
  agents: false,
  browsablePage: false,
}, async (site) => {
  const run = await doctor(settingsOf(site, "staff"), ["--json"]);
  const found = {
    ...{ agent_endpoints: "limited", agent_rights: "skipped", browsable_page: "limited" },
    list_endpoint: "passed",
  };
  assert.deepEqual({ code: run.code, ...outcomes(run) }, { code: 0, ...WELL, ...found });
});

siteTest("doctor fails for a customer and for a wrong password", async (site) => {
  const customer = await doctor(settingsOf(site, "customer"));
  assert.equal(customer.code, 1);
  assert.match(customer.stdout, /^✗ Staff rights .*staff rights$/m);
  const wrong = { ...settingsOf(site, "staff"), HELPDESK_PASSWORD: "not-this-one" };
  const refused = await doctor(wrong);
  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /^✗ Login {2}/m);
  assert.equal(refused.stdout.includes("not-this-one"), false);
});
