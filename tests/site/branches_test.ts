import assert from "node:assert/strict";
import { comment, findBranch, newComments, readBranchName, readStatus } from "./agent_calls.ts";
import { rawLogin, type RawSession } from "./raw_session.ts";
import { startSite } from "../../site/site.ts";
import { removeAll, WORKING_FOLDER } from "../../site/site_folder.ts";
import { siteTest } from "./site_test_case.ts";

async function patchTitle(session: RawSession, id: number, title: string): Promise<void> {
  const request = { method: "PATCH", json: { title } };
  assert.equal((await session.json(`api/tickets/${id}/`, request)).status, 200);
}

async function readTitle(session: RawSession, id: number): Promise<string> {
  return (await session.json<{ title: string }>(`api/tickets/${id}/`)).body.title;
}

async function createTicket(session: RawSession): Promise<number> {
  const json = { queue: 1, title: "New", description: "Made by a test", priority: 3 };
  const request = { method: "POST", json };
  const { status, body } = await session.json<{ id: number }>("api/tickets/", request);
  assert.equal(status, 201);
  return body.id;
}

siteTest("every branch has tickets of its own", { agentMemory: "off" }, async (site, context) => {
  const staff = await rawLogin(site, site.accounts.staff);

  await context.step("what an agent writes is on its branch alone", async () => {
    const one = await rawLogin(site, site.accounts.agent);
    const other = await rawLogin(site, site.accounts.agent);
    await patchTitle(one, 20, "Of one");
    await patchTitle(other, 20, "Of the other");
    await patchTitle(staff, 20, "Of staff");
    assert.equal(await readTitle(one, 20), "Of one");
    assert.equal(await readTitle(other, 20), "Of the other");
    assert.equal(await readTitle(staff, 20), "Of staff");
    const [first, second] = [await readBranchName(one), await readBranchName(other)];
    assert.equal((await site.ticket(20, first))?.title, "Of one");
    assert.equal((await site.ticket(20, "main"))?.title, "Of staff");
    assert.equal((await site.ticket(20))?.title, "Of the other");
    assert.deepEqual((await findBranch(site, first)).writes, [
      { method: "PATCH", path: "/api/tickets/20/", objectId: 20, session: first, late: false },
    ]);
    assert.equal((await findBranch(site, second)).writes.length, 1);
    assert.deepEqual(await site.mainWrites(), []);
    await assert.rejects(site.ticket(20, "agent-nothing0"), /agent-nothing0/);
  });

  await context.step("a branch begins at main's last commit", async () => {
    await patchTitle(staff, 21, "Committed");
    await site.commitMain();
    await patchTitle(staff, 21, "Not committed");
    const agent = await rawLogin(site, site.accounts.agent);
    assert.equal(await readTitle(agent, 21), "Committed");
    await site.commitMain();
    assert.equal(await readTitle(agent, 21), "Committed");
    assert.equal(await readTitle(await rawLogin(site, site.accounts.agent), 21), "Not committed");
  });

  await context.step("ids are counted over all branches", async () => {
    const sessions = [staff];
    for (let count = 0; count < 3; count++) {
      sessions.push(await rawLogin(site, site.accounts.agent));
    }
    const first = await createTicket(staff);
    const ids = [first];
    for (const session of [...sessions, ...sessions]) ids.push(await createTicket(session));
    assert.deepEqual(ids, ids.map((_, index) => first + index));
    const followups = await Promise.all(sessions.map((session) => comment(session)));
    assert.equal(new Set(followups).size, followups.length);
    assert.equal((await site.createTickets(2)).firstId, (ids.at(-1) ?? 0) + 1);
    const [, agent, neighbour] = sessions;
    assert.ok(agent && neighbour);
    assert.equal(await readStatus(agent, `api/tickets/${ids[2]}/`), 200);
    assert.equal(await readStatus(neighbour, `api/tickets/${ids[2]}/`), 404);
  });

  await context.step("accounts and files are one", async () => {
    const agent = await rawLogin(site, site.accounts.agent);
    const form = new FormData();
    form.set("ticket", "20");
    form.set("comment", "With a file");
    form.set("attachments", new File(["Report"], "report.txt"));
    const upload = { method: "POST", form };
    const { body } = await agent.json<{ followupattachment_set: { file: string }[] }>(
      "api/followups/",
      upload,
    );
    const file = await fetch(body.followupattachment_set[0]?.file ?? "");
    assert.equal(await file.text(), "Report");
    const [id] = await site.createUsers([{ username: "late", staff: true }]);
    const assign = { method: "PATCH", json: { assigned_to: id } };
    assert.equal((await agent.json("api/tickets/22/", assign)).status, 200);
    assert.equal((await site.ticket(22))?.assigned_to, id);
    assert.notEqual((await site.ticket(22, "main"))?.assigned_to, id);
  });

  await context.step("createTickets() stands for what was there before", async () => {
    await patchTitle(staff, 23, "Not committed either");
    const { lastId } = await site.createTickets(3, { followUpsEach: 2 });
    const agent = await rawLogin(site, site.accounts.agent);
    assert.equal(await readStatus(agent, `api/tickets/${lastId}/`), 200);
    assert.equal((await site.followups(lastId, await readBranchName(agent))).length, 2);
    assert.equal((await site.followups(lastId, "main")).length, 2);
    assert.notEqual(await readTitle(agent, 23), "Not committed either");
  });

  await context.step("reset() forgets branches, commits and the ids that were given", async () => {
    await site.reset();
    assert.deepEqual(await site.branches(), []);
    const agent = await rawLogin(site, site.accounts.agent);
    assert.notEqual(await readTitle(agent, 21), "Not committed");
    assert.equal(await createTicket(agent), site.fixture.ticketCount + 1);
  });
});

siteTest("a branch of 10,000 tickets is made and read quickly", {}, async (site) => {
  await site.createTickets(10_000);
  const agent = await rawLogin(site, site.accounts.agent);
  const began = performance.now();
  const name = await readBranchName(agent);
  const milliseconds = performance.now() - began;
  assert.ok(milliseconds < 2_000, `took ${milliseconds} ms`);
  await comment(agent, "On the branch");
  assert.deepEqual(await newComments(site, name), ["On the branch"]);
  assert.deepEqual(await newComments(site, "main"), []);
});

siteTest("branches in a directory of its own outlive the site", {}, async () => {
  const dataDirectory = `${WORKING_FOLDER}runs/kept-${crypto.randomUUID()}`;
  try {
    let name: string;
    let cookie: string | undefined;
    {
      await using first = await startSite({ dataDirectory });
      const agent = await rawLogin(first, first.accounts.agent);
      await comment(agent, "Before the restart");
      name = await readBranchName(agent);
      cookie = agent.cookies.get("sessionid");
    }
    await using second = await startSite({ dataDirectory });
    const again = await rawLogin(second, second.accounts.agent);
    const id = await comment(again, "After the restart");
    const { state, writes } = await findBranch(second, name);
    assert.equal(state, "open");
    assert.ok((writes[0]?.objectId ?? id) < id);
    again.cookies.set("sessionid", cookie ?? "");
    assert.equal(await readBranchName(again), name);
    assert.deepEqual(await newComments(second, name), ["Before the restart"]);
  } finally {
    await removeAll(dataDirectory);
  }
});
