import assert from "node:assert/strict";
import fc from "fast-check";
import { parseLoginForm } from "../../../lib/helpdesk/answers/login_form.ts";

const DJANGO = `<form action="" method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="token&amp;&#x31;">
  <input type="text" name="username" autofocus required maxlength="150">
  <input type="password" name="password" required>
  <input type="hidden" name="next" value="/helpdesk/?a=1&amp;b=2" />
  <button type="submit">Log in</button>
</form>`;
const SEARCH = `<form action="/search/"><input name="q"><input type="hidden" name="a"></form>`;
const REGISTER =
  `<form action="/register/"><input name="new"><input type="password" name="p1"></form>`;

Deno.test("parseLoginForm() reads Django's form with its hidden fields, entities decoded, past others", () => {
  for (const html of [`<html><body>${DJANGO}</body></html>`, SEARCH + DJANGO, DJANGO + REGISTER]) {
    assert.deepEqual(parseLoginForm(html), {
      ...{ action: undefined, usernameField: "username", passwordField: "password" },
      hidden: new Map([["csrfmiddlewaretoken", "token&1"], ["next", "/helpdesk/?a=1&b=2"]]),
      csrfToken: "token&1",
    });
  }
  assert.equal(parseLoginForm(REGISTER + DJANGO)?.action, "/register/");
});

Deno.test("parseLoginForm() reads other names, kinds and spellings of the fields", () => {
  const form = parseLoginForm(
    `<FORM ACTION="/sign-in/?a=1&amp;b=2"><INPUT NAME=login TYPE=Email>
     <INPUT NAME=secret TYPE=PASSWORD><input type="submit" name="go" value="Go">`,
  );
  assert.deepEqual(form, {
    ...{ action: "/sign-in/?a=1&b=2", usernameField: "login", passwordField: "secret" },
    ...{ csrfToken: undefined, hidden: new Map() },
  });
  const untyped = '<form><input name="user"><input type="password" name="pw"></form>';
  assert.equal(parseLoginForm(untyped)?.usernameField, "user");
});

const NONE: Record<string, string> = {
  "an empty page": "",
  "a page without forms": "<h1>Welcome</h1>",
  "fields outside a form": '<input name="username"><input type="password" name="password">',
  "a form for a code": '<form><input type="text" name="otp_token"></form>',
  "a password without a user name": '<form><input type="password" name="password"></form>',
  "a form within a comment": `<!-- ${DJANGO} -->`,
  "a form within a script": `<script>const form = '${DJANGO}';</script>`,
  "a form within a text area": `<form><textarea>${DJANGO}</textarea></form>`,
};

for (const [what, html] of Object.entries(NONE)) {
  Deno.test(`parseLoginForm() finds none in ${what}`, () => {
    assert.equal(parseLoginForm(html), undefined);
  });
}

Deno.test("parseLoginForm() takes any text without failing", () => {
  const piece = fc.constantFrom(
    ...["<form", ">", "<input ", 'name="a"', "type=password", "type=text", "</form>", "<", "&#0;"],
    ...[" ", '"', "<!--", "-->", "<script>", "</script>", "x"],
  );
  fc.assert(fc.property(fc.array(piece).map((parts) => parts.join("")), (html) => {
    const form = parseLoginForm(html);
    assert.ok(form === undefined || form.usernameField !== "" || form.passwordField !== "");
  }));
});
