import assert from "node:assert/strict";
import { multipartBody } from "../../lib/http/multipart.ts";
import { expectFailure } from "./expect_failure.ts";
import { startServer } from "./loopback_server.ts";
import { createTestClient, OUTCOME_CHECK } from "./test_client.ts";

/** A server that answers so, and a client of it. */
function startBoth(...[answer]: Parameters<typeof startServer>) {
  const server = startServer(answer);
  return Object.assign(server, createTestClient(server.origin));
}

Deno.test("HttpClient.send() sends method, path, query, headers and body as given", async () => {
  await using server = startBoth(() => new Response("done", { status: 201 }));
  const path = "/api/tickets/7/?status=1";
  const headers = { "Content-Type": "application/json", "X-CSRFToken": "fixture" };
  const body = '{"title":"Zürich 🚲"}';
  const { status, text, url } = await server.send("PATCH", path, { headers, body });
  assert.deepEqual([status, text, url.href], [201, "done", `${server.origin}${path}`]);
  const [received] = server.requests;
  assert.deepEqual([received?.method, received?.target, received?.body], ["PATCH", path, body]);
  const sent = ["content-type", "x-csrftoken", "user-agent"].map((one) =>
    received?.headers.get(one)
  );
  assert.deepEqual(sent, ["application/json", "fixture", "helpdesk-mcp/test"]);
});

Deno.test("HttpClient.send() sends a form with files as multipart", async () => {
  await using server = startBoth(() => new Response());
  const bytes = new TextEncoder().encode("content");
  const file = { filename: "note.txt", mimeType: "text/plain", bytes };
  const body = multipartBody([["comment", "see the file"], ["attachments", file]]);
  await server.send("POST", "/api/followups/", { body });
  const [received] = server.requests;
  assert.match(received?.headers.get("content-type") ?? "", /^multipart\/form-data; boundary=/);
  assert.match(received?.body ?? "", /filename="note\.txt"/);
  assert.match(received?.body ?? "", /see the file/);
});

Deno.test("HttpClient.send() refuses another origin and sends nothing", async () => {
  await using server = startBoth(() => new Response());
  await using other = startServer(() => new Response());
  const { origin } = server;
  const near = [origin.replace("127.0.0.1", "localhost"), origin.replace("http:", "https:")];
  for (const url of [other.origin, ...near, "file:///etc/hostname", "data:text/plain,x"]) {
    const more = { url: new URL(url), outcomeCheck: OUTCOME_CHECK };
    const { message } = await expectFailure("bad_reply", server.send("POST", "/", more));
    assert.match(message, /Refused to send a request/);
  }
  assert.equal(server.requests.length + other.requests.length, 0);
});

Deno.test("HttpClient.send() stores the cookies of an answer and sends them back", async () => {
  const cookies = ["sessionid=fixture; Path=/; HttpOnly", "csrftoken=token; Path=/"];
  const headers = [...cookies, "elsewhere=1; Path=/admin/"]
    .map((cookie): [string, string] => ["Set-Cookie", cookie]);
  await using server = startBoth((_, count) => new Response("", count === 0 ? { headers } : {}));
  for (const path of ["/login/", "/api/tickets/"]) await server.send("GET", path);
  const sent = server.requests.map((request) => request.headers.get("cookie"));
  assert.deepEqual(sent, [null, "sessionid=fixture; csrftoken=token"]);
});

Deno.test("HttpClient.send() stores the cookies of an answer that it refuses", async () => {
  const headers = { "Set-Cookie": "a=1; Path=/" };
  await using server = startBoth((_, count) =>
    count === 0 ? new Response(new Uint8Array([0xff]), { headers }) : new Response()
  );
  await expectFailure("bad_reply", server.send("GET", "/"));
  await server.send("GET", "/");
  assert.equal(server.requests.at(-1)?.headers.get("cookie"), "a=1");
});

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`HttpClient.send() gives a ${status} back instead of following it`, async () => {
    await using other = startServer(() => new Response("elsewhere"));
    const location = `${other.origin}/`;
    const headers = { "Location": location, "Set-Cookie": "a=1; Path=/" };
    await using server = startBoth(() => new Response("moved", { status, headers }));
    const reply = await server.send("POST", "/login/", { body: "password=fixture" });
    assert.deepEqual([reply.status, reply.text], [status, "moved"]);
    assert.equal(reply.headers.get("location"), location);
    assert.equal(server.jar.header(new URL(server.origin)), "a=1");
    assert.deepEqual([server.requests.length, other.requests.length], [1, 0]);
  });
}

Deno.test("HttpClient.send() gives every status that is no passing failure back", async () => {
  await using server = startBoth(({ target }) =>
    new Response("words", { status: Number(target.slice(1)) })
  );
  for (const status of [200, 202, 400, 401, 403, 404, 405, 500, 501]) {
    const reply = await server.send("GET", `/${status}`);
    assert.deepEqual([reply.status, reply.text], [status, "words"]);
  }
  assert.equal(server.requests.length, 9);
});

Deno.test("HttpClient.send() logs method, path, status and time, and nothing else", async () => {
  await using server = startBoth(() =>
    new Response("secret answer", { headers: { "Set-Cookie": "sessionid=cookie-value; Path=/" } })
  );
  await server.send("GET", "/login/");
  const headers = { "Authorization": "Token secret-token", "X-CSRFToken": "secret-token" };
  const path = "/api/tickets/?search=secret-query";
  await server.send("POST", path, { headers, body: "secret body" });
  const [first = "", second = "", ...others] = server.logged;
  assert.deepEqual(others, []);
  assert.match(first, /^helpdesk-mcp: debug: GET \/login\/ 200 \d+ ms$/);
  assert.match(second, /^helpdesk-mcp: debug: POST \/api\/tickets\/ 200 \d+ ms$/);
});

/** What is answered with, packed. */
const pack = async (content: string | Uint8Array<ArrayBuffer>) => {
  const zipped = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(zipped).bytes();
};

Deno.test("HttpClient.send() decodes gzip and cuts a compressed bomb off by decoded bytes", async () => {
  const [small, bomb] = [await pack("compressed words"), await pack("0".repeat(5_000_000))];
  assert.ok(bomb.length < 10_000);
  const headers = { "Content-Encoding": "gzip" };
  await using server = startBoth(({ target }) =>
    new Response(target === "/bomb" ? bomb : small, { headers })
  );
  assert.equal((await server.send("GET", "/small")).text, "compressed words");
  const bombing = server.send("GET", "/bomb", { maximumBytes: 1024 * 1024 });
  const { message } = await expectFailure("bad_reply", bombing);
  assert.match(message, /answer to GET \/bomb is larger than 1 MiB/);
  assert.equal(server.requests.length, 2, "It was not asked again");
});

Deno.test("HttpClient.send() takes 10 MiB of an answer unless told otherwise", async () => {
  const limit = 10 * 1024 * 1024;
  await using server = startBoth(({ target }) => new Response("x".repeat(Number(target.slice(1)))));
  assert.equal((await server.send("GET", `/${limit}`)).text.length, limit);
  await expectFailure("bad_reply", server.send("GET", `/${limit + 1}`));
  const reply = await server.send("GET", `/${limit + 1}`, { maximumBytes: limit + 1 });
  assert.equal(reply.text.length, limit + 1);
});

Deno.test({
  name: "HttpClient.send() says which permission is missing when it may not reach the host",
  permissions: { net: false },
  async fn() {
    const { send } = createTestClient("http://127.0.0.1:8099");
    for (const method of ["GET", "POST"] as const) {
      const more = method === "POST" ? { outcomeCheck: OUTCOME_CHECK } : {};
      const { message } = await expectFailure("sandbox", send(method, "/", more));
      assert.match(message, /--allow-net=127\.0\.0\.1:8099/);
    }
  },
});

Deno.test("HttpClient.send() reads the bytes of a successful answer, and the text of any other", async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, place) => place % 256);
  await using server = startBoth(({ target }) =>
    target === "/file" ? new Response(bytes) : new Response("gone", { status: 404 })
  );
  const file = await server.send("GET", "/file", { read: "bytes" });
  assert.deepEqual([file.bytes, file.text], [bytes, ""]);
  const missing = await server.send("GET", "/missing", { read: "bytes" });
  assert.deepEqual([missing.bytes, missing.text], [undefined, "gone"]);
});

Deno.test("HttpClient.send() takes no more bytes than it may, packed ones counted unpacked", async () => {
  const packed = await pack(new Uint8Array(3_000));
  assert.ok(packed.length < 1_000);
  const headers = { "Content-Encoding": "gzip" };
  await using server = startBoth(({ target }) =>
    target === "/packed" ? new Response(packed, { headers }) : new Response(new Uint8Array(3_000))
  );
  for (const path of ["/plain", "/packed"]) {
    const limit = (maximumBytes: number) =>
      server.send("GET", path, { read: "bytes", maximumBytes });
    assert.equal((await limit(3_000)).bytes?.length, 3_000);
    assert.match((await expectFailure("bad_reply", limit(2_999))).message, /is larger than/);
  }
  assert.equal(server.requests.length, 4);
});

Deno.test("HttpClient.send() calls a secret path what it is told to, in the log and in errors", async () => {
  await using server = startBoth(({ target }, count) =>
    count < 3 ? new Response(new Uint8Array(10)) : new Response(target, { status: 503 })
  );
  const secret = { read: "bytes", shownAs: "file of attachment 7", maximumBytes: 5 } as const;
  const check = { ...secret, outcomeCheck: OUTCOME_CHECK };
  const errors = [
    await expectFailure("bad_reply", server.send("GET", "/secret-key/a.txt", secret)),
    await expectFailure("outcome_unknown", server.send("POST", "/secret-key/a.txt", check)),
  ];
  await server.send("GET", "/secret-key/a.txt", { ...secret, maximumBytes: 10 });
  for (const text of [...errors.map(({ message }) => message), ...server.logged]) {
    assert.match(text, /(?:GET|POST) file of attachment 7/);
    assert.doesNotMatch(text, /secret-key/);
  }
  assert.equal(server.logged.length, 3);
});
