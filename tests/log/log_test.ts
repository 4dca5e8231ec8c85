import assert from "node:assert/strict";
import fc from "fast-check";
import { createLog, type Log } from "../../lib/log/log.ts";

function logTo(debug: boolean): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ debug, write: (line) => lines.push(line) }), lines };
}

Deno.test("Log.warn() writes the program's name in front of the message", () => {
  const { log, lines } = logTo(false);
  log.warn("The settings cannot be used");
  assert.deepEqual(lines, ["helpdesk-mcp: The settings cannot be used"]);
});

Deno.test("Log.debug() writes nothing unless debugging is on", () => {
  const off = logTo(false);
  off.log.debug("GET /api/ 200 3 ms");
  assert.deepEqual(off.lines, []);
  const on = logTo(true);
  on.log.debug("GET /api/ 200 3 ms");
  assert.deepEqual(on.lines, ["helpdesk-mcp: debug: GET /api/ 200 3 ms"]);
});

Deno.test("Log.warn() keeps a message on one line and without control characters", () => {
  const { log, lines } = logTo(false);
  log.warn("first\r\nsecond\x1b[2J\x07\u202ethird\u0000");
  assert.deepEqual(lines, ["helpdesk-mcp: first secondthird"]);
});

Deno.test("Log.warn() cuts a message after 2,000 characters", () => {
  const { log, lines } = logTo(false);
  log.warn("x".repeat(100_000));
  assert.equal(lines[0], `helpdesk-mcp: ${"x".repeat(2_000)}`);
});

const SECRET = 'päss w"ord/+!(1)~';
const FORMS: Record<string, string> = {
  "plain": SECRET,
  "URL-encoded": encodeURIComponent(SECRET),
  "form-encoded": new URLSearchParams({ password: SECRET }).toString().slice("password=".length),
  "base64": btoa(String.fromCharCode(...new TextEncoder().encode(SECRET))),
  "a JSON text": JSON.stringify(SECRET).slice(1, -1),
  "torn by an invisible character": `${SECRET.slice(0, 3)}\u200b${SECRET.slice(3)}`,
};

for (const [form, text] of Object.entries(FORMS)) {
  Deno.test(`Log.hide() keeps a secret out of later lines: ${form}`, () => {
    const { log, lines } = logTo(true);
    log.hide(SECRET);
    log.warn(`before ${text} after`);
    log.debug(`${text}${text}`);
    // Base64 padding may stay behind: it tells nothing.
    assert.match(lines[0] ?? "", /^helpdesk-mcp: before \[hidden\]=* after$/);
    assert.match(lines[1] ?? "", /^helpdesk-mcp: debug: (?:\[hidden\]=*){2}$/);
  });
}

Deno.test("Log.hide() hides a secret whose white space the line does not keep", () => {
  const { log, lines } = logTo(false);
  log.hide(" two  words\there ");
  log.warn("The login with  two  words\there  failed");
  assert.deepEqual(lines, ["helpdesk-mcp: The login with [hidden] failed"]);
});

Deno.test("Log.hide() leaves ordinary words alone for a secret of three characters", () => {
  const { log, lines } = logTo(false);
  log.hide("the");
  log.warn("Check the settings");
  assert.deepEqual(lines, ["helpdesk-mcp: Check the settings"]);
});

Deno.test("Log.hide() leaves no line in which a secret stands, whatever it is", () => {
  const secret = fc.string({ minLength: 6, maxLength: 30, unit: "binary" });
  fc.assert(fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
    const { log, lines } = logTo(false);
    log.hide(text);
    log.warn(`${before}${text}${after}`);
    const written = (lines[0] ?? "").slice("helpdesk-mcp: ".length).replaceAll("[hidden]", "");
    assert.ok(!written.includes(text));
  }));
});
