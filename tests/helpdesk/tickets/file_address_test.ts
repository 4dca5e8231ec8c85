import assert from "node:assert/strict";
import fc from "fast-check";
import { fileAddress } from "../../../lib/helpdesk/tickets/file_address.ts";

const BASE = new URL("https://desk.example.com/helpdesk/");

const ASKED: readonly (readonly [file: string, address: string])[] = [
  ["https://desk.example.com/media/a.txt", "https://desk.example.com/media/a.txt"],
  ["https://desk.example.com:443/media/a.txt", "https://desk.example.com/media/a.txt"],
  ["http://desk.example.com/media/a.txt", "https://desk.example.com/media/a.txt"],
  ["/media/%C3%BC_b.pdf", "https://desk.example.com/media/%C3%BC_b.pdf"],
  ["media/a.txt?key=1", "https://desk.example.com/helpdesk/media/a.txt?key=1"],
  ["/media/a..txt", "https://desk.example.com/media/a..txt"],
  ["/media/..hidden/a...txt", "https://desk.example.com/media/..hidden/a...txt"],
];

for (const [file, address] of ASKED) {
  Deno.test(`fileAddress() asks ${address} for ${file}`, () => {
    assert.equal(fileAddress(file, BASE)?.href, address);
  });
}

const ELSEWHERE = [
  "https://bucket.example.net/media/a.txt",
  "https://desk.example.com.example.net/media/a.txt",
  ...["https://desk.example.com:8443/media/a.txt", "http://desk.example.com:8080/media/a.txt"],
  ...["//example.net/media/a.txt", "\\\\example.net\\media\\a.txt"],
  "https://user:word@desk.example.com/media/a.txt",
  "https://user@desk.example.com/media/a.txt",
  ...["https://:word@desk.example.com/media/a.txt", "javascript:alert(1)"],
  ...["data:text/plain,hello", "file:///etc/passwd", "blob:https://desk.example.com/a"],
  ...["https://", "/media/../api/user_tickets/", "/media/%2e%2E/api/user_tickets/"],
  ...["/media/..%2fapi/user_tickets/", "/media/%2F../api/", "..\\api\\user_tickets\\"],
  ...["/media/..", "/media/..?key=1", "/media/..#a", "/media/%5c../api/", "/media/..%5capi/"],
  // Parsers leave tabs and line ends out, and what cannot be seen at both ends.
  " ../api/user_tickets/",
  "\x01../api/user_tickets/",
  "/media/.. ",
  "/media/.\t./api/user_tickets/",
  "/media/%2\ne%2e/api/user_tickets/",
];

for (const file of ELSEWHERE) {
  Deno.test(`fileAddress() asks nothing for ${file}`, () => {
    assert.equal(fileAddress(file, BASE), undefined);
  });
}

Deno.test("fileAddress() does not ask in the open for what is named by https", () => {
  const base = new URL("http://desk.example.com/");
  assert.equal(fileAddress("https://desk.example.com/media/a.txt", base), undefined);
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
