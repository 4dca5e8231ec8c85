import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import { FaultyHelpdesk } from "../faults/faulty_helpdesk.ts";
import { buildServer, executableTest } from "./built_executables.ts";
import { ExecutableClient } from "./executable_client.ts";

const ADDRESS = "http://helpdesk.example.test/";
const VARIABLES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/** The same proxy under every name. */
function proxies({ host }: FaultyHelpdesk): Record<string, string> {
  return Object.fromEntries(VARIABLES.map((name) => [name, `http://clerk:proxy-secret@${host}`]));
}

executableTest("an executable for one host takes HELPDESK_PROXY and no other proxy", async () => {
  await using server = await buildServer("helpdesk.example.test");
  await using trap = await FaultyHelpdesk.start();
  const settings = { ...trap.settings(), HELPDESK_BASE_URL: ADDRESS, HELPDESK_TIMEOUT: "5" };
  {
    await using client = await ExecutableClient.start(server, { ...settings, ...proxies(trap) });
    assert.match(await client.fail("get_queues"), /^Could not reach the helpdesk/);
    const { code, stderr } = await client.end();
    assert.equal(code, 0);
    assert.match(stderr, /ALL_PROXY, all_proxy, HTTP_PROXY, http_proxy are ignored/);
    assert.doesNotMatch(stderr, /proxy-secret/);
    assert.deepEqual(trap.requests, []);
  }
  await using proxy = await FaultyHelpdesk.start();
  await using client = await ExecutableClient.start(server, {
    ...settings,
    ...proxies(trap),
    NO_PROXY: "*",
    HELPDESK_PROXY: `http://clerk:proxy-secret@${proxy.host}`,
  });
  assert.equal((await client.call("get_queues")).queues.length, 4);
  assert.deepEqual(trap.requests, []);
  assert.equal(proxy.asked(`POST ${ADDRESS}login/`).length, 1);
});

executableTest(
  "an executable for any host names its proxy, and asks this machine without",
  async () => {
    await using server = await buildServer();
    await using proxy = await FaultyHelpdesk.start();
    const settings = { ...proxy.settings(), ...proxies(proxy) };
    {
      await using client = await ExecutableClient.start(server, {
        ...settings,
        HELPDESK_BASE_URL: ADDRESS,
      });
      assert.equal((await client.call("get_queues")).queues.length, 4);
      const { stderr } = await client.end();
      assert.match(
        stderr,
        new RegExp(`through the proxy ${proxy.host} of ALL_PROXY: it reads them`),
      );
      assert.doesNotMatch(stderr, /proxy-secret/);
      assert.equal(proxy.asked(`POST ${ADDRESS}login/`).length, 1);
    }
    proxy.behave();
    await using client = await ExecutableClient.start(server, settings);
    assert.equal((await client.call("get_queues")).queues.length, 4);
    assert.equal(proxy.asked("POST /login/").length, 1);
    assert.equal((await client.end()).stderr, "");
  },
);

executableTest(
  "an executable for one host does not start where its TLS keys would be written",
  async () => {
    await using server = await buildServer("helpdesk.example.test");
    const keys = `${server.folder}/keys`;
    const { code, stdout, stderr } = await runProcess(server.path, {
      cwd: server.folder,
      clearEnv: true,
      env: {
        HELPDESK_USERNAME: "agent",
        HELPDESK_PASSWORD: "fixture-password",
        SSLKEYLOGFILE: keys,
      },
    });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /SSLKEYLOGFILE is set, and Deno writes the keys/);
  },
);
