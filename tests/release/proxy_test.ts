import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import { settingsFor } from "../e2e/silent_helpdesk.ts";
import { FaultyHelpdesk } from "../faults/faulty_helpdesk.ts";
import {
  buildServer,
  type BuiltExecutable,
  executableTest,
  startBuilt,
} from "./built_executables.ts";

const ADDRESS = "http://helpdesk.example.test/";
const VARIABLES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/** The same proxy under every name. */
function proxies({ host }: FaultyHelpdesk): Record<string, string> {
  return Object.fromEntries(VARIABLES.map((name) => [name, `http://clerk:proxy-secret@${host}`]));
}

/** Calls a tool of a compiled server, and ends it; what it answered and wrote to stderr. */
async function callOnce(
  server: BuiltExecutable,
  settings: Readonly<Record<string, string>>,
): Promise<{ text: string; isError: boolean; stderr: string }> {
  await using program = await startBuilt(server, { HELPDESK_TIMEOUT: "5", ...settings });
  const answer = await program.call("get_queues");
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.doesNotMatch(program.stderr, /proxy-secret/);
  return { ...answer, stderr: program.stderr };
}

executableTest("an executable for one host takes HELPDESK_PROXY and no other proxy", async () => {
  await using server = await buildServer("helpdesk.example.test");
  await using trap = await FaultyHelpdesk.start();
  const settings = { ...trap.settings(), ...proxies(trap), HELPDESK_BASE_URL: ADDRESS };
  const { text, stderr } = await callOnce(server, settings);
  assert.match(text, /^Could not reach the helpdesk/);
  assert.match(stderr, /ALL_PROXY, all_proxy, HTTP_PROXY, http_proxy are ignored/);
  await using proxy = await FaultyHelpdesk.start();
  const named = { HELPDESK_PROXY: `http://clerk:proxy-secret@${proxy.host}`, NO_PROXY: "*" };
  assert.equal((await callOnce(server, { ...settings, ...named })).isError, false);
  assert.deepEqual(trap.requests, []);
  assert.equal(proxy.asked(`POST ${ADDRESS}login/`).length, 1);
});

executableTest(
  "an executable for any host names its proxy, and asks this machine without",
  async () => {
    await using server = await buildServer();
    await using proxy = await FaultyHelpdesk.start();
    const settings = { ...proxy.settings(), ...proxies(proxy) };
    const { isError, stderr } = await callOnce(server, { ...settings, HELPDESK_BASE_URL: ADDRESS });
    assert.equal(isError, false);
    assert.match(stderr, new RegExp(`through the proxy ${proxy.host} of ALL_PROXY: it reads them`));
    assert.equal(proxy.asked(`POST ${ADDRESS}login/`).length, 1);
    proxy.behave();
    const direct = await callOnce(server, settings);
    assert.deepEqual([direct.isError, direct.stderr], [false, ""]);
    assert.equal(proxy.asked("POST /login/").length, 1);
  },
);

executableTest(
  "an executable for one host does not start where its TLS keys would be written",
  async () => {
    await using server = await buildServer("helpdesk.example.test");
    const keys = `${server.folder}/keys`;
    const env = { ...settingsFor(ADDRESS), SSLKEYLOGFILE: keys };
    const options = { cwd: server.folder, clearEnv: true, env };
    const { code, stdout, stderr } = await runProcess(server.path, options);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /SSLKEYLOGFILE is set, and Deno writes the keys/);
  },
);
