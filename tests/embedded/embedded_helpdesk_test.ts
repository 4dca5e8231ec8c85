import assert from "node:assert/strict";
import type { TicketBody } from "../contract/contract_client.ts";
import { createEmbeddedHelpdesk, type EmbeddedHelpdesk } from "./embedded_helpdesk.ts";

async function get(helpdesk: EmbeddedHelpdesk, path: string): Promise<Response> {
  const headers = { authorization: `Token ${helpdesk.token}` };
  return await helpdesk.fetch(new Request(`${helpdesk.baseUrl}${path}`, { headers }));
}

async function tickets(helpdesk: EmbeddedHelpdesk): Promise<TicketBody[]> {
  const response = await get(helpdesk, "api/tickets/?page_size=1000");
  return (await response.json()).results;
}

Deno.test({
  name: "createEmbeddedHelpdesk() works without any permission",
  permissions: "none",
  async fn() {
    assert.equal((await tickets(createEmbeddedHelpdesk())).length, 40);
  },
});

Deno.test("createEmbeddedHelpdesk() has the same content at every start", async () => {
  const now = () => new Date("2026-05-04T10:00:00Z");
  const [first, second] = [createEmbeddedHelpdesk({ now }), createEmbeddedHelpdesk({ now })];
  const seen = async (helpdesk: EmbeddedHelpdesk) =>
    JSON.stringify(await tickets(helpdesk)).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "KEY");
  assert.equal(await seen(first), await seen(second));
});

Deno.test("createEmbeddedHelpdesk() fills four queues, and its dates follow the clock", async () => {
  const helpdesk = createEmbeddedHelpdesk({ now: () => new Date("2031-05-04T10:00:00Z") });
  const all = await tickets(helpdesk);
  assert.deepEqual(new Set(all.map(({ queue }) => queue)), new Set([1, 2, 3, 4]));
  assert.ok(all.some(({ due_date }) => due_date?.startsWith("2031-05-05")));
  assert.ok(all.every(({ due_date }) => due_date === null || due_date.startsWith("2031")));
});

Deno.test("the sample content has no addresses outside the reserved domains", async () => {
  const text = JSON.stringify(await tickets(createEmbeddedHelpdesk()));
  for (const [address] of text.matchAll(/[\w.+-]+@[\w.-]+\w/g)) {
    assert.match(address, /@example\.(com|org)$/);
  }
});

Deno.test("the sample content has what its roles promise", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const { tickets: roles } = helpdesk.fixture;
  const ticket = async (id: number): Promise<TicketBody> =>
    await (await get(helpdesk, `api/tickets/${id}/`)).json();
  for (const [role, id] of Object.entries(roles)) assert.ok(id > 0, role);
  assert.match((await ticket(roles.arabic)).title, /\p{Script=Arabic}/u);
  assert.match((await ticket(roles.cjk)).title, /\p{Script=Han}/u);
  assert.match((await ticket(roles.combining)).title, /\p{Script=Devanagari}\p{M}/u);
  assert.match((await ticket(roles.emoji)).title, /\p{Extended_Pictographic}/u);
  assert.match((await ticket(roles.orders)).description ?? "", /ignore all earlier instructions/);
  assert.match((await ticket(roles.markup)).description ?? "", /<script>.*\{\{ blocked \}\}.*\{%/s);
  assert.ok(((await ticket(roles.longText)).description ?? "").length > 10_000);
  assert.equal((await ticket(roles.longHistory)).followup_set.length, 80);
  assert.equal((await ticket(roles.noDescription)).description, null);
  assert.ok((await ticket(roles.longTitle)).title.length > 150);
  assert.equal((await helpdesk.ticket(roles.merged))?.merged_to, roles.mergedInto);
  assert.equal((await helpdesk.ticket(roles.held))?.on_hold, true);
  for (const id of [roles.textAttachment, roles.imageAttachment]) {
    const files = (await helpdesk.followups(id)).flatMap(({ attachments }) => attachments);
    assert.equal(files.length, 1);
    assert.ok((files[0]?.size ?? 0) > 50);
  }
});

Deno.test("fetch() rejects when the request is aborted, before or while it is served", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const address = `${helpdesk.baseUrl}api/`;
  const aborted = new Request(address, { signal: AbortSignal.abort() });
  await assert.rejects(helpdesk.fetch(aborted), { name: "AbortError" });
  await helpdesk.failNext({ kind: "delay", milliseconds: 50 });
  const controller = new AbortController();
  const pending = helpdesk.fetch(new Request(address, { signal: controller.signal }));
  controller.abort();
  await assert.rejects(pending, { name: "AbortError" });
  while ((await helpdesk.requests()).requests[0]?.ended === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal((await helpdesk.requests()).requests[0]?.status, 200);
});

Deno.test("createEmbeddedHelpdesk() refuses a mount without slashes around it", () => {
  assert.throws(() => createEmbeddedHelpdesk({ mount: "/helpdesk" }), RangeError);
});

Deno.test("the browsable page stops at 1,000 options", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const users = Array.from({ length: 1000 }, (_, index) => ({ username: `many-${index}` }));
  await helpdesk.createUsers(users);
  const headers = { authorization: `Token ${helpdesk.token}`, accept: "text/html" };
  const request = new Request(`${helpdesk.baseUrl}api/tickets/`, { method: "OPTIONS", headers });
  const page = await (await helpdesk.fetch(request)).text();
  assert.match(page, /many-992</);
  assert.doesNotMatch(page, /many-993</);
  assert.match(page, /More than 1000 items\.\.\./);
});

Deno.test("reset() puts content, sessions and records back to the start", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  await helpdesk.createTickets(3);
  await helpdesk.failNext({ kind: "error_before" });
  await helpdesk.reset();
  assert.deepEqual((await helpdesk.requests()).requests, []);
  assert.equal((await tickets(helpdesk)).length, 40);
});
