import assert from "node:assert/strict";
import { fetchThrough, permittedHost } from "../../../lib/http/confined/confined_fetch.ts";
import { serveRequests } from "../../../lib/http/confined/confined_requests.ts";

/** A server, and a `fetch` whose requests travel through a port. */
function start(handler: (request: Request) => Response | Promise<Response>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  const { port1, port2 } = new MessageChannel();
  const thread = new EventTarget();
  serveRequests(port2);
  const fetch = fetchThrough(port1, thread);
  return {
    fetch,
    thread,
    url: `http://127.0.0.1:${server.addr.port}/`,
    async [Symbol.asyncDispose]() {
      port1.close();
      port2.close();
      await server.shutdown();
    },
  };
}

Deno.test("permittedHost() names the port also where an address leaves it out", () => {
  assert.equal(
    permittedHost(new URL("https://helpdesk.example.com/path/")),
    "helpdesk.example.com:443",
  );
  assert.equal(permittedHost(new URL("http://helpdesk.example.com/")), "helpdesk.example.com:80");
  assert.equal(permittedHost(new URL("http://[::1]:8080/")), "[::1]:8080");
});

Deno.test("fetchThrough() sends method, headers and body, and brings status, cookies and body", async () => {
  await using network = start(async (request) => {
    const headers = new Headers([["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"]]);
    const { method } = request;
    const said = [method, request.headers.get("cookie"), request.headers.get("content-type")];
    return new Response(`${said.join(" ")} ${await request.text()}`, { status: 201, headers });
  });
  const response = await network.fetch(
    new Request(network.url, {
      method: "POST",
      headers: { Cookie: "c=3", "Content-Type": "application/json" },
      body: new Blob(['{"ü":1}']),
    }),
  );
  assert.equal(response.status, 201);
  assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
  assert.equal(await response.text(), 'POST c=3 application/json {"ü":1}');
});

Deno.test("fetchThrough() sends a form as the request has it", async () => {
  await using network = start(async (request) => {
    const form = await request.formData();
    return new Response(`${form.get("comment")} ${(form.get("file") as File).name}`);
  });
  const form = new FormData();
  form.append("comment", "Grüße");
  form.append("file", new File(["content"], "notes.txt"));
  const response = await network.fetch(new Request(network.url, { method: "POST", body: form }));
  assert.equal(await response.text(), "Grüße notes.txt");
});

Deno.test("fetchThrough() brings a redirect as an answer, and an answer without a body", async () => {
  await using network = start(({ url }) =>
    url.endsWith("/moved")
      ? new Response(null, { status: 302, headers: { Location: "/elsewhere" } })
      : new Response(null, { status: 204 })
  );
  const moved = await network.fetch(new Request(`${network.url}moved`));
  assert.equal(moved.status, 302);
  assert.equal(moved.headers.get("location"), "/elsewhere");
  await moved.body?.cancel();
  const empty = await network.fetch(new Request(network.url));
  assert.equal(empty.status, 204);
  assert.equal(await empty.text(), "");
});

Deno.test("fetchThrough() keeps many answers apart", async () => {
  await using network = start((request) =>
    new Response(new URL(request.url).search.repeat(50_000))
  );
  const asked = Array.from({ length: 8 }, (_, number) => `?${number}`);
  const texts = await Promise.all(asked.map(async (search) => {
    const response = await network.fetch(new Request(`${network.url}${search}`));
    return await response.text();
  }));
  assert.deepEqual(texts, asked.map((search) => search.repeat(50_000)));
});

Deno.test("fetchThrough() reads no further than it is read, and ends what is cancelled", async () => {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  await using network = start(() => {
    const piece = new Uint8Array(64 * 1024);
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(piece),
      cancel: () => cancel(),
    });
    return new Response(body);
  });
  const response = await network.fetch(new Request(network.url));
  const reader = response.body?.getReader();
  assert((await reader?.read())?.value !== undefined);
  await reader?.cancel();
  await cancelled;
});

Deno.test("fetchThrough() gives a request up with the signal's reason, also in the middle of its body", async () => {
  const { promise: asked, resolve: arrive } = Promise.withResolvers<void>();
  await using network = start(({ url, signal }) => {
    if (url.endsWith("/endless")) {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new Uint8Array(1)),
      });
      return new Response(body);
    }
    arrive();
    return new Promise((resolve) =>
      signal.addEventListener("abort", () => resolve(new Response()))
    );
  });
  const silent = new AbortController();
  const waiting = network.fetch(new Request(network.url, { signal: silent.signal }));
  await asked;
  silent.abort(new Error("Enough"));
  await assert.rejects(waiting, /^Error: Enough$/);

  const endless = new AbortController();
  const response = await network.fetch(
    new Request(`${network.url}endless`, { signal: endless.signal }),
  );
  const text = response.text();
  endless.abort(new Error("Enough of that"));
  await assert.rejects(text, /^Error: Enough of that$/);
});

Deno.test("fetchThrough() fails as fetch does where nothing listens", async () => {
  await using network = start(() => new Response());
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const request = new Request(`http://127.0.0.1:${port}/`);
  await assert.rejects(network.fetch(request), (error: Error) => {
    assert(error instanceof TypeError);
    const words = `${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`;
    assert.match(words, /client error \(Connect\)/);
    return true;
  });
});

Deno.test("fetchThrough() fails as fetch does where the permission is missing", async () => {
  await using network = start(() => new Response());
  await assert.rejects(network.fetch(new Request("http://192.0.2.1/")), Deno.errors.NotCapable);
});

Deno.test("fetchThrough() fails every request when the thread ends", async () => {
  const { promise: asked, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await using network = start(async () => {
    arrive();
    await released;
    return new Response();
  });
  const waiting = network.fetch(new Request(network.url));
  await asked;
  const event = new ErrorEvent("error", { message: "Out of memory", cancelable: true });
  network.thread.dispatchEvent(event);
  release();
  assert(event.defaultPrevented);
  await assert.rejects(waiting, /The network's thread ended: Out of memory/);
});
