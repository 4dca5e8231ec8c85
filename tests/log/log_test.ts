import assert from "node:assert/strict";
import fc from "fast-check";
import { createLog } from "../../lib/log/log.ts";
import { Redaction } from "../../lib/log/redaction.ts";

/** A log that hides these secrets, and its lines. */
function logTo(debug: boolean, ...secrets: string[]) {
  const lines: string[] = [];
  const log = createLog({ debug, write: (line) => lines.push(line) });
  for (const secret of secrets) log.hide(secret);
  return { log, lines };
}

const SECRET = 'päss w"ord/+!(1)~';
const LINES: readonly [what: string, message: string, line: string, ...secrets: string[]][] = [
  ["writes the program's name in front", "It cannot be used", "It cannot be used"],
  ["keeps one line", "first\r\nsecond\x1b[2J\x07\u202ethird\u0000", "first secondthird"],
  ["cuts after 2,000 characters", "x".repeat(100_000), "x".repeat(2_000)],
  ["hides white space", "By  two  words\there  .", "By [hidden] .", " two  words\there "],
  ["leaves words alone for a short secret", "Check the settings", "Check the settings", "the"],
];
for (const [what, message, line, ...secrets] of LINES) {
  Deno.test(`Log.warn() ${what}`, () => {
    const { log, lines } = logTo(false, ...secrets);
    log.warn(message);
    assert.deepEqual(lines, [`helpdesk-mcp: ${line}`]);
  });
}

Deno.test("Log.debug() writes nothing unless debugging is on", () => {
  for (const debug of [true, false]) {
    const { log, lines } = logTo(debug);
    log.debug("GET /api/ 200 3 ms");
    assert.deepEqual(lines, debug ? ["helpdesk-mcp: debug: GET /api/ 200 3 ms"] : []);
  }
});

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
    const { log, lines } = logTo(true, SECRET);
    log.warn(`before ${text} after`);
    log.debug(`${text}${text}`);
    // Base64 padding may stay behind: it tells nothing.
    assert.match(lines[0] ?? "", /^helpdesk-mcp: before \[hidden\]=* after$/);
    assert.match(lines[1] ?? "", /^helpdesk-mcp: debug: (?:\[hidden\]=*){2}$/);
  });
}

Deno.test("Log.hide() leaves no line in which a secret stands, whatever it is", () => {
  const secret = fc.string({ minLength: 6, maxLength: 30, unit: "binary" });
  fc.assert(fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
    const { log, lines } = logTo(false, text);
    log.warn(`${before}${text}${after}`);
    const written = (lines[0] ?? "").slice("helpdesk-mcp: ".length).replaceAll("[hidden]", "");
    assert.ok(!written.includes(text));
  }));
});

const ESCAPED = [
  ...["pa\\u0026s \\u00e4\\u003C1", "pa%26s%20%C3%A4%3c1", "pa&amp;s &#228;&lt;1"],
  ...["pa&#x26;s &#xE4;&#60;1", "\\u0070\\u0061\\u0026\\u0073\\u0020\\u00E4\\u003c\\u0031"],
  "p%61&#38;s \\u00e4<1",
];
const inJson = (secret: string) => `{"password":"${secret}"}`;
const REDACTED: readonly [secrets: readonly string[], text: string, shown: string][] = [
  [["first-secret", "other-secret"], "first-\u200bsecret,other-secret\n1", "[hidden],[hidden] 1"],
  [["a", ""], "a password", "a password"],
  ...ESCAPED.map((form): [string[], string, string] => {
    return [["pa&s ä<1"], inJson(form), inJson("[hidden]")];
  }),
];
for (const [secrets, text, shown] of REDACTED) {
  Deno.test(`Redaction.clean() hides ${secrets.length} in ${JSON.stringify(text)}`, () => {
    const redaction = new Redaction();
    for (const secret of secrets) redaction.hide(secret);
    assert.equal(redaction.clean(text), shown);
  });
}
