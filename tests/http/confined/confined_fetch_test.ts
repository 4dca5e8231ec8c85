import assert from "node:assert/strict";
import { fetchThrough, permittedHost } from "../../../lib/http/confined/confined_fetch.ts";
import { serveRequests } from "../../../lib/http/confined/confined_requests.ts";
import { closedOrigin } from "../loopback_server.ts";

/** A server, and a `fetch` whose requests travel through a port; what it asks is below the server's root. */
function start(handler: (request: Request) => Response | Promise<Response>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  const { port1, port2 } = new MessageChannel();
  const thread = new EventTarget();
  serveRequests(port2);
  const fetch = fetchThrough(port1, thread);
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return {
    ...{
      fetch,
      thread,
      ask: (path = "", init?: RequestInit) => fetch(new Request(url + path, init)),
    },
    async [Symbol.asyncDispose]() {
      port1.close();
      port2.close();
      await server.shutdown();
    },
  };
}

Deno.test("permittedHost() names the port also where an address leaves it out", () => {
  const hosts = {
    "https://helpdesk.example.com/path/": "helpdesk.example.com:443",
    "http://helpdesk.example.com/": "helpdesk.example.com:80",
    "http://[::1]:8080/": "[::1]:8080",
  };
  for (const [url, host] of Object.entries(hosts)) assert.equal(permittedHost(new URL(url)), host);
});

Deno.test("fetchThrough() sends method, headers and body, and brings status, cookies and body", async () => {
  await using network = start(async (request) => {
    const headers = new Headers([["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"]]);
    const asked = ["cookie", "content-type"].map((name) => request.headers.get(name));
    const said = [request.method, ...asked, await request.text()].join(" ");
    return new Response(said, { status: 201, headers });
  });
  const headers = { Cookie: "c=3", "Content-Type": "application/json" };
  const response = await network.ask("", { method: "POST", headers, body: new Blob(['{"ü":1}']) });
  assert.equal(response.status, 201);
  assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
  assert.equal(await response.text(), 'POST c=3 application/json {"ü":1}');
});

Deno.test("fetchThrough() sends a form as the request has it", async () => {
  await using network = start(async (request) => {
    const form = await request.formData();
    return new Response(`${form.get("comment")} ${(form.get("file") as File).name}`);
  });
  const body = new FormData();
  body.append("comment", "Grüße");
  body.append("file", new File(["content"], "notes.txt"));
  const response = await network.ask("", { method: "POST", body });
  assert.equal(await response.text(), "Grüße notes.txt");
});

Deno.test("fetchThrough() brings a redirect as an answer, and an answer without a body", async () => {
  const moved = { status: 302, headers: { Location: "/elsewhere" } };
  await using network = start(({ url }) =>
    new Response(null, url.endsWith("/moved") ? moved : { status: 204 })
  );
  const [redirect, empty] = [await network.ask("moved"), await network.ask()];
  assert.deepEqual([redirect.status, redirect.headers.get("location")], [302, "/elsewhere"]);
  await redirect.body?.cancel();
  assert.deepEqual([empty.status, await empty.text()], [204, ""]);
});

Deno.test("fetchThrough() keeps many answers apart", async () => {
  await using network = start(({ url }) => new Response(new URL(url).search.repeat(50_000)));
  const asked = Array.from({ length: 8 }, (_, number) => `?${number}`);
  const texts = await Promise.all(asked.map(async (search) => (await network.ask(search)).text()));
  assert.deepEqual(texts, asked.map((search) => search.repeat(50_000)));
});

Deno.test("fetchThrough() reads no further than it is read, and ends what is cancelled", async () => {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  await using network = start(() => {
    const piece = new Uint8Array(64 * 1024);
    const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(piece);
    return new Response(new ReadableStream({ pull, cancel: () => cancel() }));
  });
  const reader = (await network.ask()).body?.getReader();
  assert((await reader?.read())?.value !== undefined);
  await reader?.cancel();
  await cancelled;
});

Deno.test("fetchThrough() gives a request up with the signal's reason, also in the middle of its body", async () => {
  const { promise: asked, resolve: arrive } = Promise.withResolvers<void>();
  await using network = start(({ url, signal }) => {
    if (url.endsWith("/endless")) {
      const start = (controller: ReadableStreamDefaultController) =>
        controller.enqueue(new Uint8Array(1));
      return new Response(new ReadableStream({ start }));
    }
    arrive();
    return new Promise((resolve) =>
      signal.addEventListener("abort", () => resolve(new Response()))
    );
  });
  const [silent, endless] = [new AbortController(), new AbortController()];
  const waiting = network.ask("", { signal: silent.signal });
  await asked;
  silent.abort(new Error("Enough"));
  await assert.rejects(waiting, /^Error: Enough$/);

  const text = (await network.ask("endless", { signal: endless.signal })).text();
  endless.abort(new Error("Enough of that"));
  await assert.rejects(text, /^Error: Enough of that$/);
});

Deno.test("fetchThrough() fails as fetch does where nothing listens or the permission is missing", async () => {
  await using network = start(() => new Response());
  await assert.rejects(network.fetch(new Request(closedOrigin())), (error: Error) => {
    assert(error instanceof TypeError);
    const words = `${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`;
    assert.match(words, /client error \(Connect\)/);
    return true;
  });
  const forbidden = network.fetch(new Request("http://192.0.2.1/"));
  await assert.rejects(forbidden, Deno.errors.NotCapable);
});

Deno.test("fetchThrough() fails every request when the thread ends", async () => {
  const { promise: asked, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await using network = start(async () => {
    arrive();
    await released;
    return new Response();
  });
  const waiting = network.ask();
  await asked;
  const event = new ErrorEvent("error", { message: "Out of memory", cancelable: true });
  network.thread.dispatchEvent(event);
  release();
  assert(event.defaultPrevented);
  await assert.rejects(waiting, /The network's thread ended: Out of memory/);
});
