import assert from "node:assert/strict";
import fc from "fast-check";
import { type Config, readConfig } from "../../lib/settings/config.ts";
import { settings } from "../../lib/settings/settings.ts";
import { HelpdeskError } from "../../lib/errors.ts";

const ACCOUNT = { HELPDESK_USERNAME: "agent", HELPDESK_PASSWORD: "fixture" };

function read(environment: Record<string, string>): Config {
  return readConfig((name) => environment[name]);
}

function problems(environment: Record<string, string>): string[] {
  let message = "";
  assert.throws(() => read(environment), (error) => {
    assert.ok(error instanceof HelpdeskError);
    assert.equal(error.kind, "config");
    message = error.message;
    return true;
  });
  return message.split("\n");
}

Deno.test("readConfig() fills in every default when only the account is set", () => {
  const { baseUrl, account, loginUrl, timeoutMilliseconds, debug, warnings } = read(ACCOUNT);
  assert.equal(baseUrl.href, "http://localhost:8080/");
  assert.deepEqual(account, { kind: "session", username: "agent", password: "fixture" });
  assert.equal(loginUrl, undefined);
  assert.equal(timeoutMilliseconds, 30_000);
  assert.equal(debug, false);
  assert.deepEqual(warnings, []);
});

Deno.test("readConfig() reads exactly the variables that settings names", () => {
  const asked = new Set<string>();
  readConfig((name) => {
    asked.add(name);
    return (ACCOUNT as Record<string, string>)[name];
  });
  assert.deepEqual([...asked].sort(), settings.map(({ name }) => name).sort());
});

const BASE_URLS: readonly [given: string, href: string][] = [
  ["https://desk.example.com", "https://desk.example.com/"],
  ["https://desk.example.com/helpdesk", "https://desk.example.com/helpdesk/"],
  ["https://desk.example.com/helpdesk/", "https://desk.example.com/helpdesk/"],
  ["  https://desk.example.com/a/b  ", "https://desk.example.com/a/b/"],
  ["HTTPS://Desk.Example.com:443/A", "https://desk.example.com/A/"],
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000/"],
  ["http://[::1]:8000", "http://[::1]:8000/"],
  ["", "http://localhost:8080/"],
];

for (const [given, href] of BASE_URLS) {
  Deno.test(`readConfig() reads HELPDESK_BASE_URL "${given}" as ${href}`, () => {
    assert.equal(read({ ...ACCOUNT, HELPDESK_BASE_URL: given }).baseUrl.href, href);
  });
}

for (
  const given of [
    ...["desk.example.com", "localhost:8080", "ftp://desk.example.com", "file:///etc", "//desk"],
    ...["https://", "http://desk example", "javascript:alert(1)", "nonsense"],
  ]
) {
  Deno.test(`readConfig() refuses HELPDESK_BASE_URL "${given}"`, () => {
    const [problem = "", ...others] = problems({ ...ACCOUNT, HELPDESK_BASE_URL: given });
    assert.match(problem, /^- HELPDESK_BASE_URL must be an http or https address/);
    assert.deepEqual(others, []);
  });
}

for (const given of ["https://me:fixture@desk.example.com/", "https://me@desk.example.com/"]) {
  Deno.test(`readConfig() refuses credentials in HELPDESK_BASE_URL, unquoted: "${given}"`, () => {
    const text = problems({ ...ACCOUNT, HELPDESK_BASE_URL: given }).join("\n");
    assert.match(text, /must not hold a user name or password/);
    assert.ok(!text.includes("fixture"));
  });
}

for (const tail of ["?", "?a=1", "#", "#top", "?#"]) {
  Deno.test(`readConfig() refuses HELPDESK_BASE_URL that ends in "${tail}"`, () => {
    const given = `https://desk.example.com/helpdesk/${tail}`;
    const text = problems({ ...ACCOUNT, HELPDESK_BASE_URL: given }).join("\n");
    assert.match(text, /HELPDESK_BASE_URL must not hold "\?" or "#"/);
  });
}

Deno.test("readConfig() keeps a password as it is and trims a user name", () => {
  const { account } = read({ HELPDESK_USERNAME: " agent ", HELPDESK_PASSWORD: " two  words " });
  assert.deepEqual(account, { kind: "session", username: "agent", password: " two  words " });
});

Deno.test("readConfig() prefers a user name to a token, and does not warn of the token then", () => {
  const { account, warnings } = read({ ...ACCOUNT, HELPDESK_API_TOKEN: "fixture-token" });
  assert.equal(account.kind, "session");
  assert.deepEqual(warnings, []);
});

Deno.test("readConfig() takes a token without a user name, with a warning", () => {
  const { account, warnings } = read({ HELPDESK_API_TOKEN: " fixture-token " });
  assert.deepEqual(account, { kind: "token", token: "fixture-token" });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /^HELPDESK_API_TOKEN is deprecated/);
  assert.ok(!warnings.join().includes("fixture-token"));
});

const ACCOUNTS: readonly [environment: Record<string, string>, problem: RegExp][] = [
  [{}, /HELPDESK_USERNAME and HELPDESK_PASSWORD are missing/],
  [{ HELPDESK_USERNAME: "agent" }, /HELPDESK_PASSWORD is missing/],
  [{ HELPDESK_USERNAME: "agent", HELPDESK_PASSWORD: "" }, /HELPDESK_PASSWORD is missing/],
  [{ HELPDESK_USERNAME: "agent", HELPDESK_API_TOKEN: "t" }, /HELPDESK_PASSWORD is missing/],
  [{ HELPDESK_PASSWORD: "fixture" }, /HELPDESK_USERNAME is missing/],
  [{ HELPDESK_USERNAME: "  ", HELPDESK_PASSWORD: "fixture" }, /HELPDESK_USERNAME is missing/],
  [{ HELPDESK_API_TOKEN: "two words" }, /HELPDESK_API_TOKEN holds characters/],
  [{ HELPDESK_API_TOKEN: "a\r\nX: b" }, /HELPDESK_API_TOKEN holds characters/],
  [{ HELPDESK_API_TOKEN: "ключ" }, /HELPDESK_API_TOKEN holds characters/],
];

for (const [environment, problem] of ACCOUNTS) {
  Deno.test(`readConfig() refuses the account ${JSON.stringify(environment)}`, () => {
    const found = problems(environment);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", problem);
    assert.ok(!/fixture|two words|ключ/.test(found.join()));
  });
}

const LOGIN_URLS: readonly [given: string, href: string][] = [
  ["/accounts/login/", "https://desk.example.com/accounts/login/"],
  ["sign-in/", "https://desk.example.com/helpdesk/sign-in/"],
  ["https://desk.example.com/sso/?next=/", "https://desk.example.com/sso/?next=/"],
];

for (const [given, href] of LOGIN_URLS) {
  Deno.test(`readConfig() reads HELPDESK_LOGIN_URL "${given}" as ${href}`, () => {
    const base = "https://desk.example.com/helpdesk";
    const { loginUrl } = read({ ...ACCOUNT, HELPDESK_BASE_URL: base, HELPDESK_LOGIN_URL: given });
    assert.equal(loginUrl?.href, href);
  });
}

for (
  const given of [
    ...["https://login.example.com/", "http://desk.example.com/", "//login.example.com/"],
    ...["https://desk.example.com:8443/", "javascript:alert(1)", "http://["],
    "https://me:fixture@desk.example.com/login/",
  ]
) {
  Deno.test(`readConfig() refuses HELPDESK_LOGIN_URL "${given}"`, () => {
    const found = problems({
      ...ACCOUNT,
      HELPDESK_BASE_URL: "https://desk.example.com",
      HELPDESK_LOGIN_URL: given,
    });
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /^- HELPDESK_LOGIN_URL must /);
    assert.ok(!found.join().includes("fixture"));
  });
}

const TIMEOUTS: readonly [given: string, milliseconds: number | undefined][] = [
  ["1", 1_000],
  ["2.5", 2_500],
  ["600", 600_000],
  ["", 30_000],
  ["0", undefined],
  ["0.9", undefined],
  ["600.1", undefined],
  ["-5", undefined],
  ["1e2", undefined],
  ["0x20", undefined],
  ["30s", undefined],
  ["Infinity", undefined],
];

for (const [given, milliseconds] of TIMEOUTS) {
  const verdict = milliseconds === undefined ? "refuses" : `makes ${milliseconds} ms of`;
  Deno.test(`readConfig() ${verdict} HELPDESK_TIMEOUT "${given}"`, () => {
    const environment = { ...ACCOUNT, HELPDESK_TIMEOUT: given };
    if (milliseconds !== undefined) {
      assert.equal(read(environment).timeoutMilliseconds, milliseconds);
    } else {
      assert.match(problems(environment).join(), /HELPDESK_TIMEOUT must be a number of seconds/);
    }
  });
}

Deno.test("readConfig() reads MCP_DEBUG as a switch and refuses anything else", () => {
  for (const [given, debug] of [["1", true], ["true", true], ["0", false], ["false", false]]) {
    assert.equal(read({ ...ACCOUNT, MCP_DEBUG: String(given) }).debug, debug);
  }
  assert.match(problems({ ...ACCOUNT, MCP_DEBUG: "yes" }).join(), /MCP_DEBUG must be 1 or 0/);
});

Deno.test("readConfig() sets no limits unless it is told to", () => {
  const { limits, onExit } = read(ACCOUNT);
  assert.deepEqual(limits, {
    readOnly: false,
    tools: undefined,
    queues: undefined,
    publicFollowUps: "allow",
    attachmentExtensions: undefined,
  });
  assert.equal(onExit, "leave");
});

Deno.test("readConfig() reads the limits", () => {
  const { limits, onExit } = read({
    ...ACCOUNT,
    HELPDESK_READ_ONLY: "TRUE",
    HELPDESK_TOOLS: " get_ticket, -create_ticket,list_tickets",
    HELPDESK_QUEUES: " 4, 1 ",
    HELPDESK_PUBLIC_FOLLOWUPS: "Ask",
    HELPDESK_ATTACHMENT_EXTENSIONS: ".txt, ZIP,.7z",
    HELPDESK_ON_EXIT: "finish",
  });
  assert.deepEqual(limits, {
    readOnly: true,
    tools: { only: ["get_ticket", "list_tickets"], without: ["create_ticket"] },
    queues: [4, 1],
    publicFollowUps: "ask",
    attachmentExtensions: [".txt", ".zip", ".7z"],
  });
  assert.equal(onExit, "finish");
});

const BAD_LIMITS: readonly (readonly [name: string, given: string])[] = [
  ...["yes", "on", "2"].map((given) => ["HELPDESK_READ_ONLY", given] as const),
  ...["0", "-1", "1;4", "1,,4", "all", "1.5", ",", "9999999999999999"]
    .map((given) => ["HELPDESK_QUEUES", given] as const),
  ...["*", "get_ticket,", "Get Ticket", "--get_ticket"]
    .map((given) => ["HELPDESK_TOOLS", given] as const),
  ...["-", "<b>", "a: b"].map((given) => ["HELPDESK_PROFILE", given] as const),
  ...["no", "never ever"].map((given) => ["HELPDESK_PUBLIC_FOLLOWUPS", given] as const),
  ...["*", ".txt,", ".tar.gz", "a b", "../x"].map((given) =>
    ["HELPDESK_ATTACHMENT_EXTENSIONS", given] as const
  ),
  ["HELPDESK_ON_EXIT", "commit"],
];

for (const [name, given] of BAD_LIMITS) {
  Deno.test(`readConfig() refuses ${name} "${given}" rather than setting no limit`, () => {
    const [problem = "", ...others] = problems({ ...ACCOUNT, [name]: given });
    assert.ok(problem.startsWith(`- ${name} must be `) && problem.includes(`"${given}"`), problem);
    assert.deepEqual(others, []);
  });
}

Deno.test("readConfig() reports every problem at once, a line each", () => {
  const found = problems({
    HELPDESK_BASE_URL: "nonsense",
    HELPDESK_USERNAME: "agent",
    HELPDESK_TIMEOUT: "soon",
    MCP_DEBUG: "loud",
  });
  assert.deepEqual(found.map((line) => /^- (\w+)/.exec(line)?.[1]), [
    "HELPDESK_BASE_URL",
    "HELPDESK_PASSWORD",
    "HELPDESK_TIMEOUT",
    "MCP_DEBUG",
  ]);
});

const PLAIN_HTTP: readonly [base: string, warned: boolean][] = [
  ["http://desk.example.com/", true],
  ["http://localhost.example.com/", true],
  ["http://127.0.0.1.example.com/", true],
  ["http://192.168.0.2/", true],
  ["http://localhost:8080/", false],
  ["http://desk.localhost/", false],
  ["http://127.1.2.3/", false],
  ["http://2130706433/", false],
  ["http://[::1]:8080/", false],
  ["https://desk.example.com/", false],
];

for (const [base, warned] of PLAIN_HTTP) {
  Deno.test(`readConfig() ${warned ? "warns" : "does not warn"} of a password for ${base}`, () => {
    const { warnings } = read({ ...ACCOUNT, HELPDESK_BASE_URL: base });
    assert.equal(warnings.some((line) => line.startsWith("The password is sent unencr")), warned);
    assert.equal(warnings.length, warned ? 1 : 0);
  });
}

Deno.test("readConfig() warns of a token over plain http as well", () => {
  const { warnings } = read({
    HELPDESK_API_TOKEN: "fixture-token",
    HELPDESK_BASE_URL: "http://desk.example.com/",
  });
  assert.match(warnings[0] ?? "", /^The API token is sent unencrypted to desk\.example\.com/);
});

for (const page of ["api", "login", "tickets"]) {
  Deno.test(`readConfig() warns when HELPDESK_BASE_URL ends in /${page}/`, () => {
    const { warnings } = read({
      ...ACCOUNT,
      HELPDESK_BASE_URL: `https://desk.example.com/${page}`,
    });
    assert.match(warnings.join(), new RegExp(`ends in "/${page}/"`));
  });
}

Deno.test("readConfig() gives a base with a path that ends in a slash, or a config error", () => {
  const base = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
  fc.assert(fc.property(base, (text) => {
    try {
      const { baseUrl } = read({ ...ACCOUNT, HELPDESK_BASE_URL: text });
      assert.match(baseUrl.href, /^https?:\/\/[^/?#@]+\/(?:[^?#]*\/)?$/);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      assert.equal(error.kind, "config");
    }
  }));
});

Deno.test("settings says of each variable what it means, in one line", () => {
  for (const { name, meaning } of settings) {
    assert.match(name, /^[A-Z_]+$/);
    assert.ok(meaning.length > 10 && !meaning.includes("\n"), name);
  }
});
