import assert from "node:assert/strict";
import { logIn } from "../../../lib/helpdesk/login/login.ts";
import { HttpClient } from "../../../lib/http/client.ts";
import { CookieJar } from "../../../lib/http/cookies/cookie_jar.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { createLog } from "../../../lib/log/log.ts";
import { expectFailure } from "../../http/expect_failure.ts";

const BASE = new URL("https://desk.example.com/helpdesk/");
const FORM = `<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="token">
  <input type="hidden" name="next" value=""><input name="username">
  <input type="password" name="password"></form>`;

type Answer = (request: Request, body: string) => Response;

/** What a login page with this form sends. */
function page(form = FORM, cookies: readonly string[] = ["csrftoken=token; Path=/"]): Response {
  const headers = new Headers({ "Content-Type": "text/html" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(form, { headers });
}

/** What follows a login that succeeded. */
function welcome(...cookies: readonly string[]): Response {
  const headers = new Headers({ "Location": "/helpdesk/" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 302, headers });
}

const NEW_COOKIES = ["csrftoken=rotated; Path=/", "sessionid=fixture; Path=/"];

async function tryLogIn(
  answers: Record<string, Answer>,
  options: { baseUrl?: URL; loginUrl?: URL; password?: string } = {},
) {
  const { baseUrl = BASE, loginUrl, password = "fix&ture=1 ü" } = options;
  const jar = new CookieJar();
  jar.store(baseUrl, ["sessionid=old; Path=/"]);
  const asked: string[] = [];
  const posted: { headers: Headers; fields: URLSearchParams }[] = [];
  const http = new HttpClient({
    origin: baseUrl.origin,
    jar,
    log: createLog({ debug: false, write: () => {} }),
    userAgent: "helpdesk-mcp/test",
    fetch: async (request) => {
      const line = `${request.method} ${new URL(request.url).pathname}`;
      asked.push(line);
      const body = await request.text();
      if (request.method === "POST") {
        posted.push({ headers: request.headers, fields: new URLSearchParams(body) });
      }
      return answers[line]?.(request, body) ?? new Response("Not Found", { status: 404 });
    },
  });
  const deadline = new Deadline(5_000);
  const context = { http, jar, baseUrl, loginUrl, username: "agent", password };
  try {
    const outcome = await logIn(context, deadline);
    return { outcome, asked, posted, jar };
  } finally {
    deadline.end();
  }
}

Deno.test("logIn() posts name, password and hidden fields with a referrer", async () => {
  const { outcome, asked, posted, jar } = await tryLogIn({
    "GET /helpdesk/login/": () => page(),
    "POST /helpdesk/login/": () => welcome(...NEW_COOKIES),
  });
  assert.equal(outcome.page.href, "https://desk.example.com/helpdesk/login/");
  assert.equal(outcome.csrfCookie, "csrftoken");
  assert.deepEqual(asked, ["GET /helpdesk/login/", "POST /helpdesk/login/"]);
  const [{ headers, fields } = { headers: new Headers(), fields: new URLSearchParams() }] = posted;
  assert.deepEqual([...fields].sort(), [
    ["csrfmiddlewaretoken", "token"],
    ["next", ""],
    ["password", "fix&ture=1 ü"],
    ["username", "agent"],
  ]);
  assert.equal(headers.get("referer"), "https://desk.example.com/helpdesk/login/");
  assert.equal(headers.get("content-type"), "application/x-www-form-urlencoded");
  assert.equal(headers.get("cookie"), "csrftoken=token", "The old session is not sent");
  assert.equal(jar.get(BASE, "sessionid"), "fixture");
  assert.equal(jar.get(BASE, "csrftoken"), "rotated");
});

Deno.test("logIn() tries the usual pages in turn, the helpdesk's own first", async () => {
  const { outcome, asked } = await tryLogIn({
    "GET /admin/login/": () => page(),
    "POST /admin/login/": () => welcome(...NEW_COOKIES),
  });
  assert.equal(outcome.page.pathname, "/admin/login/");
  assert.equal(asked[0], "GET /helpdesk/login/");
  assert.equal(new Set(asked).size, asked.length, "No page is asked twice");
  for (const usual of ["/accounts/login/", "/helpdesk/api/auth/login/", "/login/"]) {
    assert.ok(asked.includes(`GET ${usual}`), usual);
  }
});

Deno.test("logIn() follows the helpdesk's own page to the one that takes its place", async () => {
  const { outcome } = await tryLogIn({
    "GET /helpdesk/login/": () =>
      new Response(null, { status: 302, headers: { "Location": "/sso/?a=1" } }),
    "GET /sso/": () => page(),
    "POST /sso/": () => welcome(...NEW_COOKIES),
  });
  assert.equal(outcome.page.href, "https://desk.example.com/sso/?a=1");
});

Deno.test("logIn() uses the configured page and no other", async () => {
  const loginUrl = new URL("/sign-in/", BASE);
  const { asked } = await tryLogIn({
    "GET /sign-in/": () => page(),
    "POST /sign-in/": () => welcome(...NEW_COOKIES),
  }, { loginUrl });
  assert.deepEqual(asked, ["GET /sign-in/", "POST /sign-in/"]);
  const error = await expectFailure("auth", tryLogIn({}, { loginUrl }));
  assert.match(error.message, /Tried: \/sign-in\/ \(404\)\. .*HELPDESK_LOGIN_URL/);
});

Deno.test("logIn() finds out the names that the site gives its cookies", async () => {
  const { outcome, jar } = await tryLogIn({
    "GET /helpdesk/login/": () => page(FORM, ["desk_csrf=token; Path=/", "lang=en; Path=/"]),
    "POST /helpdesk/login/": () => welcome("desk_csrf=new; Path=/", "desk=fixture; Path=/"),
  });
  assert.equal(outcome.csrfCookie, "desk_csrf");
  assert.equal(jar.get(BASE, "desk"), "fixture");
});

Deno.test("logIn() posts to the form's own address", async () => {
  const { asked } = await tryLogIn({
    "GET /helpdesk/login/": () =>
      page(FORM.replace("<form", '<form action="/do-login/?x=1&amp;y"')),
    "POST /do-login/": () => welcome(...NEW_COOKIES),
  });
  assert.deepEqual(asked, ["GET /helpdesk/login/", "POST /do-login/"]);
});

for (
  const action of [
    "https://evil.example.com/",
    "//evil.example.com/login/",
    "http://desk.example.com/",
  ]
) {
  Deno.test(`logIn() does not send the password to ${action}`, async () => {
    const error = await expectFailure(
      "auth",
      tryLogIn({
        "GET /helpdesk/login/": () => page(FORM.replace("<form", `<form action="${action}"`)),
      }),
    );
    assert.match(
      error.message,
      /sends the password to (?:evil|desk)\.example\.com, which was refused/,
    );
  });
}

Deno.test("logIn() follows no redirect to another origin and names where one leads", async () => {
  const error = await expectFailure(
    "auth",
    tryLogIn({
      "GET /helpdesk/login/": () =>
        new Response(null, {
          status: 302,
          headers: { "Location": "https://login.example.com/a?b" },
        }),
    }),
  );
  assert.match(error.message, /\/helpdesk\/login\/ \(leads to login\.example\.com, not followed\)/);
});

Deno.test("logIn() gives up on pages that lead round in circles", async () => {
  const error = await expectFailure(
    "auth",
    tryLogIn({
      "GET /helpdesk/login/": () =>
        new Response(null, { status: 302, headers: { "Location": "/helpdesk/login/" } }),
    }),
  );
  assert.match(error.message, /\/helpdesk\/login\/ \(302\)/);
});

const REFUSED: readonly [what: string, answer: Answer, words: RegExp][] = [
  ["shows the form again", () => page(), /refused the login of "agent" at .*Correct HELPDESK_USER/],
  ["asks for a code", () => page('<form><input name="otp"></form>', []), /such as a second factor/],
  ["answers 403", () => new Response("CSRF", { status: 403 }), /\(status 403\).*CSRF_TRUSTED_ORI/],
  ["locks out", () => new Response("Locked", { status: 403 }), /lockout after wrong passwords/],
  ["sets no session cookie", () => welcome("csrftoken=rotated; Path=/"), /set no session cookie/],
  [
    "leads elsewhere without a session",
    () => new Response(null, { status: 302, headers: { "Location": "https://sso.example.com/" } }),
    /set no session cookie.*sso\.example\.com/s,
  ],
];

for (const [what, answer, words] of REFUSED) {
  Deno.test(`logIn() explains a page that ${what}`, async () => {
    const error = await expectFailure(
      "auth",
      tryLogIn({ "GET /helpdesk/login/": () => page(), "POST /helpdesk/login/": answer }),
    );
    assert.match(error.message, words);
    assert.ok(!error.message.includes("fix&ture"));
  });
}

Deno.test("logIn() explains a session cookie that works over https only", async () => {
  const error = await expectFailure(
    "auth",
    tryLogIn({
      "GET /login/": () => page(),
      "POST /login/": () => welcome("csrftoken=new; Path=/", "sessionid=a; Path=/; Secure"),
    }, { baseUrl: new URL("http://localhost:8000/") }),
  );
  assert.match(error.message, /session cookie works over https only/);
});

Deno.test("logIn() does not take a helpdesk's failure for wrong credentials", async () => {
  const error = await expectFailure(
    "unavailable",
    tryLogIn({
      "GET /helpdesk/login/": () => page(),
      "POST /helpdesk/login/": () => new Response("", { status: 500 }),
    }),
  );
  assert.match(error.message, /failed to log in \(status 500/);
});

for (const password of ["secret\n", "secret ", "\tsecret"]) {
  Deno.test(`logIn() tells of white space around a password: ${JSON.stringify(password)}`, async () => {
    const answers = { "GET /helpdesk/login/": () => page(), "POST /helpdesk/login/": () => page() };
    const { message } = await expectFailure("auth", tryLogIn(answers, { password }));
    assert.match(message, /HELPDESK_PASSWORD begins or ends in white space, as in a line break/);
    assert.doesNotMatch(message, /secret/);
  });
}

Deno.test("logIn() does not take a page that wants a browser for a refusal", async () => {
  const challenge = () =>
    new Response("", { status: 403, headers: { "cf-mitigated": "challenge" } });
  const answers: Record<string, Answer>[] = [
    { "GET /helpdesk/login/": challenge },
    { "GET /helpdesk/login/": () => page(), "POST /helpdesk/login/": challenge },
  ];
  for (const answer of answers) {
    const { message } = await expectFailure("unavailable", tryLogIn(answer));
    assert.match(message, /such as Cloudflare's/);
  }
});

const DOLT_EDITION: Record<string, Answer> = {
  "GET /helpdesk/login/": () => page(),
  "POST /helpdesk/login/": () => page(),
  "GET /helpdesk/api/agent-session-info/": () => new Response("{}", { status: 403 }),
  "GET /helpdesk/api/auth/login/": () => page(),
  "POST /helpdesk/api/auth/login/": () => welcome(...NEW_COOKIES),
};

Deno.test("logIn() tries the API's login page for an account that the Dolt edition refuses", async () => {
  const { outcome, asked } = await tryLogIn(DOLT_EDITION);
  assert.equal(outcome.page.pathname, "/helpdesk/api/auth/login/");
  assert.deepEqual(asked, Object.keys(DOLT_EDITION));
});

Deno.test("logIn() names the helpdesk's own page when both refuse", async () => {
  const answers = { ...DOLT_EDITION, "POST /helpdesk/api/auth/login/": () => page() };
  const error = await expectFailure("auth", tryLogIn(answers));
  assert.match(error.message, /refused the login of "agent" at \S+\/helpdesk\/login\/\. Correct/);
});

const ONE_TRY: readonly [why: string, answers: Record<string, Answer>, loginUrl?: URL][] = [
  ["on a helpdesk without agent sessions", {
    "GET /helpdesk/api/agent-session-info/": () => new Response("{}", { status: 404 }),
  }],
  ["where the login page is configured", {}, new URL("login/", BASE)],
  ["where the API's page has no form", {
    "GET /helpdesk/api/auth/login/": () => new Response("{}", { status: 404 }),
  }],
];
for (const [why, answers, loginUrl] of ONE_TRY) {
  Deno.test(`logIn() sends the password once ${why}`, async () => {
    let posts = 0;
    const counted = (answer: Answer): Answer => (...given) => (posts++, answer(...given));
    const all = Object.entries({ ...DOLT_EDITION, ...answers }).map(([line, answer]) =>
      [line, line.startsWith("POST") ? counted(answer) : answer] as const
    );
    const options = loginUrl === undefined ? {} : { loginUrl };
    await expectFailure("auth", tryLogIn(Object.fromEntries(all), options));
    assert.equal(posts, 1);
  });
}
