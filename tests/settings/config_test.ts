import assert from "node:assert/strict";
import fc from "fast-check";
import { HelpdeskError } from "../../lib/errors.ts";
import { type Config, readConfig } from "../../lib/settings/config.ts";
import { settings } from "../../lib/settings/settings.ts";
import { expectFailure } from "../http/expect_failure.ts";

type Environment = Readonly<Record<string, string>>;
const ACCOUNT = { HELPDESK_USERNAME: "agent", HELPDESK_PASSWORD: "fixture" };

const read = (environment: Environment): Config => readConfig((name) => environment[name]);
const readMore = (more: Environment): Config => read({ ...ACCOUNT, ...more });

/** The lines that say what is wrong with these settings. */
async function problems(environment: Environment): Promise<string[]> {
  const { message } = await expectFailure("config", () => read(environment));
  return message.split("\n");
}

/** Fails unless one line says what is wrong, without what it was given. */
async function assertRefused(environment: Environment, problem: RegExp): Promise<void> {
  const [line = "", ...others] = await problems(environment);
  assert.match(line, problem);
  assert.deepEqual(others, []);
  assert.ok(!/fixture|two words|ключ/.test(line));
}

Deno.test("readConfig() fills in every default when only the account is set", () => {
  const { baseUrl, account, loginUrl, timeoutMilliseconds, debug, warnings, ...more } = read(
    ACCOUNT,
  );
  assert.equal(baseUrl.href, "http://localhost:8080/");
  assert.deepEqual(account, { kind: "session", username: "agent", password: "fixture" });
  assert.deepEqual([loginUrl, timeoutMilliseconds, debug], [undefined, 30_000, false]);
  assert.deepEqual(warnings, []);
  assert.deepEqual(more.limits, {
    ...{ readOnly: false, tools: undefined, queues: undefined, publicFollowUps: "allow" },
    attachmentExtensions: undefined,
  });
  assert.equal(more.onExit, "leave");
});

Deno.test("readConfig() reads exactly the variables that settings names and tells in one line", () => {
  const asked = new Set<string>();
  readConfig((name) => {
    asked.add(name);
    return (ACCOUNT as Environment)[name];
  });
  assert.deepEqual([...asked].sort(), settings.map(({ name }) => name).sort());
  const lines = settings.map(({ name, meaning }) => `${name}: ${meaning}`);
  for (const line of lines) assert.match(line, /^[A-Z_]+: .{11,}$/);
});

const BASE_URLS: Environment = {
  "https://desk.example.com": "https://desk.example.com/",
  "https://desk.example.com/helpdesk": "https://desk.example.com/helpdesk/",
  "https://desk.example.com/helpdesk/": "https://desk.example.com/helpdesk/",
  "  https://desk.example.com/a/b  ": "https://desk.example.com/a/b/",
  "HTTPS://Desk.Example.com:443/A": "https://desk.example.com/A/",
  "http://127.0.0.1:8000": "http://127.0.0.1:8000/",
  "http://[::1]:8000": "http://[::1]:8000/",
  "": "http://localhost:8080/",
};

Deno.test("readConfig() reads HELPDESK_BASE_URL as the folder that it names", () => {
  for (const [given, href] of Object.entries(BASE_URLS)) {
    assert.equal(readMore({ HELPDESK_BASE_URL: given }).baseUrl.href, href);
  }
});

const NO_ADDRESSES = [
  ...["desk.example.com", "localhost:8080", "ftp://desk.example.com", "file:///etc", "//desk"],
  ...["https://", "http://desk example", "javascript:alert(1)", "nonsense"],
];
const WITH_CREDENTIALS = ["https://me:fixture@desk.example.com/", "https://me@desk.example.com/"];
const WITH_TAILS = ["?", "?a=1", "#", "#top", "?#"].map((tail) => `https://a.example.com/${tail}`);
const BAD_BASE_URLS: readonly [given: readonly string[], problem: RegExp][] = [
  [NO_ADDRESSES, /^- HELPDESK_BASE_URL must be an http or https address/],
  [WITH_CREDENTIALS, /must not hold a user name or password/],
  [WITH_TAILS, /HELPDESK_BASE_URL must not hold "\?" or "#"/],
];
for (const [all, problem] of BAD_BASE_URLS) {
  for (const given of all) {
    Deno.test(`readConfig() refuses HELPDESK_BASE_URL "${given}"`, () =>
      assertRefused({ ...ACCOUNT, HELPDESK_BASE_URL: given }, problem));
  }
}

Deno.test("readConfig() keeps a password as it is, trims a user name, and prefers both to a token", () => {
  const login = { HELPDESK_USERNAME: " agent ", HELPDESK_PASSWORD: " two  words " };
  const { account, warnings } = read({ ...login, HELPDESK_API_TOKEN: "fixture-token" });
  assert.deepEqual(account, { kind: "session", username: "agent", password: " two  words " });
  assert.deepEqual(warnings, []);
});

Deno.test("readConfig() takes a token without a user name, with a warning", () => {
  const { account, warnings: [warning = "", ...others] } = read({
    HELPDESK_API_TOKEN: " fixture-token ",
  });
  assert.deepEqual(account, { kind: "token", token: "fixture-token" });
  assert.deepEqual(others, []);
  assert.match(warning, /^HELPDESK_API_TOKEN is deprecated/);
  assert.ok(!warning.includes("fixture-token"));
});

const ACCOUNTS: readonly [environment: Environment, problem: RegExp][] = [
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
  Deno.test(`readConfig() refuses the account ${JSON.stringify(environment)}`, () =>
    assertRefused(environment, problem));
}

const ON_DESK = { ...ACCOUNT, HELPDESK_BASE_URL: "https://desk.example.com/helpdesk" };

Deno.test("readConfig() reads HELPDESK_LOGIN_URL on the helpdesk's origin", () => {
  const urls: Environment = {
    "/accounts/login/": "https://desk.example.com/accounts/login/",
    "sign-in/": "https://desk.example.com/helpdesk/sign-in/",
    "https://desk.example.com/sso/?next=/": "https://desk.example.com/sso/?next=/",
  };
  for (const [given, href] of Object.entries(urls)) {
    assert.equal(read({ ...ON_DESK, HELPDESK_LOGIN_URL: given }).loginUrl?.href, href);
  }
});

for (
  const given of [
    ...["https://login.example.com/", "http://desk.example.com/", "//login.example.com/"],
    ...["https://desk.example.com:8443/", "javascript:alert(1)", "http://["],
    "https://me:fixture@desk.example.com/login/",
  ]
) {
  Deno.test(`readConfig() refuses HELPDESK_LOGIN_URL "${given}"`, () =>
    assertRefused({ ...ON_DESK, HELPDESK_LOGIN_URL: given }, /^- HELPDESK_LOGIN_URL must /));
}

Deno.test("readConfig() makes milliseconds of HELPDESK_TIMEOUT, from 1 s to 600 s", async () => {
  const times = { "1": 1_000, "2.5": 2_500, "600": 600_000, "": 30_000 };
  for (const [given, milliseconds] of Object.entries(times)) {
    assert.equal(readMore({ HELPDESK_TIMEOUT: given }).timeoutMilliseconds, milliseconds);
  }
  for (const given of ["0", "0.9", "600.1", "-5", "1e2", "0x20", "30s", "Infinity"]) {
    const found = await problems({ ...ACCOUNT, HELPDESK_TIMEOUT: given });
    assert.match(found.join(), /HELPDESK_TIMEOUT must be a number of seconds/);
  }
});

Deno.test("readConfig() reads MCP_DEBUG as a switch and refuses anything else", async () => {
  const switches = ["1", "true", "0", "false"].map((given) => readMore({ MCP_DEBUG: given }).debug);
  assert.deepEqual(switches, [true, true, false, false]);
  await assertRefused({ ...ACCOUNT, MCP_DEBUG: "yes" }, /MCP_DEBUG must be 1 or 0/);
});

Deno.test("readConfig() reads the limits", () => {
  const { limits, onExit } = readMore({
    ...{ HELPDESK_READ_ONLY: "TRUE", HELPDESK_QUEUES: " 4, 1 ", HELPDESK_ON_EXIT: "finish" },
    ...{ HELPDESK_TOOLS: " get_ticket, -create_ticket,list_tickets" },
    ...{ HELPDESK_PUBLIC_FOLLOWUPS: "Ask", HELPDESK_ATTACHMENT_EXTENSIONS: ".txt, ZIP,.7z" },
  });
  assert.deepEqual(limits, {
    ...{ readOnly: true, queues: [4, 1], publicFollowUps: "ask" },
    tools: { only: ["get_ticket", "list_tickets"], without: ["create_ticket"] },
    attachmentExtensions: [".txt", ".zip", ".7z"],
  });
  assert.equal(onExit, "finish");
});

const BAD_LIMITS: Readonly<Record<string, readonly string[]>> = {
  HELPDESK_READ_ONLY: ["yes", "on", "2"],
  HELPDESK_QUEUES: ["0", "-1", "1;4", "1,,4", "all", "1.5", ",", "9999999999999999"],
  HELPDESK_TOOLS: ["*", "get_ticket,", "Get Ticket", "--get_ticket"],
  HELPDESK_PROFILE: ["-", "<b>", "a: b"],
  HELPDESK_PUBLIC_FOLLOWUPS: ["no", "never ever"],
  HELPDESK_ATTACHMENT_EXTENSIONS: ["*", ".txt,", ".tar.gz", "a b", "../x"],
  HELPDESK_ON_EXIT: ["commit"],
};

for (const [name, all] of Object.entries(BAD_LIMITS)) {
  for (const given of all) {
    Deno.test(`readConfig() refuses ${name} "${given}" rather than setting no limit`, () => {
      const says = new RegExp(`^- ${name} must be .*${RegExp.escape(`"${given}"`)}`);
      return assertRefused({ ...ACCOUNT, [name]: given }, says);
    });
  }
}

Deno.test("readConfig() reports every problem at once, a line each", async () => {
  const wrong = { HELPDESK_BASE_URL: "nonsense", HELPDESK_TIMEOUT: "soon", MCP_DEBUG: "loud" };
  const found = await problems({ ...wrong, HELPDESK_USERNAME: "agent" });
  const named = found.map((line) => /^- (\w+)/.exec(line)?.[1]);
  const expected = [...Object.keys(wrong), "HELPDESK_PASSWORD"];
  assert.deepEqual(named, expected.sort());
});

const IN_THE_OPEN = [
  ...["http://desk.example.com/", "http://localhost.example.com/", "http://192.168.0.2/"],
  "http://127.0.0.1.example.com/",
];
const SAFE = [
  ...[
    "http://localhost:8080/",
    "http://desk.localhost/",
    "http://127.1.2.3/",
    "http://[::1]:8000/",
  ],
  ...["http://2130706433/", "https://desk.example.com/"],
];

for (const base of [...IN_THE_OPEN, ...SAFE]) {
  const warns = !SAFE.includes(base);
  Deno.test(`readConfig() ${warns ? "warns" : "does not warn"} of a password for ${base}`, () => {
    const { warnings } = readMore({ HELPDESK_BASE_URL: base });
    assert.equal(warnings.length, warns ? 1 : 0);
    assert.equal(warnings.some((line) => line.startsWith("The password is sent unencr")), warns);
  });
}

Deno.test("readConfig() warns of a token over plain http as well, and of pages as HELPDESK_BASE_URL", () => {
  const base = { HELPDESK_BASE_URL: "http://desk.example.com/" };
  const { warnings } = read({ HELPDESK_API_TOKEN: "fixture-token", ...base });
  assert.match(warnings[0] ?? "", /^The API token is sent unencrypted to desk\.example\.com/);
  for (const page of ["api", "login", "tickets"]) {
    const { warnings } = readMore({ HELPDESK_BASE_URL: `https://desk.example.com/${page}` });
    assert.match(warnings.join(), new RegExp(`ends in "/${page}/"`));
  }
});

Deno.test("readConfig() gives a base with a path that ends in a slash, or a config error", () => {
  const base = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
  fc.assert(fc.property(base, (text) => {
    try {
      const { baseUrl } = readMore({ HELPDESK_BASE_URL: text });
      assert.match(baseUrl.href, /^https?:\/\/[^/?#@]+\/(?:[^?#]*\/)?$/);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      assert.equal(error.kind, "config");
    }
  }));
});
