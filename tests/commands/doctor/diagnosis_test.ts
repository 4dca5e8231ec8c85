import assert from "node:assert/strict";
import { diagnose, diagnosisJson, diagnosisText } from "../../../lib/commands/doctor/diagnosis.ts";
import { checks } from "../../../lib/commands/doctor/findings.ts";
import { assertHoldsNone } from "../../faults/secret_forms.ts";
import { AGENT, assertFailed, assertLimited, findingOf, visit, type Visited } from "./setup.ts";

Deno.test("diagnose() fails the settings with all their problems on one line", async () => {
  const { diagnosis, embedded } = await visit({
    settings: { HELPDESK_PASSWORD: "", HELPDESK_TIMEOUT: "soon" },
  });
  const message =
    /^HELPDESK_PASSWORD is missing: [^;]*; HELPDESK_TIMEOUT must be a number [^;\n]*$/;
  assertFailed(diagnosis, AGENT, "settings", message);
  assert.deepEqual((await embedded.requests()).requests, []);
});

Deno.test("diagnose() shows what the settings are warned of as a limit", async () => {
  const { diagnosis } = await visit({
    settings: { HELPDESK_BASE_URL: "http://helpdesk.example.com/" },
  });
  const says = /^http:\/\/helpdesk\.example\.com\/ as "agent"\. The password is sent unencrypted/;
  assertLimited(diagnosis, AGENT, "settings", says);
});

Deno.test("diagnose() does not take a mistake of this program for one of the setup", async () => {
  const mistake = new TypeError("A mistake");
  const workplace = () => Promise.reject(mistake);
  const subject = { workplace, isEmbedded: false, userAgent: "helpdesk-mcp/test" };
  await assert.rejects(diagnose(subject), mistake);
});

Deno.test("diagnosisText() has a line for each check, and says that all is well", async () => {
  const { diagnosis } = await visit({});
  const lines = diagnosisText(diagnosis).split("\n");
  const titles = Object.values(checks);
  for (const [index, title] of titles.entries()) {
    assert.match(lines[index] ?? "", new RegExp(`^[✓–] ${title} +\\S`), title);
  }
  assert.deepEqual(lines.slice(titles.length), ["", "The program works with this setup", ""]);
});

Deno.test("diagnosisText() marks what failed and what could not be checked", async () => {
  const { diagnosis } = await visit({ settings: { HELPDESK_PASSWORD: "not-this-one" } });
  const text = diagnosisText(diagnosis);
  assert.match(text, /^✓ Login page /m);
  assert.match(text, /^✗ Login {2,}.*HELPDESK_PASSWORD/m);
  assert.match(text, /^– Staff rights +Not checked: "Login" has to be fixed first$/m);
  assert.match(text, /\n\nThe program does not work with this setup: repair what is marked ✗\n$/);
});

Deno.test("diagnosisText() marks limits, and says that the program works", async () => {
  const { diagnosis } = await visit({ account: "staff" });
  const text = diagnosisText(diagnosis);
  assert.match(text, /^! Agent rights /m);
  assert.match(text, /\n\nThe program works with this setup; what is marked ! could be better\n$/);
});

Deno.test("diagnosisJson() says the same as JSON", async () => {
  for (const account of ["agent", "customer"] as const) {
    const { diagnosis } = await visit({ account });
    const { works, findings: checks } = diagnosis;
    assert.deepEqual(JSON.parse(diagnosisJson(diagnosis)), { works, checks });
    assert.equal(works, account === "agent");
  }
});

const CANARY = 'cänary p"ss+/=word';

/** Everything that was ever shown, which must hold none of these. */
function assertShowsNone(secrets: Iterable<string>, { diagnosis, logged }: Visited): void {
  const shown = diagnosisText(diagnosis) + diagnosisJson(diagnosis) + logged.join("\n");
  assertHoldsNone(secrets, shown, "The diagnosis");
}

/** Everything in an answer that lets its reader act as the account. */
async function secretsIn(response: Response): Promise<string[]> {
  const cookies = response.headers.getSetCookie()
    .map((line) => line.slice(line.indexOf("=") + 1).split(";")[0] ?? "");
  const token = /(?:csrfmiddlewaretoken" value|csrfToken|session_key)"?[=:]\s*"([^"]+)"/g;
  const tokens = (await response.clone().text()).matchAll(token);
  return [...cookies, ...[...tokens].map(([, found = ""]) => found)]
    .filter((secret) => secret.length >= 8);
}

for (const account of ["agent", "staff", "customer"] as const) {
  Deno.test(`diagnose() shows no credential of ${account}`, async () => {
    const secrets = new Set<string>();
    const visited = await visit({
      account,
      fetch: (embedded) => async (request) => {
        const response = await embedded.fetch(request);
        for (const secret of await secretsIn(response)) secrets.add(secret);
        return response;
      },
    });
    // Two CSRF tokens, their cookie and a session at least: else nothing was looked for.
    assert(secrets.size >= 4, String(secrets.size));
    assertShowsNone([...secrets, visited.embedded.accounts[account].password], visited);
  });
}

Deno.test("diagnose() hides a password that the helpdesk repeats", async () => {
  const visited = await visit({
    settings: { HELPDESK_PASSWORD: CANARY },
    fetch: (embedded) => async (request) => {
      const { pathname } = new URL(request.url);
      if (request.method === "POST") {
        const headers = { location: "/", "set-cookie": "sessionid=fixture-session; Path=/" };
        return new Response(null, { status: 302, headers });
      }
      if (pathname === "/api/agent-session-info/") {
        return Response.json({ message: `No agent: ${CANARY}` }, { status: 403 });
      }
      if (pathname === "/api/tickets/") {
        return Response.json({ field: [`Refused ${encodeURIComponent(CANARY)}`] }, { status: 400 });
      }
      return await embedded.fetch(request);
    },
  });
  const { diagnosis } = visited;
  assert.match(findingOf(diagnosis, "agent_rights").message, /No agent: \[hidden\]/);
  assert.match(findingOf(diagnosis, "staff_rights").message, /Refused \[hidden\]/);
  assertShowsNone([CANARY], visited);
});

Deno.test("diagnose() shows no token", async () => {
  const token = "fixture-token-of-nobody";
  const settings = { HELPDESK_USERNAME: "", HELPDESK_PASSWORD: "", HELPDESK_API_TOKEN: token };
  assertShowsNone([token], await visit({ settings }));
});
