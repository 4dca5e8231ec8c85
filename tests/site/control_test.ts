import assert from "node:assert/strict";
import { rawLogin } from "./raw_session.ts";
import { startSite } from "../../site/site.ts";
import { exists, WORKING_FOLDER } from "../../site/site_folder.ts";
import { siteTest } from "./site_test_case.ts";

const FOLLOWUP = { ticket: 20, comment: "Checked", title: "", public: false };

siteTest("faults hit the requests they are ordered for", {}, async (site, context) => {
  const session = await rawLogin(site, site.accounts.staff);
  const write = async () => {
    const response = await session.request("api/followups/", { method: "POST", json: FOLLOWUP });
    return { response, text: await response.text() };
  };
  const count = async () => (await site.followups(20)).length;

  await context.step("error_before answers a traceback page and does nothing", async () => {
    const before = await count();
    await site.failNext({ kind: "error_before", method: "POST", pathContains: "followups" });
    const { response, text } = await write();
    assert.equal(response.status, 500);
    assert.match(text, /Traceback/);
    assert.match(response.headers.get("content-type") ?? "", /text\/html/);
    assert.equal(await count(), before);
    assert.equal((await write()).response.status, 201);
  });

  await context.step("error_after answers the same page and has done it", async () => {
    const before = await count();
    await site.failNext({ kind: "error_after", method: "POST" });
    assert.equal((await write()).response.status, 500);
    assert.equal(await count(), before + 1);
  });

  await context.step("lost_answer does it and closes the connection", async () => {
    const before = await count();
    await site.failNext({ kind: "lost_answer", method: "POST" });
    await assert.rejects(write(), TypeError);
    assert.equal(await count(), before + 1);
    const { requests } = await site.requests();
    assert.equal(requests.at(-1)?.status, null);
  });

  await context.step("lost_request closes the connection and does nothing", async () => {
    const before = await count();
    await site.failNext({ kind: "lost_request", method: "POST" });
    await assert.rejects(write(), TypeError);
    assert.equal(await count(), before);
  });

  await context.step("status answers what was ordered, skip and times are kept", async () => {
    await site.failNext({
      kind: "status",
      status: 429,
      headers: { "retry-after": "7" },
      body: "Slow down",
      pathContains: "api/tickets/1/?x=1",
      skip: 1,
      times: 2,
    });
    const read = async () => {
      const response = await session.request("api/tickets/1/?x=1");
      return [response.status, response.headers.get("retry-after"), await response.text()];
    };
    assert.equal((await session.json("api/tickets/2/")).status, 200);
    assert.equal((await read())[0], 200);
    assert.deepEqual(await read(), [429, "7", "Slow down"]);
    assert.deepEqual(await read(), [429, "7", "Slow down"]);
    assert.equal((await read())[0], 200);
  });

  await context.step("clearFaults() withdraws what has not happened", async () => {
    await site.failNext({ kind: "status", status: 503, times: 100 });
    await site.clearFaults();
    assert.equal((await session.json("api/tickets/2/")).status, 200);
  });

  await context.step("delay lets other requests pass meanwhile", async () => {
    await site.resetRequests();
    await site.failNext({ kind: "delay", milliseconds: 300, pathContains: "tickets/3/" });
    await Promise.all([session.json("api/tickets/3/"), session.json("api/")]);
    const { requests, peak } = await site.requests();
    const ended = [...requests].sort((one, other) => Number(one.ended) - Number(other.ended));
    assert.deepEqual(ended.map(({ path }) => path), ["/api/", "/api/tickets/3/"]);
    assert.equal(peak, 2);
  });

  await context.step("an unknown kind is refused", async () => {
    const fault = JSON.parse('{"kind": "earthquake"}');
    await assert.rejects(site.failNext(fault), /earthquake/);
  });
});

siteTest("requests() tells who asked for what", {}, async (site) => {
  const session = await rawLogin(site, site.accounts.staff);
  await site.resetRequests();
  await session.json("api/tickets/1/?status=1", { method: "PATCH", json: { priority: 2 } });
  await (await fetch(`${site.baseUrl}api/tickets/`)).body?.cancel();
  const token = { authorization: `Token ${site.token}` };
  await (await fetch(`${site.baseUrl}api/tickets/`, { headers: token })).body?.cancel();
  const { requests, peak } = await site.requests();
  assert.equal(peak, 1);
  const [patch, anonymous, withToken] = requests;
  assert.equal(patch?.method, "PATCH");
  assert.equal(patch?.path, "/api/tickets/1/");
  assert.equal(patch?.query, "status=1");
  assert.equal(patch?.json, '{"priority":2}');
  assert.equal(patch?.username, "staff");
  assert.equal(patch?.headers["accept"], "application/json");
  assert.equal(anonymous?.status, 403);
  assert.equal(anonymous?.username, null);
  assert.equal(withToken?.status, 200);
  assert.equal(withToken?.username, "staff");
});

siteTest("createTickets() and createUsers() add many rows", {}, async (site) => {
  const { firstId, lastId } = await site.createTickets(1200, { followUpsEach: 3 });
  assert.equal(firstId, site.fixture.ticketCount + 1);
  assert.equal(lastId, firstId + 1199);
  assert.equal((await site.followups(lastId)).length, 3);
  const [first, last] = [await site.ticket(firstId), await site.ticket(lastId)];
  assert.ok(first && last && first.created < last.created);
  assert.equal(await site.ticket(lastId + 1), null);
  const session = await rawLogin(site, site.accounts.staff);
  const page = await session.json<{ count: number }>("api/tickets/?page_size=1");
  assert.equal(page.body.count, lastId);

  const namesake = { firstName: "Stella", lastName: "Fixture" };
  const ids = await site.createUsers([{ username: "stella2", ...namesake, staff: true }]);
  assert.deepEqual(ids, [6]);
});

siteTest("reset() restores the fixture", {}, async (site) => {
  const before = await site.ticket(20);
  const session = await rawLogin(site, site.accounts.staff);
  await session.json("api/tickets/20/", { method: "PATCH", json: { title: "Changed" } });
  await session.json("api/followups/", {
    method: "POST",
    json: { ...FOLLOWUP, ticket: 1, public: true },
  });
  await site.createTickets(10);
  assert.equal((await site.ticket(20))?.title, "Changed");
  assert.ok((await site.mails()).length > 0);
  await site.reset();
  assert.deepEqual(await site.ticket(20), before);
  assert.equal(await site.ticket(site.fixture.ticketCount + 1), null);
  assert.deepEqual(await site.mails(), []);
  assert.deepEqual(await site.requests(), { requests: [], peak: 0 });
  assert.equal((await session.json("api/")).status, 200);
  assert.equal((await session.json("api/tickets/")).status, 403);
  await rawLogin(site, site.accounts.staff);
});

siteTest("two sites run side by side, each with its own data", {}, async (one) => {
  await using other = await startSite({ mount: "/helpdesk/" });
  assert.notEqual(one.origin, other.origin);
  await one.createTickets(1);
  assert.notEqual(await one.ticket(61), null);
  assert.equal(await other.ticket(61), null);
});

siteTest("data in a directory of its own outlives the site", {}, async () => {
  const dataDirectory = `${WORKING_FOLDER}runs/kept-${crypto.randomUUID()}`;
  try {
    {
      await using first = await startSite({ dataDirectory });
      await first.createTickets(5);
      await assert.rejects(first.reset(), /temporary/);
    }
    await using second = await startSite({ dataDirectory });
    assert.notEqual(await second.ticket(65), null);
  } finally {
    await Deno.remove(dataDirectory, { recursive: true });
  }
});

siteTest("stop() leaves neither server nor data, and a taken port is named", {}, async (site) => {
  const { port } = new URL(site.origin);
  await assert.rejects(startSite({ port: Number(port) }), new RegExp(`127.0.0.1:${port}`));
  const other = await startSite();
  await other.stop();
  await other.stop();
  await assert.rejects(fetch(other.baseUrl), TypeError);
  await other.ended();
  assert.equal(await exists(other.dataDirectory), false);
  assert.equal(await exists(site.dataDirectory), true);
});

siteTest("the server ends when the process that started it dies", {}, async () => {
  const script = `
    import { startSite } from ${
    JSON.stringify(new URL("../../site/site.ts", import.meta.url).href)
  };
    const site = await startSite();
    console.log(JSON.stringify({ url: site.baseUrl, directory: site.dataDirectory }));
    await new Promise(() => setInterval(() => {}, 1000));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-read", "--allow-write", "--allow-run", "--allow-net=127.0.0.1", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(script));
  await input.close();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { url, directory } = JSON.parse((await output.read()).value ?? "");
  await (await fetch(`${url}api/`)).body?.cancel();
  child.kill("SIGKILL");
  await child.status;
  await output.cancel();
  while (await exists(directory)) await new Promise((resolve) => setTimeout(resolve, 20));
  await assert.rejects(fetch(`${url}api/`), TypeError);
});
