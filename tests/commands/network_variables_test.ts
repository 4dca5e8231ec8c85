import assert from "node:assert/strict";
import { settleNetworkVariables } from "../../lib/commands/network_variables.ts";
import { proxyVariables } from "../../lib/settings/platform_variables.ts";

const PROXY = "http://clerk:proxy-secret@proxy.example.com:3128";

/** Settles variables for a helpdesk; what is left of them, and what was told. */
function settle(
  given: Readonly<Record<string, string>>,
  options: { address?: string; proxy?: string; isConfined?: boolean; isStuck?: boolean } = {},
) {
  const left = new Map(Object.entries(given));
  const told = settleNetworkVariables({
    baseUrl: new URL(options.address ?? "https://desk.example.com/"),
    proxy: options.proxy === undefined ? undefined : new URL(options.proxy),
    isConfined: options.isConfined ?? false,
  }, {
    read: (name) => left.get(name),
    set: (name, value) => left.set(name, value),
    remove: (name) => options.isStuck || left.delete(name),
  });
  return { left: Object.fromEntries(left), told };
}

Deno.test("settleNetworkVariables() leaves alone and tells nothing where nothing is set", () => {
  for (const isConfined of [false, true]) {
    assert.deepEqual(settle({}, { isConfined }), { left: {}, told: [] });
    assert.deepEqual(settle({ HTTPS_PROXY: "" }, { isConfined }).told, []);
  }
});

for (const name of proxyVariables) {
  Deno.test(`settleNetworkVariables() takes ${name} from a program for one host, and says so`, () => {
    const { left, told } = settle({ [name]: PROXY }, { isConfined: true });
    assert.deepEqual(left, {});
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", new RegExp(`^${name} is ignored: this program may reach one host`));
    assert.doesNotMatch(told[0] ?? "", /proxy-secret|clerk/);
  });

  Deno.test(`settleNetworkVariables() refuses a program for one host where ${name} stays`, () => {
    const message = new RegExp(`^- ${name} is set, and it cannot be taken away`);
    const settling = () => settle({ [name]: PROXY }, { isConfined: true, isStuck: true });
    assert.throws(settling, { kind: "config", message });
  });
}

const OWN = [
  ...["http://localhost:8000/", "http://desk.localhost/", "https://127.0.0.1/"],
  ...["http://127.1.2.3/", "http://0x7f.1/", "http://[::1]:8000/"],
  ...["http://[::ffff:127.0.0.1]/", "http://localhost./", "http://0.0.0.0:8000/"],
];

for (const address of OWN) {
  Deno.test(`settleNetworkVariables() asks ${address} without a proxy, in any program`, () => {
    const set = Object.fromEntries(proxyVariables.map((name) => [name, PROXY]));
    assert.deepEqual(settle(set, { address }), { left: {}, told: [] });
    const { left, told } = settle(set, { address, proxy: PROXY });
    assert.deepEqual(left, {});
    const says = /^HELPDESK_PROXY is not used: the helpdesk at .* is on this machine$/;
    assert.match(told.join(), says);
  });
}

for (const address of ["http://localhost.example.com/", "http://128.0.0.1/", "http://[::2]/"]) {
  Deno.test(`settleNetworkVariables() takes ${address} for another machine`, () => {
    const { left, told } = settle({ ALL_PROXY: PROXY }, { address });
    assert.deepEqual(left, { ALL_PROXY: PROXY });
    assert.equal(told.length, 1);
  });
}

for (const isConfined of [false, true]) {
  Deno.test(`settleNetworkVariables() puts HELPDESK_PROXY in the place of all others (${isConfined})`, () => {
    const others = Object.fromEntries(proxyVariables.map((name) => [name, "http://other:1"]));
    const { left, told } = settle(others, { proxy: PROXY, isConfined });
    assert.deepEqual(left, { ALL_PROXY: `${PROXY}/` });
    assert.doesNotMatch(told.join(), /proxy-secret/);
  });
}

Deno.test("settleNetworkVariables() names the proxy that a program for any host takes", () => {
  const named = (given: Record<string, string>, address = "https://desk.example.com/") =>
    settle(given, { address }).told.join("\n");
  const https = named({ HTTPS_PROXY: PROXY });
  assert.match(https, /^Requests go through the proxy proxy\.example\.com:3128 of HTTPS_PROXY: it/);
  assert.doesNotMatch(https, /proxy-secret|clerk/);
  assert.match(named({ http_proxy: PROXY }, "http://desk.example.com/"), /the password included$/);
  assert.equal(named({ HTTP_PROXY: PROXY }), "");
  assert.match(named({ ALL_PROXY: "first:1", HTTPS_PROXY: PROXY }), /first:1 of ALL_PROXY/);
  assert.match(named({ HTTPS_PROXY: "socks5://u:p@s:1080" }), /the proxy s:1080 of HTTPS_PROXY/);
  assert.match(named({ HTTPS_PROXY: "http://" }), /\(with a name that cannot be read\)/);
  assert.match(named({ HTTPS_PROXY: PROXY, no_proxy: "a" }), /hosts of NO_PROXY are asked without/);
});

Deno.test("settleNetworkVariables() warns of keys that are written in a program for any host", () => {
  const { left, told } = settle({ SSLKEYLOGFILE: "/keys" });
  assert.deepEqual(left, { SSLKEYLOGFILE: "/keys" });
  assert.match(told.join(), /^SSLKEYLOGFILE is set: Deno writes the keys of TLS connections/);
});

Deno.test("settleNetworkVariables() refuses a program for one host that would write keys", () => {
  const message =
    /- SSLKEYLOGFILE is set, and Deno writes the keys of TLS connections to that file: /;
  for (const address of ["https://desk.example.com/", "http://127.0.0.1/"]) {
    const settling = () => settle({ SSLKEYLOGFILE: "/keys" }, { address, isConfined: true });
    assert.throws(settling, { message });
  }
});
