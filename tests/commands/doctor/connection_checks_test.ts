import assert from "node:assert/strict";
import type { EmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import { addressOfNothing } from "../../e2e/silent_helpdesk.ts";
import { startServer } from "../../http/loopback_server.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { AGENT, assertFailed, assertLimited, findingOf, outcomesOf, visit } from "./setup.ts";

const BY_ADDRESS = { ...AGENT, name_resolution: "skipped" } as const;
const BY_HTTPS = { ...BY_ADDRESS, tls: "passed" } as const;
const HOUR = 3_600_000;

/**
 * Diagnoses a setup whose helpdesk listens on a port, over https with a certificate; `caCerts` are
 * trusted beside the usual ones.
 */
async function visitPort(
  options: { scheme: "http" | "https"; certificate?: Certificate },
  caCerts: string[] = [],
) {
  let served: EmbeddedHelpdesk | undefined;
  const { certificate: cert, key } = options.certificate ?? {};
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...cert && key && { cert, key } },
    (request) => served?.fetch(request) ?? assert.fail(),
  );
  using client = Deno.createHttpClient({ caCerts });
  try {
    const { diagnosis } = await visit({
      settings: { HELPDESK_BASE_URL: `${options.scheme}://127.0.0.1:${server.addr.port}/` },
      prepare: (embedded) => Promise.resolve(served = embedded),
      fetch: () => (request) => fetch(request, { client }),
    });
    return diagnosis;
  } finally {
    await server.shutdown();
  }
}

Deno.test("checkConnection() fails the name that fetch does not find", async () => {
  const { diagnosis } = await visit({
    settings: { HELPDESK_BASE_URL: "https://nothing.invalid/" },
    // As Deno throws it; tests/commands/doctor/command_test.ts has the real one.
    fetch: () => () => {
      const reason = "client error (Connect): dns error: failed to lookup address information";
      return Promise.reject(new TypeError("fetch failed", { cause: new Error(reason) }));
    },
  });
  assertFailed(diagnosis, AGENT, "name_resolution", /^The name nothing\.invalid was not found/);
});

const UNREACHED: readonly (readonly [what: string, address: string, says: RegExp])[] = [
  ["that is refused", addressOfNothing(), /the connection was refused/],
  ["to a blocked port", "https://helpdesk.example.com:6000/", /its port is kept for another prot/],
];

for (const [what, HELPDESK_BASE_URL, says] of UNREACHED) {
  Deno.test(`checkConnection() fails a connection ${what}, and does not say that a name was found`, async () => {
    const { diagnosis } = await visit({ settings: { HELPDESK_BASE_URL }, fetch: () => fetch });
    assertFailed(diagnosis, BY_ADDRESS, "connection", says);
  });
}

Deno.test("checkConnection() fails a connection that may not be made", async () => {
  const { diagnosis } = await visit({
    settings: { HELPDESK_BASE_URL: "https://helpdesk.example.com/" },
    fetch: () => () => Promise.reject(new Deno.errors.NotCapable("Requires net access")),
  });
  assertFailed(diagnosis, AGENT, "connection", /--allow-net=helpdesk\.example\.com/);
});

Deno.test("checkConnection() fails a connection that breaks", async () => {
  const { diagnosis } = await visit({
    prepare: (embedded) => embedded.failNext({ kind: "lost_request", times: 100 }),
  });
  assertFailed(diagnosis, AGENT, "connection", /broke before the answer was complete/);
});

Deno.test("checkConnection() fails a connection on which no answer comes in time", async () => {
  const { diagnosis } = await visit({
    settings: { HELPDESK_TIMEOUT: "1" },
    prepare: (embedded) => embedded.failNext({ kind: "delay", milliseconds: 3_000, times: 100 }),
  });
  assertFailed(diagnosis, AGENT, "connection", /did not answer within 1 s.*HELPDESK_TIMEOUT/);
});

Deno.test("checkConnection() passes a helpdesk on an http port", async () => {
  const diagnosis = await visitPort({ scheme: "http" });
  assert.deepEqual(outcomesOf(diagnosis), BY_ADDRESS);
});

Deno.test("checkConnection() passes a certificate of an authority that is trusted", async () => {
  const certificate = await makeCertificate();
  const diagnosis = await visitPort({ scheme: "https", certificate }, [certificate.certificate]);
  assert.deepEqual(outcomesOf(diagnosis), BY_HTTPS);
});

Deno.test("checkConnection() fails a certificate that signed itself", async () => {
  const diagnosis = await visitPort({ scheme: "https", certificate: await makeCertificate() });
  assertFailed(diagnosis, BY_HTTPS, "tls", /^The certificate of .* was not accepted.*DENO_CERT/);
});

Deno.test("checkConnection() fails TLS where the port speaks http", async () => {
  const diagnosis = await visitPort({ scheme: "https" });
  assertFailed(diagnosis, BY_HTTPS, "tls", /does not speak https/);
});

Deno.test("checkConnection() fails the API where the path of the mount is missing", async () => {
  const { diagnosis } = await visit({
    options: { mount: "/helpdesk/" },
    settings: { HELPDESK_BASE_URL: "http://localhost/" },
  });
  assertFailed(diagnosis, AGENT, "api", /^The helpdesk at http:\/\/localhost has no \/api\/\./);
});

const NO_APIS = [
  ["a web page", 200, { "content-type": "text/html" }, /is a web page/],
  ["another host", 301, { location: "https://b.example/" }, /b\.example/],
  ["a failure", 500, {}, /status 500/],
  ["maintenance", 503, {}, /is not available/],
] as const;

for (const [what, status, headers, message] of NO_APIS) {
  Deno.test(`checkConnection() fails the API in whose place is ${what}`, async () => {
    const fault = { kind: "status", status, headers, pathContains: "/api/", times: 100 } as const;
    const { diagnosis } = await visit({ prepare: (embedded) => embedded.failNext(fault) });
    assertFailed(diagnosis, AGENT, "api", message);
  });
}

Deno.test("checkConnection() fails the API whose answer is no text", async () => {
  await using server = startServer(() => new Response(Uint8Array.of(0xff, 0xfe, 0xfd)));
  const { diagnosis } = await visit({
    settings: { HELPDESK_BASE_URL: `${server.origin}/` },
    fetch: () => fetch,
  });
  const usual = { ...BY_ADDRESS, clock: "skipped" } as const;
  assertFailed(diagnosis, usual, "api", /is not UTF-8 text/);
});

for (const [status, outcome] of [[403, "passed"], [302, "skipped"]] as const) {
  Deno.test(`checkConnection() goes on where api/ answers ${status} without a login`, async () => {
    const headers = status === 302 ? { location: "/login/?next=/api/" } : undefined;
    const fault = { kind: "status", status, headers, pathContains: "/api/" } as const;
    const { diagnosis } = await visit({ prepare: (embedded) => embedded.failNext(fault) });
    assert.deepEqual(outcomesOf(diagnosis), { ...AGENT, api: outcome });
  });
}

const SHIFTS: readonly (readonly [milliseconds: number, message: RegExp])[] = [
  [HOUR, /clock is 60 min behind the helpdesk's/],
  [-5 * HOUR, /clock is 5 h ahead of the helpdesk's/],
  [-90_000, /clock is 2 min ahead of/],
  [72 * HOUR, /clock is 3 days behind/],
];

for (const [shift, message] of SHIFTS) {
  Deno.test(`checkConnection() shows a clock that differs by ${shift} ms as a limit`, async () => {
    const { diagnosis } = await visit({ now: () => Date.now() + shift });
    assertLimited(diagnosis, AGENT, "clock", message);
  });
}

Deno.test("checkConnection() passes a clock that differs by half a minute", async () => {
  for (const shift of [30_000, -30_000]) {
    const { diagnosis } = await visit({ now: () => Date.now() + shift });
    assert.deepEqual(outcomesOf(diagnosis), AGENT);
  }
});

Deno.test("checkConnection() cannot compare the clock without a Date", async () => {
  const { diagnosis } = await visit({ now: () => undefined });
  assert.deepEqual(outcomesOf(diagnosis), { ...AGENT, clock: "skipped" });
  assert.match(findingOf(diagnosis, "clock").message, /Date/);
});
