import assert from "node:assert/strict";
import { multipartBody } from "../../lib/http/multipart.ts";
import { expectFailure } from "./expect_failure.ts";
import { startServer } from "./loopback_server.ts";
import { createTestClient, OUTCOME_CHECK } from "./test_client.ts";

Deno.test("HttpClient.send() sends method, path, query, headers and body as given", async () => {
  await using server = startServer(() => new Response("done", { status: 201 }));
  const { send } = createTestClient(server.origin);
  const reply = await send("PATCH", "/api/tickets/7/?status=1", {
    headers: { "Content-Type": "application/json", "X-CSRFToken": "fixture" },
    body: '{"title":"Zürich 🚲"}',
  });
  assert.equal(reply.status, 201);
  assert.equal(reply.text, "done");
  assert.equal(reply.url.href, `${server.origin}/api/tickets/7/?status=1`);
  const [received] = server.requests;
  assert.equal(received?.method, "PATCH");
  assert.equal(received?.target, "/api/tickets/7/?status=1");
  assert.equal(received?.body, '{"title":"Zürich 🚲"}');
  assert.equal(received?.headers.get("content-type"), "application/json");
  assert.equal(received?.headers.get("x-csrftoken"), "fixture");
  assert.equal(received?.headers.get("user-agent"), "helpdesk-mcp/test");
});

Deno.test("HttpClient.send() sends a form with files as multipart", async () => {
  await using server = startServer(() => new Response());
  const { send } = createTestClient(server.origin);
  const bytes = new TextEncoder().encode("content");
  const file = { filename: "note.txt", mimeType: "text/plain", bytes };
  const body = multipartBody([["comment", "see the file"], ["attachments", file]]);
  await send("POST", "/api/followups/", { body });
  const [received] = server.requests;
  assert.match(received?.headers.get("content-type") ?? "", /^multipart\/form-data; boundary=/);
  assert.match(received?.body ?? "", /filename="note\.txt"/);
  assert.match(received?.body ?? "", /see the file/);
});

Deno.test("HttpClient.send() refuses another origin and sends nothing", async () => {
  await using server = startServer(() => new Response());
  await using other = startServer(() => new Response());
  const { client, send } = createTestClient(server.origin);
  assert.ok(client);
  for (
    const url of [
      other.origin,
      server.origin.replace("127.0.0.1", "localhost"),
      server.origin.replace("http:", "https:"),
      "file:///etc/hostname",
      "data:text/plain,x",
    ]
  ) {
    const error = await expectFailure(
      "bad_reply",
      send("POST", "/", { url: new URL(url), outcomeCheck: OUTCOME_CHECK }),
    );
    assert.match(error.message, /Refused to send a request/);
  }
  assert.equal(server.requests.length + other.requests.length, 0);
});

Deno.test("HttpClient.send() stores the cookies of an answer and sends them back", async () => {
  await using server = startServer((_, count) =>
    count === 0
      ? new Response("", {
        headers: [
          ["Set-Cookie", "sessionid=fixture; Path=/; HttpOnly"],
          ["Set-Cookie", "csrftoken=token; Path=/"],
          ["Set-Cookie", "elsewhere=1; Path=/admin/"],
        ],
      })
      : new Response()
  );
  const { send } = createTestClient(server.origin);
  await send("GET", "/login/");
  await send("GET", "/api/tickets/");
  const [first, second] = server.requests;
  assert.equal(first?.headers.get("cookie"), null);
  assert.equal(second?.headers.get("cookie"), "sessionid=fixture; csrftoken=token");
});

Deno.test("HttpClient.send() stores the cookies of an answer that it refuses", async () => {
  await using server = startServer((_, count) =>
    count === 0
      ? new Response(new Uint8Array([0xff]), { headers: { "Set-Cookie": "a=1; Path=/" } })
      : new Response()
  );
  const { send } = createTestClient(server.origin);
  await expectFailure("bad_reply", send("GET", "/"));
  await send("GET", "/");
  assert.equal(server.requests.at(-1)?.headers.get("cookie"), "a=1");
});

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`HttpClient.send() gives a ${status} back instead of following it`, async () => {
    await using other = startServer(() => new Response("elsewhere"));
    await using server = startServer(() =>
      new Response("moved", {
        status,
        headers: { "Location": `${other.origin}/`, "Set-Cookie": "a=1; Path=/" },
      })
    );
    const { send, jar } = createTestClient(server.origin);
    const reply = await send("POST", "/login/", { body: "password=fixture" });
    assert.equal(reply.status, status);
    assert.equal(reply.headers.get("location"), `${other.origin}/`);
    assert.equal(reply.text, "moved");
    assert.equal(jar.header(new URL(server.origin)), "a=1");
    assert.equal(server.requests.length, 1);
    assert.equal(other.requests.length, 0);
  });
}

Deno.test("HttpClient.send() gives every status that is no passing failure back", async () => {
  await using server = startServer(({ target }) =>
    new Response("words", { status: Number(target.slice(1)) })
  );
  const { send } = createTestClient(server.origin);
  for (const status of [200, 202, 400, 401, 403, 404, 405, 500, 501]) {
    const reply = await send("GET", `/${status}`);
    assert.deepEqual([reply.status, reply.text], [status, "words"]);
  }
  assert.equal(server.requests.length, 9);
});

Deno.test("HttpClient.send() logs method, path, status and time, and nothing else", async () => {
  await using server = startServer(() =>
    new Response("secret answer", { headers: { "Set-Cookie": "sessionid=cookie-value; Path=/" } })
  );
  const { send, logged } = createTestClient(server.origin);
  await send("GET", "/login/");
  await send("POST", "/api/tickets/?search=secret-query", {
    headers: { "Authorization": "Token secret-token", "X-CSRFToken": "secret-token" },
    body: "secret body",
  });
  const [first = "", second = ""] = logged;
  assert.equal(logged.length, 2);
  assert.match(first, /^helpdesk-mcp: debug: GET \/login\/ 200 \d+ ms$/);
  assert.match(second, /^helpdesk-mcp: debug: POST \/api\/tickets\/ 200 \d+ ms$/);
});

Deno.test("HttpClient.send() decodes gzip and cuts a compressed bomb off by decoded bytes", async () => {
  const bytes = async (text: string) => {
    const zipped = new Response(text).body?.pipeThrough(new CompressionStream("gzip"));
    return await new Response(zipped).bytes();
  };
  const small = await bytes("compressed words");
  const bomb = await bytes("0".repeat(5_000_000));
  assert.ok(bomb.length < 10_000);
  await using server = startServer(({ target }) =>
    new Response(target === "/bomb" ? bomb : small, { headers: { "Content-Encoding": "gzip" } })
  );
  const { send } = createTestClient(server.origin);
  assert.equal((await send("GET", "/small")).text, "compressed words");
  const error = await expectFailure(
    "bad_reply",
    send("GET", "/bomb", { maximumBytes: 1024 * 1024 }),
  );
  assert.match(error.message, /answer to GET \/bomb is larger than 1 MiB/);
  assert.equal(server.requests.length, 2, "It was not asked again");
});

Deno.test("HttpClient.send() takes 10 MiB of an answer unless told otherwise", async () => {
  const limit = 10 * 1024 * 1024;
  await using server = startServer(({ target }) =>
    new Response("x".repeat(Number(target.slice(1))))
  );
  const { send } = createTestClient(server.origin);
  assert.equal((await send("GET", `/${limit}`)).text.length, limit);
  await expectFailure("bad_reply", send("GET", `/${limit + 1}`));
  const reply = await send("GET", `/${limit + 1}`, { maximumBytes: limit + 1 });
  assert.equal(reply.text.length, limit + 1);
});

Deno.test({
  name: "HttpClient.send() says which permission is missing when it may not reach the host",
  permissions: { net: false },
  async fn() {
    const { send } = createTestClient("http://127.0.0.1:8099");
    for (const method of ["GET", "POST"] as const) {
      const error = await expectFailure(
        "sandbox",
        send(method, "/", method === "POST" ? { outcomeCheck: OUTCOME_CHECK } : {}),
      );
      assert.match(error.message, /--allow-net=127\.0\.0\.1:8099/);
    }
  },
});

Deno.test("HttpClient.send() reads the bytes of a successful answer, and the text of any other", async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, place) => place % 256);
  await using server = startServer(({ target }) =>
    target === "/file" ? new Response(bytes) : new Response("gone", { status: 404 })
  );
  const { send } = createTestClient(server.origin);
  const file = await send("GET", "/file", { read: "bytes" });
  assert.deepEqual(file.bytes, bytes);
  assert.equal(file.text, "");
  const missing = await send("GET", "/missing", { read: "bytes" });
  assert.equal(missing.bytes, undefined);
  assert.equal(missing.text, "gone");
  assert.equal((await send("GET", "/missing")).bytes, undefined);
});

Deno.test("HttpClient.send() takes no more bytes than it may, packed ones counted unpacked", async () => {
  const packed = await new Response(
    new Blob([new Uint8Array(3_000)]).stream().pipeThrough(new CompressionStream("gzip")),
  ).bytes();
  await using server = startServer(({ target }) =>
    target === "/packed"
      ? new Response(packed, { headers: { "Content-Encoding": "gzip" } })
      : new Response(new Uint8Array(3_000))
  );
  const { send } = createTestClient(server.origin);
  assert.ok(packed.length < 1_000);
  for (const path of ["/plain", "/packed"]) {
    const limit = (maximumBytes: number) => send("GET", path, { read: "bytes", maximumBytes });
    assert.equal((await limit(3_000)).bytes?.length, 3_000);
    const error = await expectFailure("bad_reply", limit(2_999));
    assert.match(error.message, /is larger than/);
  }
  assert.equal(server.requests.length, 4);
});

Deno.test("HttpClient.send() calls a secret path what it is told to, in the log and in errors", async () => {
  await using server = startServer(({ target }, count) =>
    count < 3 ? new Response(new Uint8Array(10)) : new Response(target, { status: 503 })
  );
  const { send, logged } = createTestClient(server.origin);
  const more = { read: "bytes", shownAs: "file of attachment 7", maximumBytes: 5 } as const;
  const errors = [
    await expectFailure("bad_reply", send("GET", "/secret-key/a.txt", more)),
    await expectFailure(
      "outcome_unknown",
      send("POST", "/secret-key/a.txt", { ...more, outcomeCheck: OUTCOME_CHECK }),
    ),
  ];
  await send("GET", "/secret-key/a.txt", { ...more, maximumBytes: 10 });
  for (const text of [...errors.map(({ message }) => message), ...logged]) {
    assert.match(text, /(?:GET|POST) file of attachment 7/);
    assert.doesNotMatch(text, /secret-key/);
  }
  assert.equal(logged.length, 3);
});
