import assert from "node:assert/strict";
import type { EmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import { addressOfNothing } from "../../e2e/silent_helpdesk.ts";
import { startServer } from "../../http/loopback_server.ts";
import { makeCertificate } from "./certificate.ts";
import { AGENT, assertFailed, assertLimited, findingOf, outcomesOf, visit } from "./setup.ts";

const BY_ADDRESS = { ...AGENT, name_resolution: "skipped" } as const;
const BY_HTTPS = { ...BY_ADDRESS, tls: "passed" } as const;
const HOUR = 3_600_000;

/** Serves a helpdesk on a port of this computer, over https with a certificate. */
function serve(
  embedded: () => EmbeddedHelpdesk,
  certificate?: { certificate: string; key: string },
): Deno.HttpServer<Deno.NetAddr> {
  const secured = certificate === undefined
    ? {}
    : { cert: certificate.certificate, key: certificate.key };
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...secured },
    (request) => embedded().fetch(request),
  );
}

/** Diagnoses a setup whose helpdesk listens on a port; `caCerts` are trusted beside the usual ones. */
async function visitPort(
  options: { scheme: "http" | "https"; certificate?: { certificate: string; key: string } },
  caCerts: string[] = [],
) {
  let served: EmbeddedHelpdesk | undefined;
  const server = serve(() => {
    assert(served !== undefined);
    return served;
  }, options.certificate);
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

Deno.test("checkConnection() fails a connection that is refused", async () => {
  const { diagnosis } = await visit({
    settings: { HELPDESK_BASE_URL: addressOfNothing() },
    fetch: () => fetch,
  });
  assertFailed(diagnosis, BY_ADDRESS, "connection", /the connection was refused/);
});

Deno.test("checkConnection() fails a blocked port, and does not say that its name was found", async () => {
  const { diagnosis } = await visit({
    settings: { HELPDESK_BASE_URL: "https://helpdesk.example.com:6000/" },
    fetch: () => fetch,
  });
  assertFailed(diagnosis, BY_ADDRESS, "connection", /its port is kept for another protocol/);
});

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

for (
  const [what, answer, message] of [
    ["a web page", { status: 200, headers: { "content-type": "text/html" } }, /is a web page/],
    ["another host", { status: 301, headers: { location: "https://b.example/" } }, /b\.example/],
    ["a failure", { status: 500, headers: {} }, /status 500/],
    ["maintenance", { status: 503, headers: {} }, /is not available/],
  ] as const
) {
  Deno.test(`checkConnection() fails the API in whose place is ${what}`, async () => {
    const { diagnosis } = await visit({
      prepare: (embedded) =>
        embedded.failNext({ kind: "status", ...answer, pathContains: "/api/", times: 100 }),
    });
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
    const { diagnosis } = await visit({
      prepare: (embedded) =>
        embedded.failNext({ kind: "status", status, headers, pathContains: "/api/" }),
    });
    assert.deepEqual(outcomesOf(diagnosis), { ...AGENT, api: outcome });
  });
}

for (
  const [shift, message] of [
    [HOUR, /clock is 60 min behind the helpdesk's/],
    [-5 * HOUR, /clock is 5 h ahead of the helpdesk's/],
    [-90_000, /clock is 2 min ahead of/],
    [72 * HOUR, /clock is 3 days behind/],
  ] as const
) {
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
