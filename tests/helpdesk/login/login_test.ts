import assert from "node:assert/strict";
import type { HelpdeskErrorKind } from "../../../lib/errors.ts";
import { logIn } from "../../../lib/helpdesk/login/login.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { createTestClient } from "../../http/test_client.ts";
import { withCall } from "../fake_session.ts";

const BASE = new URL("https://desk.example.com/helpdesk/");
const FORM = `<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="token">
  <input type="hidden" name="next" value=""><input name="username">
  <input type="password" name="password"></form>`;

type Answer = () => Response;
type Answers = Readonly<Record<string, Answer>>;

const withCookies = (cookies: readonly string[], headers: Record<string, string>) =>
  new Headers([
    ...Object.entries(headers),
    ...cookies.map((one): [string, string] => ["Set-Cookie", one]),
  ]);

/** What a login page with this form sends. */
const page = (form = FORM, cookies = ["csrftoken=token; Path=/"]): Answer => () =>
  new Response(form, { headers: withCookies(cookies, { "Content-Type": "text/html" }) });

/** A redirect that sets these cookies: what follows a login that succeeded. */
const redirect = (Location: string, ...cookies: readonly string[]): Answer => () =>
  new Response(null, { status: 302, headers: withCookies(cookies, { Location }) });

const answer = (status: number, body = "", headers = {}): Answer => () =>
  new Response(body, { status, headers });

const SUCCESS = redirect("/helpdesk/", "csrftoken=rotated; Path=/", "sessionid=fixture; Path=/");

/** Logs in where each "METHOD PATH" is answered so; anything else is not found. */
async function tryLogIn(
  answers: Answers,
  options: { baseUrl?: URL; loginUrl?: URL; password?: string } = {},
) {
  const { baseUrl = BASE, loginUrl, password = "fix&ture=1 ü" } = options;
  const asked: string[] = [];
  const posted: { headers: Headers; fields: URLSearchParams }[] = [];
  const { client: http, jar } = createTestClient(baseUrl.origin, async (request) => {
    const line = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(line);
    const fields = new URLSearchParams(await request.text());
    if (request.method === "POST") posted.push({ headers: request.headers, fields });
    return answers[line]?.() ?? new Response("Not Found", { status: 404 });
  });
  jar.store(baseUrl, ["sessionid=old; Path=/"]);
  const context = { http, jar, baseUrl, loginUrl, username: "agent", password };
  const outcome = await withCall(({ deadline }) => logIn(context, deadline));
  return { outcome, asked, posted, jar };
}

/** The helpdesk's own page, and what its form's answers are. */
const own = (post: Answer, get = page()): Answers => ({
  ...{ "GET /helpdesk/login/": get, "POST /helpdesk/login/": post },
});

Deno.test("logIn() posts name, password and hidden fields with a referrer", async () => {
  const { outcome, asked, posted: [sent], jar } = await tryLogIn(own(SUCCESS));
  assert.equal(outcome.page.href, "https://desk.example.com/helpdesk/login/");
  assert.equal(outcome.csrfCookie, "csrftoken");
  assert.deepEqual(asked, ["GET /helpdesk/login/", "POST /helpdesk/login/"]);
  assert.deepEqual([...sent?.fields ?? []].sort(), [
    ...[["csrfmiddlewaretoken", "token"], ["next", ""]],
    ...[["password", "fix&ture=1 ü"], ["username", "agent"]],
  ]);
  const header = (name: string) => sent?.headers.get(name);
  assert.equal(header("referer"), "https://desk.example.com/helpdesk/login/");
  assert.equal(header("content-type"), "application/x-www-form-urlencoded");
  assert.equal(header("cookie"), "csrftoken=token", "The old session is not sent");
  assert.equal(jar.get(BASE, "sessionid"), "fixture");
  assert.equal(jar.get(BASE, "csrftoken"), "rotated");
});

Deno.test("logIn() tries the usual pages in turn, the helpdesk's own first", async () => {
  const answers = { "GET /admin/login/": page(), "POST /admin/login/": SUCCESS };
  const { outcome, asked } = await tryLogIn(answers);
  assert.equal(outcome.page.pathname, "/admin/login/");
  assert.equal(asked[0], "GET /helpdesk/login/");
  assert.equal(new Set(asked).size, asked.length, "No page is asked twice");
  for (const usual of ["/accounts/login/", "/helpdesk/api/auth/login/", "/login/"]) {
    assert.ok(asked.includes(`GET ${usual}`), usual);
  }
});

Deno.test("logIn() follows the helpdesk's own page to the one that takes its place", async () => {
  const answers = { "GET /helpdesk/login/": redirect("/sso/?a=1"), "GET /sso/": page() };
  const { outcome } = await tryLogIn({ ...answers, "POST /sso/": SUCCESS });
  assert.equal(outcome.page.href, "https://desk.example.com/sso/?a=1");
});

Deno.test("logIn() uses the configured page and no other", async () => {
  const loginUrl = new URL("/sign-in/", BASE);
  const answers = { "GET /sign-in/": page(), "POST /sign-in/": SUCCESS };
  const { asked } = await tryLogIn(answers, { loginUrl });
  assert.deepEqual(asked, ["GET /sign-in/", "POST /sign-in/"]);
  const error = await expectFailure("auth", tryLogIn({}, { loginUrl }));
  assert.match(error.message, /Tried: \/sign-in\/ \(404\)\. .*HELPDESK_LOGIN_URL/);
});

Deno.test("logIn() finds out the names that the site gives its cookies", async () => {
  const { outcome, jar } = await tryLogIn(own(
    redirect("/helpdesk/", "desk_csrf=new; Path=/", "desk=fixture; Path=/"),
    page(FORM, ["desk_csrf=token; Path=/", "lang=en; Path=/"]),
  ));
  assert.equal(outcome.csrfCookie, "desk_csrf");
  assert.equal(jar.get(BASE, "desk"), "fixture");
});

const formTo = (action: string) => page(FORM.replace("<form", `<form action="${action}"`));

Deno.test("logIn() posts to the form's own address", async () => {
  const get = formTo("/do-login/?x=1&amp;y");
  const { asked } = await tryLogIn({ ...own(SUCCESS, get), "POST /do-login/": SUCCESS });
  assert.deepEqual(asked, ["GET /helpdesk/login/", "POST /do-login/"]);
});

const NOT_SENT = /sends the password to (?:evil|desk)\.example\.com, which was refused/;
const CHALLENGE = answer(403, "", { "cf-mitigated": "challenge" });
const NO_COOKIE = redirect("/helpdesk/", "csrftoken=rotated; Path=/");
const NOT_FOLLOWED = /\/helpdesk\/login\/ \(leads to login\.example\.com, not followed\)/;
const ELSEWHERE = redirect("https://login.example.com/a?b");
const OTP = page('<form><input name="otp"></form>', []);
const TO_SSO = redirect("https://sso.example.com/");
type Failing = [what: string, Answers, says: RegExp, kind?: HelpdeskErrorKind];
const FAILING: readonly Failing[] = [
  ["sends to another host", own(SUCCESS, formTo("https://evil.example.com/")), NOT_SENT],
  ["sends to another host by //", own(SUCCESS, formTo("//evil.example.com/login/")), NOT_SENT],
  ["sends over plain http", own(SUCCESS, formTo("http://desk.example.com/")), NOT_SENT],
  ["leads to another origin", own(SUCCESS, ELSEWHERE), NOT_FOLLOWED],
  ["leads round", own(SUCCESS, redirect("/helpdesk/login/")), /\/helpdesk\/login\/ \(302\)/],
  ["shows the form again", own(page()), /refused the login of "agent" at .*Correct HELPDESK_USER/],
  ["asks for a code", own(OTP), /such as a second factor/],
  ["answers 403", own(answer(403, "CSRF")), /\(status 403\).*CSRF_TRUSTED_ORI/],
  ["locks out", own(answer(403, "Locked")), /lockout after wrong passwords/],
  ["sets no session cookie", own(NO_COOKIE), /set no session cookie/],
  ["leads on without a session", own(TO_SSO), /set no session cookie.*sso\.example\.com/s],
  ["fails", own(answer(500)), /failed to log in \(status 500/, "unavailable"],
  ["wants a browser", own(SUCCESS, CHALLENGE), /such as Cloudflare's/, "unavailable"],
  ["wants a browser in answer", own(CHALLENGE), /such as Cloudflare's/, "unavailable"],
];

for (const [what, answers, says, kind = "auth"] of FAILING) {
  Deno.test(`logIn() explains a page that ${what}`, async () => {
    const { message } = await expectFailure(kind, tryLogIn(answers));
    assert.match(message, says);
    assert.ok(!message.includes("fix&ture"));
  });
}

Deno.test("logIn() explains a session cookie that works over https only", async () => {
  const secure = redirect("/", "csrftoken=new; Path=/", "sessionid=a; Path=/; Secure");
  const baseUrl = new URL("http://localhost:8000/");
  const answers = { "GET /login/": page(), "POST /login/": secure };
  const { message } = await expectFailure("auth", tryLogIn(answers, { baseUrl }));
  assert.match(message, /session cookie works over https only/);
});

for (const password of ["secret\n", "secret ", "\tsecret"]) {
  Deno.test(`logIn() tells of white space around a password: ${JSON.stringify(password)}`, async () => {
    const { message } = await expectFailure("auth", tryLogIn(own(page()), { password }));
    assert.match(message, /HELPDESK_PASSWORD begins or ends in white space, as in a line break/);
    assert.doesNotMatch(message, /secret/);
  });
}

const DOLT_EDITION: Answers = {
  ...own(page()),
  "GET /helpdesk/api/agent-session-info/": answer(403, "{}"),
  "GET /helpdesk/api/auth/login/": page(),
  "POST /helpdesk/api/auth/login/": SUCCESS,
};

Deno.test("logIn() tries the API's login page for an account that the Dolt edition refuses", async () => {
  const { outcome, asked } = await tryLogIn(DOLT_EDITION);
  assert.equal(outcome.page.pathname, "/helpdesk/api/auth/login/");
  assert.deepEqual(asked, Object.keys(DOLT_EDITION));
  const refused = { ...DOLT_EDITION, "POST /helpdesk/api/auth/login/": page() };
  const { message } = await expectFailure("auth", tryLogIn(refused));
  assert.match(message, /refused the login of "agent" at \S+\/helpdesk\/login\/\. Correct/);
});

const ONE_TRY: readonly [why: string, answers: Answers, loginUrl?: URL][] = [
  ["where agent sessions are unknown", { "GET /helpdesk/api/agent-session-info/": answer(404) }],
  ["where the login page is configured", {}, new URL("login/", BASE)],
  ["where the API's page has no form", { "GET /helpdesk/api/auth/login/": answer(404) }],
];
for (const [why, answers, loginUrl] of ONE_TRY) {
  Deno.test(`logIn() sends the password once ${why}`, async () => {
    let posts = 0;
    const counted = (answer: Answer): Answer => () => (posts++, answer());
    const all = Object.entries({ ...DOLT_EDITION, ...answers }).map(([line, answer]) =>
      [line, line.startsWith("POST") ? counted(answer) : answer] as const
    );
    const options = loginUrl === undefined ? {} : { loginUrl };
    await expectFailure("auth", tryLogIn(Object.fromEntries(all), options));
    assert.equal(posts, 1);
  });
}
