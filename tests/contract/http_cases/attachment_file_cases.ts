import assert from "node:assert/strict";
import { type Answer, ContractClient } from "../contract_client.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  createTicket,
  type FollowUpBody,
  type HttpCase,
  readTicket,
  test,
} from "../http_case.ts";

const DENIED = { code: "AGENT_WEB_ACCESS_DENIED", error: "Agents work through the API only" };

function send(
  client: ContractClient,
  ticket: number,
  files: readonly (readonly [name: string, content: string])[],
  fields: Record<string, string> = {},
): Promise<Answer> {
  const form = new FormData();
  const all = { ticket: String(ticket), title: "", comment: "With files", ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  for (const [name, content] of files) form.append("attachments", new File([content], name));
  return client.request("POST", "api/followups/", { form });
}

type Kept = FollowUpBody["followupattachment_set"];

async function keep(
  client: ContractClient,
  ticket: number,
  files: readonly (readonly [name: string, content: string])[],
): Promise<Kept> {
  const answer = await send(client, ticket, files);
  assert.equal(answer.status, 201, answer.text);
  return answer.json<FollowUpBody>().followupattachment_set;
}

async function openFile(
  helpdesk: HelpdeskUnderTest,
  file: string | undefined,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return await new ContractClient(helpdesk).get(new URL(file ?? "").pathname, { headers });
}

/** The files themselves: names, addresses, and who may open them. */
export const ATTACHMENT_FILE_CASES: readonly HttpCase[] = [
  test.asStaff("files are listed by their names, and two of one name are kept apart", async ({ client, helpdesk }) => {
    const { id } = await createTicket(client);
    const kept = await keep(client, id, [
      ["same.txt", "one"],
      ["b.txt", "B"],
      ["same.txt", "two2"],
      ["a.txt", "A"],
    ]);
    assert.deepEqual(kept.map(({ filename }) => filename), [
      "a.txt",
      "b.txt",
      "same.txt",
      "same.txt",
    ]);
    const contents = await Promise.all(kept.map(({ file }) => openFile(helpdesk, file)));
    assert.deepEqual(contents.map(({ text }) => text).sort(), ["A", "B", "one", "two2"]);
    assert.deepEqual(kept.map(({ size }) => size).sort(), [1, 1, 3, 4]);
    assert.equal(new Set(kept.map(({ file }) => file)).size, 4);
  }).on(["plain", "mounted"]),
  test.asStaff("a file is open to everybody who knows its address, under the type of its extension", async ({ client, helpdesk }) => {
    const { id } = await createTicket(client);
    const types = {
      "a.txt": "text/plain",
      "b.png": "image/png",
      "c.pdf": "application/pdf",
      "d.eml": "message/rfc822",
      "e.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    const kept = await keep(client, id, Object.keys(types).map((name) => [name, "content"]));
    for (const { file, filename, mime_type } of kept) {
      assert.equal(mime_type, "application/octet-stream");
      const asked: Record<string, string>[] = [{}, { authorization: `Token ${helpdesk.token}` }];
      for (const headers of asked) {
        const answer = await openFile(helpdesk, file, headers);
        assert.deepEqual([answer.status, answer.text], [200, "content"]);
        assert.equal(answer.headers.get("content-type"), types[filename as keyof typeof types]);
        const disposition = answer.headers.get("content-disposition");
        assert.equal(disposition, `inline; filename="${filename}"`);
      }
    }
    const missing = (kept[0]?.file ?? "").replace("a.txt", "z.txt");
    assertErrorPage(await openFile(helpdesk, missing), 404);
  }).on(["plain", "mounted"]),
  test.helpdesk("an agent is told of an attachment and kept from its file", async (helpdesk) => {
    const staff = await asStaff(helpdesk);
    const { id } = await createTicket(staff);
    const [file] = await keep(staff, id, [["a.txt", "content"]]);
    await helpdesk.control.commitMain();
    const agent = await asAgent(helpdesk);
    const path = `api/followups-attachments/${file?.id}/`;
    assert.equal((await agent.get(path)).json<{ filename: string }>().filename, "a.txt");
    const { pathname } = new URL(file?.file ?? "");
    assertRefused(await agent.get(pathname), 403, DENIED);
    const both = { headers: { accept: "application/json, */*" } };
    assertRefused(await agent.get(pathname, both), 403, DENIED);
    assert.equal((await agent.get(path)).status, 200);
    assert.equal((await agent.get(pathname, { headers: { accept: "*/*" } })).status, 302);
    assert.equal((await agent.get(path)).status, 403);
  }),
  test.asStaff("a file's name stays as it is, beside the one on the disk", async ({ client }) => {
    const { id } = await createTicket(client);
    const names = [
      [" a.txt", "a.txt"],
      ["C:x.txt", "Cx.txt"],
      ["R&D (1) – 漢.txt", "RD_1__漢.txt"],
      ["💡.txt", ".txt"],
      ["a.txt.", "a.txt."],
    ] as const;
    for (const [name, disk] of names) {
      const [kept] = await keep(client, id, [[name, "content"]]);
      const stored = decodeURIComponent(new URL(kept?.file ?? "").pathname).split("/").at(-1);
      assert.deepEqual([kept?.filename, stored], [name, disk]);
    }
  }),
  test.asStaff("a name is cut at 255 characters; with more bytes it is a 500 after saving", async ({ client }) => {
    const { id } = await createTicket(client);
    const [longest] = await keep(client, id, [[`${"n".repeat(251)}.txt`, "content"]]);
    assert.equal(longest?.filename.length, 255);
    const [cut] = await keep(client, id, [[`${"n".repeat(300)}.txt`, "content"]]);
    assert.equal(cut?.filename, `${"n".repeat(251)}.txt`);
    const before = (await readTicket(client, id)).followup_set.length;
    assertErrorPage(await send(client, id, [[`${"ü".repeat(130)}.txt`, "content"]]), 500);
    const { followup_set } = await readTicket(client, id);
    assert.equal(followup_set.length, before + 1);
    assert.deepEqual(followup_set.at(-1)?.followupattachment_set, []);
  }),
  test.asStaff("in a form an empty text is no value, and a text keeps its line ends", async ({ client }) => {
    const { id } = await createTicket(client);
    const empty = { public: "", new_status: "", time_spent: "" };
    const answer = await send(client, id, [["a.txt", "content"]], empty);
    assert.equal(answer.status, 201, answer.text);
    const made = answer.json<FollowUpBody>();
    assert.deepEqual([made.public, made.new_status, made.time_spent], [false, null, null]);
    assertRefused(await send(client, id, [], { new_status: "null" }), 400, {
      new_status: ['"null" is not a valid choice.'],
    });
    const comment = "one\ntwo\r\nthree\n\nfour";
    const parts = Object.entries({ ticket: String(id), title: "", comment }).map(
      ([name, value]) =>
        `--boundary\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const body = `${parts.join("")}--boundary--\r\n`;
    const headers = { "content-type": "multipart/form-data; boundary=boundary" };
    const kept = await client.request("POST", "api/followups/", { body, headers });
    assert.equal(kept.json<FollowUpBody>().comment, comment);
  }),
];
