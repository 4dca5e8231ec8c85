import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProcess } from "../child_process.ts";
import { platformVariables } from "../../lib/settings/platform_variables.ts";
import { settings } from "../../lib/settings/settings.ts";
import { Program } from "../e2e/program.ts";
import {
  denoOptions,
  permittedVariables,
  PROJECT_FOLDER,
  startArguments,
  withPermission,
} from "../e2e/start_command.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { Elsewhere } from "./run_server_fault.ts";

const PROBE = fileURLToPath(new URL("../release/probe.ts", import.meta.url));

/** What became of attempts of the probe, started with the flags of a start command. */
async function probe(
  startCommand: readonly string[],
  attempts: readonly string[],
): Promise<string[]> {
  const flags = startCommand.filter((argument) => argument !== "main.ts");
  assert.equal(flags.length, startCommand.length - 1, "The start command has no main.ts");
  const env = { HELPDESK_BASE_URL: "http://127.0.0.1/", AWS_SECRET_ACCESS_KEY: "fixture" };
  const options = denoOptions([...flags, PROBE, ...attempts], env);
  const { stdout, stderr } = await runProcess(Deno.execPath(), options);
  assert.notEqual(stdout, "", stderr);
  return stdout.trimEnd().split("\n").map((line) => line.slice(line.lastIndexOf(" ") + 1));
}

/** What the program must not be able to do. */
const FORBIDDEN = [
  ...["read=/etc/hosts", "read=deno.json", "list=.", "write=probe.txt", "temporary", "remove=a"],
  ...[`run=${Deno.execPath()}`, "run=sh", "ffi=libc.so.6", "sys", "read-through-worker=deno.json"],
  ...["environment", "env=HOME", "env=AWS_SECRET_ACCESS_KEY", "set=HOME"],
];

Deno.test("with the flags of install.md nothing but settings and network is in reach", async () => {
  const page = await Deno.readTextFile(`${PROJECT_FOLDER}docs/install.md`);
  const flags = startArguments.filter((argument) => argument.startsWith("--"));
  for (const flag of flags) assert(page.includes(flag), `docs/install.md has no ${flag}`);
  const outcomes = await probe(startArguments, ["env=HELPDESK_BASE_URL", ...FORBIDDEN]);
  assert.deepEqual(outcomes, ["done", ...FORBIDDEN.map(() => "NotCapable")]);
  // What Deno cannot ask for is refused in its own way.
  const file = new URL("hostile_text.ts", import.meta.url).href;
  assert.deepEqual(await probe(startArguments, [`import=${file}`]), ["TypeError"]);
});

Deno.test("the variables that may be read are the settings and those watched, and no others", () => {
  const names = settings.map(({ name }) => name);
  assert.deepEqual(permittedVariables(), [...names, ...platformVariables]);
});

Deno.test("with --allow-net=HOST another host, port or name is out of reach", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  using elsewhere = new Elsewhere();
  const port = helpdesk.host.split(":")[1];
  const addresses = [
    ...[`${helpdesk.origin}/login/`, `${elsewhere.origin}/`, `http://localhost:${port}/`],
    "http://helpdesk.example.com/",
  ];
  const start = withPermission("--allow-net", `--allow-net=${helpdesk.host}`);
  const outcomes = await probe(start, addresses.map((address) => `fetch=${address}`));
  assert.deepEqual(outcomes, ["done", "NotCapable", "NotCapable", "NotCapable"]);
  assert.equal(elsewhere.connections, 0);
});

Deno.test("with --allow-net=HOST the program works, and says what to change for another host", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const allowed = { deno: withPermission("--allow-net", `--allow-net=${helpdesk.host}`) };
  await using program = new Program(helpdesk.settings(), allowed);
  await program.initialize();
  assert.match((await program.call("get_queues")).text, /^4 queues/);

  const denied = { deno: withPermission("--allow-net", "--allow-net=helpdesk.example.com") };
  await using other = new Program(helpdesk.settings(), denied);
  await other.initialize();
  helpdesk.behave();
  for (const name of ["get_queues", "list_tickets"]) {
    const { text, isError } = await other.call(name);
    assert.equal(isError, true);
    assert(
      text.startsWith(`This program may not reach ${helpdesk.host}: start it with --allow-net`),
    );
    assert(text.includes(`--allow-net=${helpdesk.host}`), text);
  }
  assert.deepEqual(helpdesk.requests, []);
});

Deno.test("a variable that may not be read is named at the start, with the flag", async () => {
  await using program = new Program({ HELPDESK_BASE_URL: "http://127.0.0.1/" }, {
    deno: withPermission("--allow-env", "--allow-env=HELPDESK_BASE_URL"),
  });
  assert.equal(await program.end(), 2);
  const says = /HELPDESK_USERNAME may not be read: .*--allow-env=HELPDESK_BASE_URL,/;
  assert.match(program.stderr, says);
  assert.equal(program.stdout, "");
});
