import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import { settingsOf } from "../account_settings.ts";
import project from "../../deno.json" with { type: "json" };
import { tools } from "../../lib/tools/registry.ts";
import type { Site } from "../../site/site.ts";
import type { Program } from "../e2e/program.ts";
import { siteTest } from "../site/site_test_case.ts";
import {
  buildProbe,
  buildServer,
  executableTest,
  reasonWithoutCompile,
  startBuilt,
} from "./built_executables.ts";
import { pdfOf, wordOf } from "../documents/made_files.ts";

const COMMENT = "Set ${{ secrets.KEY }} first.\n{% if ready %}„fertig“{% endif %} 🖨️";

/** A test on a real helpdesk and an executable; ignored, with the reason, where either is missing. */
function siteExecutableTest(name: string, body: (site: Site) => Promise<void>): void {
  if (reasonWithoutCompile === undefined) siteTest(name, {}, body);
  else executableTest(name, () => Promise.resolve());
}

/** A round through ten of the tools; the ids of the ticket that was answered and of the new one. */
async function dayRound(program: Program): Promise<{ answered: number; opened: number }> {
  const listed = (await program.request("tools/list")).result.tools;
  assert.deepEqual(listed.map(({ name }: { name: string }) => name), tools.map(({ name }) => name));
  const { queues } = await program.succeed("get_queues");
  const queue: number = queues[0].id;
  const { users } = await program.succeed("get_users");
  const { tickets } = await program.succeed("list_tickets", { status: "open", queue_id: queue });
  const ticket_id: number = tickets[0].id;
  assert.equal((await program.succeed("get_ticket", { ticket_id })).queue, queue);
  const answer = { ticket_id, comment: COMMENT, time_spent: "1:30", public: false };
  const { followup_id, differences } = await program.succeed("add_followup", answer);
  assert.deepEqual(differences, []);
  const { followups } = await program.succeed("get_ticket", { ticket_id });
  assert.partialDeepStrictEqual(followups.at(-1), { id: followup_id, comment: COMMENT });
  const change = { ticket_id, priority: 1, assigned_to: users[0].id };
  assert.deepEqual((await program.succeed("update_ticket", change)).differences, []);
  const created = await program.succeed("create_ticket", {
    ...{ queue, title: "Drucker im 2. Stock", description: "{{ stays }} as it is" },
    submitter_email: "someone@example.com",
  });
  assert.deepEqual(created.differences, []);
  await program.succeed("set_agent_intent", { intent: "Try the executable" });
  assert.equal((await program.succeed("get_agent_session_info")).intent, "Try the executable");
  await program.succeed("finish_agent_session");
  return { answered: ticket_id, opened: created.ticket_id };
}

/** Ends a program in order; what it wrote to stderr. */
async function ended(program: Program): Promise<string> {
  await program.endInput();
  assert.equal(await program.end(), 0, program.stderr);
  program.messages();
  return program.stderr;
}

siteExecutableTest("the executable works a real helpdesk with the tools of a day", async (site) => {
  await using server = await buildServer();
  await using program = await startBuilt(server, settingsOf(site, "agent"));
  const { answered, opened } = await dayRound(program);
  assert.equal((await site.followups(answered)).at(-1)?.comment, COMMENT);
  assert.equal((await site.ticket(answered))?.priority, 1);
  assert.equal((await site.ticket(opened))?.title, "Drucker im 2. Stock");
  assert.deepEqual((await site.branches()).map(({ state }) => state), ["finished"]);
  assert.equal(await ended(program), "");
  const left = await Array.fromAsync(Deno.readDir(server.folder), ({ name }) => name);
  assert.equal(left.length, 1, `The program left files behind: ${left.join(", ")}`);
});

siteExecutableTest("an executable built for a host works there and nowhere else", async (site) => {
  await using server = await buildServer("127.0.0.1");
  {
    await using program = await startBuilt(server, settingsOf(site, "staff"));
    assert.equal((await program.succeed("list_tickets", { status: "open" })).page, 1);
  }
  const elsewhere = site.baseUrl.replace("127.0.0.1", "localhost");
  const settings = { ...settingsOf(site, "staff"), HELPDESK_BASE_URL: elsewhere };
  await using program = await startBuilt(server, settings);
  const { host } = new URL(elsewhere);
  assert((await program.fail("get_queues")).startsWith(`This program may not reach ${host}`));
});

siteExecutableTest("the executable sends files and reads them", async (site) => {
  await using server = await buildServer();
  await using program = await startBuilt(server, settingsOf(site, "staff"));
  // Every byte, many times: what passes between the threads must stay as it is.
  const lines = Array.from({ length: 20_000 }, (_, line) => `Zeile ${line} „ä“`).join("\n");
  const content_base64 = new TextEncoder().encode(lines).toBase64();
  const long = [{ filename: "größe.txt", content_base64 }];
  const answer = { ticket_id: 20, comment: COMMENT, public: false, attachments: long };
  const { differences } = await program.succeed("add_followup", answer);
  assert.deepEqual(differences, []);
  const { followups } = await program.succeed("get_ticket", { ticket_id: 20, followups: 1 });
  const [{ id }] = followups[0].attachments;
  const offset = 100_000;
  const part = { attachment_id: id, offset };
  const { text, total_characters } = await program.succeed("get_attachment", part);
  assert.equal(total_characters, lines.length);
  assert.equal(text, lines.slice(offset, offset + text.length));
  assert.ok(text.length > 19_000);

  const documents: [string, Uint8Array<ArrayBuffer>][] = [
    ["page.pdf", await pdfOf(["BT /F1 12 Tf (A page) Tj ET"])],
    ["page.docx", await wordOf("<w:p><w:r><w:t>A page</w:t></w:r></w:p>")],
  ];
  const attachments = documents.map(([filename, bytes]) => ({
    ...{ filename, content_base64: bytes.toBase64() },
  }));
  await program.succeed("add_followup", {
    ticket_id: 20,
    comment: "x",
    public: false,
    attachments,
  });
  const read = await program.succeed("get_ticket", { ticket_id: 20, followups: 1 });
  for (const { id: attachment_id } of read.followups[0].attachments) {
    assert.equal((await program.succeed("get_attachment", { attachment_id })).text, "A page");
  }
});

executableTest("the executable works the embedded helpdesk with the tools of a day", async () => {
  await using server = await buildServer();
  await using program = await startBuilt(server, {}, ["--demo"]);
  const { opened } = await dayRound(program);
  // It lies on the branch that was handed over, and the next session begins without that.
  const message = await program.fail("get_ticket", { ticket_id: opened });
  assert.match(message, /An agent sees main's last commit/);
  assert.equal(await ended(program), "");
});

// What the worker may do, and what is left to the rest, is shown by the tests of the permissions. Only
// Linux tells a thread's name.
if (Deno.build.os === "linux") {
  siteExecutableTest("the executable gives the network to a worker when asked", async (site) => {
    await using server = await buildServer();
    await using program = await startBuilt(server, settingsOf(site, "staff"));
    const workers = async () => {
      const { stdout } = await runProcess("ps", {
        args: ["-T", "-p", `${program.pid}`, "-o", "comm="],
      });
      return stdout.split("\n").filter((name) => name.startsWith("worker")).length;
    };
    await program.request("tools/list");
    assert.equal(await workers(), 0);
    await program.succeed("get_queues");
    assert.equal(await workers(), 1);
  });
}

executableTest(
  "the executable tells what is wrong with its settings, and its version",
  async () => {
    await using server = await buildServer();
    const run = async (...args: string[]) => {
      const options = { args, cwd: server.folder, clearEnv: true };
      const { code, stdout, stderr } = await runProcess(server.path, options);
      return { code, said: stdout || stderr };
    };
    assert.deepEqual(await run("--version"), { code: 0, said: `${project.version}\n` });
    const { code, said } = await run();
    assert.equal(code, 2);
    assert.match(said, /HELPDESK_USERNAME and HELPDESK_PASSWORD are missing/);
  },
);

executableTest("the executable holds its own code and no packages", async () => {
  await using server = await buildServer();
  await using probe = await buildProbe();
  const ownBytes = server.bytes - probe.bytes;
  // All the packages it could have taken along are some 20 MB.
  assert(ownBytes > 100_000 && ownBytes < 1_000_000, `${ownBytes} bytes`);
});
