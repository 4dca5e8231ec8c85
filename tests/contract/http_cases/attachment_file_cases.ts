import assert from "node:assert/strict";
import { DENIED } from "../agent_steps.ts";
import { type Answer, ContractClient, type FollowUpBody } from "../contract_client.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  type HttpCase,
  test,
} from "../http_case.ts";

/** Files without a type, by their names and contents. */
const filesOf = (contents: Readonly<Record<string, string>>): File[] =>
  Object.entries(contents).map(([name, content]) => new File([content], name));

async function keep(client: ContractClient, ticket: number, files: readonly File[]) {
  return (await client.addFiles(ticket, files)).followupattachment_set;
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
    const { id } = await client.createTicket();
    const files = [
      ...filesOf({ "same.txt": "one", "b.txt": "B" }),
      ...filesOf({ "same.txt": "two2", "a.txt": "A" }),
    ];
    const kept = await keep(client, id, files);
    const names = ["a.txt", "b.txt", "same.txt", "same.txt"];
    assert.deepEqual(kept.map(({ filename }) => filename), names);
    const contents = await Promise.all(kept.map(({ file }) => openFile(helpdesk, file)));
    assert.deepEqual(contents.map(({ text }) => text).sort(), ["A", "B", "one", "two2"]);
    assert.deepEqual(kept.map(({ size }) => size).sort(), [1, 1, 3, 4]);
    assert.equal(new Set(kept.map(({ file }) => file)).size, 4);
  }).on(["plain", "mounted"]),
  test.asStaff("a file is open to everybody who knows its address, under the type of its extension", async ({ client, helpdesk }) => {
    const { id } = await client.createTicket();
    const types: Record<string, string> = {
      ...{ "a.txt": "text/plain", "b.png": "image/png", "c.pdf": "application/pdf" },
      "d.eml": "message/rfc822",
      "e.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    const kept = await keep(client, id, Object.keys(types).map((name) => new File(["text"], name)));
    for (const { file, filename, mime_type } of kept) {
      assert.equal(mime_type, "application/octet-stream");
      const asked: Record<string, string>[] = [{}, { authorization: `Token ${helpdesk.token}` }];
      for (const given of asked) {
        const { status, text, headers } = await openFile(helpdesk, file, given);
        assert.deepEqual([status, text], [200, "text"]);
        assert.equal(headers.get("content-type"), types[filename]);
        assert.equal(headers.get("content-disposition"), `inline; filename="${filename}"`);
      }
    }
    const missing = (kept[0]?.file ?? "").replace("a.txt", "z.txt");
    assertErrorPage(await openFile(helpdesk, missing), 404);
  }).on(["plain", "mounted"]),
  test.helpdesk("an agent is told of an attachment and kept from its file", async (helpdesk) => {
    const staff = await asStaff(helpdesk);
    const { id } = await staff.createTicket();
    const [file] = await keep(staff, id, filesOf({ "a.txt": "content" }));
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
    const { id } = await client.createTicket();
    const onDisk: Readonly<Record<string, string>> = {
      ...{ " a.txt": "a.txt", "C:x.txt": "Cx.txt", "💡.txt": ".txt", "a.txt.": "a.txt." },
      "R&D (1) – 漢.txt": "RD_1__漢.txt",
    };
    for (const [name, disk] of Object.entries(onDisk)) {
      const [kept] = await keep(client, id, filesOf({ [name]: "content" }));
      const stored = decodeURIComponent(new URL(kept?.file ?? "").pathname).split("/").at(-1);
      assert.deepEqual([kept?.filename, stored], [name, disk]);
    }
  }),
  test.asStaff("a name is cut at 255 characters; with more bytes it is a 500 after saving", async ({ client }) => {
    const { id } = await client.createTicket();
    const named = (length: number, letter: string) =>
      filesOf({ [`${letter.repeat(length)}.txt`]: "content" });
    const [longest] = await keep(client, id, named(251, "n"));
    assert.equal(longest?.filename.length, 255);
    const [cut] = await keep(client, id, named(300, "n"));
    assert.equal(cut?.filename, longest?.filename);
    const before = (await client.readTicket(id)).followup_set.length;
    assertErrorPage(await client.sendFiles(id, named(130, "ü")), 500);
    const { followup_set } = await client.readTicket(id);
    assert.equal(followup_set.length, before + 1);
    assert.deepEqual(followup_set.at(-1)?.followupattachment_set, []);
  }),
  test.asStaff("in a form an empty text is no value, and a text keeps its line ends", async ({ client }) => {
    const { id } = await client.createTicket();
    const empty = { public: "", new_status: "", time_spent: "" };
    const made = await client.addFiles(id, filesOf({ "a.txt": "content" }), empty);
    assert.deepEqual([made.public, made.new_status, made.time_spent], [false, null, null]);
    const refused = await client.sendFiles(id, [], { new_status: "null" });
    assertRefused(refused, 400, { new_status: ['"null" is not a valid choice.'] });
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
