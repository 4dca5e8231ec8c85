import assert from "node:assert/strict";
import { checks, Findings } from "../../../lib/commands/doctor/findings.ts";

Deno.test("Findings.list() names every check once, in their order", () => {
  const findings = new Findings();
  findings.record("clock", "passed", "They agree");
  findings.record("settings", "passed", "They are there");
  const list = findings.list();
  assert.deepEqual(list.map(({ check }) => check), Object.keys(checks));
  assert.equal(list.at(-1)?.message, "They agree");
});

Deno.test("Findings.list() says of a check that was not made what has to be fixed first", () => {
  const findings = new Findings();
  findings.record("tls", "failed", "The certificate was not accepted");
  const login = findings.list().find(({ check }) => check === "login");
  const message = 'Not checked: "TLS" has to be fixed first';
  assert.deepEqual(login, { check: "login", outcome: "skipped", message });
});

Deno.test("Findings.record() lets a later finding take the place of an earlier one", () => {
  const findings = new Findings();
  findings.record("login", "passed", "It works");
  findings.record("login", "failed", "It does not last");
  const logins = findings.list().filter(({ check }) => check === "login");
  assert.deepEqual(logins, [{ check: "login", outcome: "failed", message: "It does not last" }]);
});
