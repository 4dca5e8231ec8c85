import assert from "node:assert/strict";
import { createEmbeddedHelpdesk, type EmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import type { BranchRecord } from "../../../lib/demo/state/records.ts";
import { RawAgent } from "../raw_agent.ts";

function signedHelpdesk(): EmbeddedHelpdesk {
  return createEmbeddedHelpdesk({ sessionEngine: "signed_cookies" });
}

async function record(helpdesk: EmbeddedHelpdesk, name: string): Promise<BranchRecord> {
  const found = (await helpdesk.branches()).find((branch) => branch.name === name);
  assert.ok(found, name);
  return found;
}

async function titles(helpdesk: EmbeddedHelpdesk): Promise<string[]> {
  return (await helpdesk.pullRequests()).map(({ title }) => title);
}

Deno.test("finishing a branch again commits what was added, and files no second pull request", async () => {
  const helpdesk = signedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.intend("First");
  await agent.write();
  const copy = agent.copy();
  await agent.finish();
  await copy.intend("Second");
  await copy.write();
  await copy.branch();
  await (await RawAgent.logIn(helpdesk)).branch();
  const { state, endedBy, intent, writes } = await record(helpdesk, name);
  assert.deepEqual([state, endedBy, intent], ["finished_by_server", "server", "First"]);
  assert.deepEqual(writes.map(({ late }) => late), [false, true]);
  assert.deepEqual(await titles(helpdesk), ["First"]);
  assert.equal((await helpdesk.pullRequests())[0]?.writes, 1);
});

Deno.test("finishing a committed branch without changes leaves it as it is", async () => {
  const helpdesk = signedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.intend("Done");
  await agent.write();
  const copy = agent.copy();
  await agent.finish();
  await copy.finish();
  assert.equal((await record(helpdesk, name)).state, "finished");
  assert.deepEqual(await titles(helpdesk), ["Done"]);
});

Deno.test("a commit that was refused is made up for by a later finish with an intent", async () => {
  const helpdesk = signedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.write();
  const copy = agent.copy();
  await agent.finish();
  assert.equal((await record(helpdesk, name)).state, "uncommitted");
  await copy.intend("After all");
  assert.equal((await record(helpdesk, name)).intent, "");
  await copy.write();
  assert.deepEqual((await record(helpdesk, name)).writes.map(({ late }) => late), [false, false]);
  await copy.finish();
  const { state, intent } = await record(helpdesk, name);
  assert.deepEqual([state, intent], ["finished", "After all"]);
  assert.equal((await helpdesk.pullRequests())[0]?.writes, 2);
});

Deno.test("a branch that was deleted already stays so, and the request stays on its own branch", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.intend("Only looked");
  await agent.branch();
  await agent.finish();
  const next = await RawAgent.logIn(helpdesk);
  const id = await next.write();
  const { state, endedBy } = await record(helpdesk, name);
  assert.deepEqual([state, endedBy], ["deleted", "finish"]);
  const own = await record(helpdesk, await next.branch());
  assert.deepEqual(own.writes.map(({ objectId }) => objectId), [id]);
  assert.deepEqual(await helpdesk.mainWrites(), []);
});

Deno.test("work that is undone is no change: the branch is deleted", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.intend("Nothing in the end");
  const id = await agent.write();
  assert.equal((await agent.send("DELETE", `api/tickets/${id}/`)).status, 204);
  await agent.finish();
  const { state, writes } = await record(helpdesk, name);
  assert.equal(state, "deleted");
  assert.deepEqual(writes.map(({ method, objectId }) => [method, objectId]), [
    ["POST", id],
    ["DELETE", null],
  ]);
});

Deno.test("a failed write that saved something is a change, though no write is recorded", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.intend("Half done");
  const form = new FormData();
  for (const [field, value] of [["ticket", "1"], ["title", ""], ["comment", "Saved"]]) {
    form.set(field ?? "", value ?? "");
  }
  form.set("attachments", new File(["x"], "program.exe"));
  const encoded = new Response(form);
  const type = { "content-type": encoded.headers.get("content-type") ?? "" };
  const failed = await agent.send("POST", "api/followups/", await encoded.text(), type);
  assert.equal(failed.status, 500);
  await agent.finish();
  const { state, writes } = await record(helpdesk, name);
  assert.deepEqual([state, writes], ["finished", []]);
});

Deno.test("a branch whose name is too long is refused at once: the request stays where it was", async () => {
  const helpdesk = signedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk, "longAgent");
  const name = await agent.branch();
  assert.equal(name.length, 69);
  await agent.intend("Refused");
  await agent.write();
  await agent.finish();
  assert.equal((await record(helpdesk, name)).state, "uncommitted");
  const next = await RawAgent.logIn(helpdesk, "longAgent");
  await next.write();
  const own = await next.branch();
  assert.deepEqual((await record(helpdesk, own)).writes.map(({ session }) => session), [own]);
  assert.deepEqual(await titles(helpdesk), []);
});
