import assert from "node:assert/strict";
import { makeCertificate } from "../commands/doctor/certificate.ts";
import { Program } from "../e2e/program.ts";
import { settingsFor } from "../e2e/silent_helpdesk.ts";
import { withPermission } from "../e2e/start_command.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";

/** No such host: only a proxy can reach it. */
const ADDRESS = "http://helpdesk.example.test/";
const CONFINED = { deno: withPermission("--allow-net", "--allow-net=helpdesk.example.test") };

/** What came of one call of a program, and what it said. */
async function callOnce(
  settings: Readonly<Record<string, string>>,
  options: ConstructorParameters<typeof Program>[1] = {},
) {
  await using program = new Program({ HELPDESK_TIMEOUT: "5", ...settings }, options);
  await program.initialize();
  const { text, isError } = await program.call("get_queues");
  await program.endInput();
  assert.equal(await program.end(), 0);
  return { text, isError, stderr: program.stderr };
}

/** The address of a proxy with credentials; the helpdesk that plays it takes requests for any host. */
function proxyOf({ host }: FaultyHelpdesk): string {
  return `http://clerk:proxy-secret@${host}`;
}

Deno.test("a program for any host goes through the environment's proxy, and names it", async () => {
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) {
    await using proxy = await FaultyHelpdesk.start();
    const account = { ...proxy.settings(), HELPDESK_BASE_URL: ADDRESS, HELPDESK_PROXY: "" };
    const { text, isError, stderr } = await callOnce({ ...account, [name]: proxyOf(proxy) });
    assert.equal(isError, false, text);
    assert(proxy.asked("POST http://helpdesk.example.test/login/").length === 1, name);
    assert.match(stderr, new RegExp(`through the proxy ${proxy.host} of ${name}: it reads them`));
    assert.doesNotMatch(stderr, /proxy-secret/);
  }
});

Deno.test("the proxy that is named is the one that is asked, when several are set", async () => {
  await using asked = await FaultyHelpdesk.start();
  await using other = await FaultyHelpdesk.start();
  const [first, second] = [proxyOf(asked), proxyOf(other)];
  const others = { HTTP_PROXY: second, http_proxy: second, HTTPS_PROXY: second };
  const account = { ...asked.settings(), HELPDESK_BASE_URL: ADDRESS };
  const { isError, stderr } = await callOnce({ ...account, ...others, ALL_PROXY: first });
  assert.equal(isError, false);
  assert.deepEqual(other.requests, []);
  assert.match(stderr, new RegExp(`through the proxy ${asked.host} of ALL_PROXY`));
});

Deno.test("a helpdesk on this machine is never asked through a proxy", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  await using trap = await FaultyHelpdesk.start();
  const port = helpdesk.host.split(":")[1];
  for (const host of ["127.0.0.1", "localhost"]) {
    const proxy = proxyOf(trap);
    const { text, isError, stderr } = await callOnce({
      ...{ ...helpdesk.settings(), HELPDESK_BASE_URL: `http://${host}:${port}/` },
      ...{ HTTP_PROXY: proxy, ALL_PROXY: proxy, all_proxy: proxy },
    });
    assert.equal(isError, false, text);
    assert.equal(stderr, "");
  }
  const named = { ...helpdesk.settings(), HELPDESK_PROXY: proxyOf(trap) };
  const { isError, stderr } = await callOnce(named);
  assert.equal(isError, false);
  assert.match(stderr, /HELPDESK_PROXY is not used: the helpdesk at .* is on this machine/);
  assert.deepEqual(trap.requests, []);
});

Deno.test("a program for one host takes no proxy of the environment", async () => {
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]) {
    await using trap = await FaultyHelpdesk.start();
    const settings = { ...trap.settings(), HELPDESK_BASE_URL: ADDRESS, [name]: proxyOf(trap) };
    const { text, isError, stderr } = await callOnce(settings, CONFINED);
    assert.equal(isError, true);
    assert.match(text, /Could not reach the helpdesk/);
    assert.deepEqual(trap.requests, [], name);
    assert.match(stderr, new RegExp(`${name} is ignored: this program may reach one host only`));
    assert.doesNotMatch(stderr, /proxy-secret/);
  }
});

Deno.test("HELPDESK_PROXY alone is the proxy, in a program for one host too", async () => {
  for (const options of [{}, CONFINED]) {
    await using proxy = await FaultyHelpdesk.start();
    await using trap = await FaultyHelpdesk.start();
    const settings = {
      ...{ ...proxy.settings(), HELPDESK_BASE_URL: ADDRESS, HELPDESK_PROXY: proxyOf(proxy) },
      ...{ HTTP_PROXY: proxyOf(trap), ALL_PROXY: proxyOf(trap), NO_PROXY: "*" },
    };
    const { text, isError, stderr } = await callOnce(settings, options);
    assert.equal(isError, false, text);
    assert.equal(proxy.asked("POST http://helpdesk.example.test/login/").length, 1);
    assert.deepEqual(trap.requests, []);
    assert.doesNotMatch(stderr, /proxy-secret/);
  }
});

Deno.test("a proxy that is not there is an error without its credentials", async () => {
  const gone = { HELPDESK_PROXY: "http://clerk:proxy-secret@127.0.0.1:9", MCP_DEBUG: "1" };
  const { text, isError, stderr } = await callOnce({ ...settingsFor(ADDRESS), ...gone }, CONFINED);
  assert.equal(isError, true);
  assert.doesNotMatch(text + stderr, /proxy-secret|clerk/);
});

for (const proxy of ["proxy.example.test", "socks5://proxy:1080", "ftp://proxy", "http://a/path"]) {
  Deno.test(`HELPDESK_PROXY "${proxy}" is refused at the start, without being quoted`, async () => {
    const settings = { ...settingsFor(ADDRESS), HELPDESK_PROXY: proxy };
    await using program = new Program(settings);
    assert.equal(await program.end(), 2);
    assert.match(program.stderr, /HELPDESK_PROXY must be the http or https address of a proxy/);
    assert(!program.stderr.includes(proxy));
  });
}

Deno.test("a program for one host refuses to write TLS keys; any other one says that it does", async () => {
  const { certificate, key } = await makeCertificate();
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "keys-" });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, cert: certificate, key, onListen() {} },
    () => new Response(null, { status: 404 }),
  );
  try {
    await Deno.writeTextFile(`${folder}/authority.pem`, certificate);
    const keys = `${folder}/keys`;
    const settings = {
      ...settingsFor(`https://127.0.0.1:${server.addr.port}/`),
      ...{ DENO_CERT: `${folder}/authority.pem`, SSLKEYLOGFILE: keys },
    };
    const confined = { deno: withPermission("--allow-net", "--allow-net=127.0.0.1") };
    await using strict = new Program(settings, confined);
    assert.equal(await strict.end(), 2);
    const says = /- SSLKEYLOGFILE is set, and Deno writes the keys .* Start the program/;
    assert.match(strict.stderr, says);
    // Deno makes the file before the program starts.
    assert.equal((await Deno.stat(keys)).size, 0);

    const general = await callOnce(settings);
    assert.match(general.stderr, /SSLKEYLOGFILE is set: Deno writes the keys/);
    assert.match(await Deno.readTextFile(keys), /^CLIENT_HANDSHAKE_TRAFFIC_SECRET /m);
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
