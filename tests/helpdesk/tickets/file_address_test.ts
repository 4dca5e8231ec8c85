import assert from "node:assert/strict";
import fc from "fast-check";
import { fileAddress } from "../../../lib/helpdesk/tickets/file_address.ts";

const SITE = "https://desk.example.com";
const BASE = new URL(`${SITE}/helpdesk/`);

const ASKED: Readonly<Record<string, string>> = {
  [`${SITE}/media/a.txt`]: "/media/a.txt",
  [`${SITE}:443/media/a.txt`]: "/media/a.txt",
  "http://desk.example.com/media/a.txt": "/media/a.txt",
  "/media/%C3%BC_b.pdf": "/media/%C3%BC_b.pdf",
  "media/a.txt?key=1": "/helpdesk/media/a.txt?key=1",
  "/media/a..txt": "/media/a..txt",
  "/media/..hidden/a...txt": "/media/..hidden/a...txt",
};

for (const [file, path] of Object.entries(ASKED)) {
  Deno.test(`fileAddress() asks ${path} for ${file}`, () => {
    assert.equal(fileAddress(file, BASE)?.href, `${SITE}${path}`);
  });
}

const ELSEWHERE = [
  ...["https://bucket.example.net/a.txt", "https://desk.example.com.example.net/media/a.txt"],
  ...["https://desk.example.com:8443/media/a.txt", "http://desk.example.com:8080/media/a.txt"],
  ...["//example.net/media/a.txt", "\\\\example.net\\media\\a.txt", "javascript:alert(1)"],
  ...["https://user:word@desk.example.com/media/a.txt", "https://user@desk.example.com/media/a"],
  ...["https://:word@desk.example.com/media/a.txt", "https://", "/media/..", "/media/..?key=1"],
  ...["data:text/plain,hello", "file:///etc/passwd", "blob:https://desk.example.com/a"],
  ...["/media/../api/user_tickets/", "/media/%2e%2E/api/user_tickets/", "/media/..#a"],
  ...["/media/..%2fapi/user_tickets/", "/media/%2F../api/", "..\\api\\user_tickets\\"],
  ...["/media/%5c../api/", "/media/..%5capi/"],
  // Parsers leave tabs and line ends out, and what cannot be seen at both ends.
  ...[" ../api/user_tickets/", "\x01../api/user_tickets/", "/media/.. "],
  ...["/media/.\t./api/user_tickets/", "/media/%2\ne%2e/api/user_tickets/"],
];

for (const file of ELSEWHERE) {
  Deno.test(`fileAddress() asks nothing for ${file}`, () => {
    assert.equal(fileAddress(file, BASE), undefined);
  });
}

Deno.test("fileAddress() does not ask in the open for what is named by https", () => {
  assert.equal(fileAddress(`${SITE}/media/a.txt`, new URL("http://desk.example.com/")), undefined);
});

Deno.test("fileAddress() stays on the helpdesk's origin, whatever the helpdesk sends", () => {
  const part = fc.constantFrom("http:", "https:", "/", "//", "\\", "@", ":", "?", "#", "..", "%2f");
  const host = fc.constantFrom("desk.example.com", "example.net", "127.0.0.1", "a");
  const file = fc.array(fc.oneof(part, host, fc.string({ maxLength: 3 })), { maxLength: 8 });
  fc.assert(fc.property(file, (parts) => {
    const address = fileAddress(parts.join(""), BASE);
    if (address === undefined) return;
    assert.equal(address.origin, BASE.origin);
    assert.equal(address.username + address.password + address.hash, "");
  }));
});
