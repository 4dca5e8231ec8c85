import assert from "node:assert/strict";
import { ChildProcess } from "../child_process.ts";
import { branch } from "../contract/agent_steps.ts";
import { logIn } from "../contract/contract_client.ts";
import { realHelpdesk } from "../contract/helpdesk_under_test.ts";
import { startSite } from "../../site/site.ts";
import { exists, removeAll, WORKING_FOLDER } from "../../site/site_folder.ts";
import { siteTest } from "./site_test_case.ts";

siteTest("two sites run side by side, each with its own data", async (one) => {
  await using other = await startSite({ mount: "/helpdesk/" });
  assert.notEqual(one.origin, other.origin);
  await one.createTickets(1);
  assert.notEqual(await one.ticket(61), null);
  assert.equal(await other.ticket(61), null);
});

siteTest("data and branches in a directory of its own outlive the site", async () => {
  const dataDirectory = `${WORKING_FOLDER}runs/kept-${crypto.randomUUID()}`;
  try {
    let early;
    let name;
    let made;
    {
      await using first = await startSite({ dataDirectory });
      early = await logIn(realHelpdesk(first), first.accounts.agent);
      name = (await early.info()).branch_name;
      made = (await early.addFollowUp(20, { comment: "Before the restart" })).id;
      await first.createTickets(5);
      await assert.rejects(first.reset(), /temporary/);
    }
    await using second = await startSite({ dataDirectory });
    assert.notEqual(await second.ticket(65, "main"), null);
    const helpdesk = realHelpdesk(second);
    const late = await logIn(helpdesk, second.accounts.agent);
    assert.ok((await late.addFollowUp(20)).id > made);
    assert.equal((await branch(helpdesk, name)).state, "open");
    assert.equal((await early.copy(helpdesk).info()).branch_name, name);
    assert.equal((await second.followups(20, name)).at(-1)?.comment, "Before the restart");
  } finally {
    await removeAll(dataDirectory);
  }
});

siteTest("stop() leaves neither server nor data, and a taken port is named", async (site) => {
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

siteTest("the server ends when the process that started it dies", async () => {
  const script = `
    import { startSite } from ${
    JSON.stringify(new URL("../../site/site.ts", import.meta.url).href)
  };
    const site = await startSite();
    console.log(JSON.stringify({ url: site.baseUrl, directory: site.dataDirectory }));
    await new Promise(() => setInterval(() => {}, 1000));`;
  const child = new ChildProcess(Deno.execPath(), {
    args: ["run", "--allow-read", "--allow-write", "--allow-run", "--allow-net=127.0.0.1", "-"],
  });
  await child.write(script);
  await child.endInput();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { url, directory } = JSON.parse((await output.read()).value ?? "");
  await (await fetch(`${url}api/`)).body?.cancel();
  child.signal("SIGKILL");
  await output.cancel();
  await child.end();
  while (await exists(directory)) await new Promise((resolve) => setTimeout(resolve, 20));
  await assert.rejects(fetch(`${url}api/`), TypeError);
});
