import assert from "node:assert/strict";
import { ContractClient, type FollowUpBody, TICKET } from "../contract_client.ts";
import { assertErrorPage, assertRefused, type HttpCase, test } from "../http_case.ts";

function textFile(name: string, content = "hello", type = "text/plain"): File {
  return new File([content], name, { type });
}

/** Files. */
export const ATTACHMENT_CASES: readonly HttpCase[] = [
  test.asStaff("files come with a follow-up as a multipart form, several under one name", async ({ client, helpdesk, control, baseUrl }) => {
    const { id } = await client.createTicket();
    const files = [textFile("a.txt"), textFile("ü b.pdf", "%PDF", "application/pdf")];
    const followUp = await client.addFiles(id, files, { public: "true", time_spent: "00:10:00" });
    assert.deepEqual([followUp.public, followUp.time_spent], [true, "00:10:00"]);
    const kept = followUp.followupattachment_set;
    assert.deepEqual(kept.map(({ filename, mime_type, size }) => [filename, mime_type, size]), [
      ["a.txt", "text/plain", 5],
      ["ü b.pdf", "application/pdf", 4],
    ]);
    const stored = await control.ticket(id, "main");
    for (const { file } of kept) {
      assert.ok(file.startsWith(`${baseUrl}media/helpdesk/attachments/`), file);
      assert.ok(file.includes(`-${id}-${stored?.secret_key}/${followUp.id}/`), file);
    }
    assert.ok(kept[1]?.file.endsWith("/%C3%BC_b.pdf"));
    const path = new URL(kept[0]?.file ?? "").pathname;
    assert.equal((await new ContractClient(helpdesk).get(path)).text, "hello");
    assert.deepEqual((await client.readTicket(id)).followup_set[1], followUp);
  }).on(["plain", "mounted"]),
  test.asStaff("attachments have a list of their own", async ({ client }) => {
    const { id } = await client.createTicket();
    const followUp = await client.addFiles(id, [textFile("a.txt")]);
    const [attachment] = followUp.followupattachment_set;
    const list = (await client.get("api/followups-attachments/?page_size=1000"))
      .json<{ count: number; results: { id: number; followup: number }[] }>();
    assert.equal(list.results.length, list.count);
    const row = list.results.find((one) => one.id === attachment?.id);
    assert.equal(row?.followup, followUp.id);
    const fields = ["id", "followup", "file", "filename", "mime_type", "size"];
    assert.deepEqual(Object.keys(row ?? {}), fields);
    const one = await client.get(`api/followups-attachments/${attachment?.id}/`);
    assert.deepEqual(one.json(), row);
  }),
  test.asStaff("a file with an extension that is not allowed is a 500 after the follow-up was saved", async ({ client, control }) => {
    const { id } = await client.createTicket();
    const before = (await control.mails()).length;
    const names = ["a.exe", "a.html", "a.htm", "a.ZIP"];
    for (const name of names) {
      const fields = { comment: name, new_status: "3", title: "Renamed", public: "true" };
      const files = [textFile(name), textFile("good.txt")];
      assertErrorPage(await client.sendFiles(id, files, fields), 500);
    }
    const { followup_set, title, status, resolution } = await client.readTicket(id);
    const saved = followup_set.slice(1);
    assert.deepEqual(saved.map(({ comment }) => comment), names);
    assert.deepEqual([saved[0]?.title, saved[0]?.new_status], ["Renamed and Resolved", 3]);
    for (const { followupattachment_set, email_recipients } of saved) {
      assert.deepEqual(followupattachment_set.map(({ filename }) => filename), ["good.txt"]);
      assert.equal(email_recipients, null);
    }
    assert.deepEqual([title, status, resolution], [TICKET.title, 3, null]);
    assert.equal((await control.mails()).length, before);
  }),
  test.asStaff("every extension of the default list is taken, in capitals too, and none at all", async ({ client }) => {
    const { id } = await client.createTicket();
    const extensions = ["txt", "asc", "pdf", "doc", "docx", "odt", "jpg", "png", "eml"];
    const names = [...extensions.map((extension) => `a.${extension}`), "A.TXT", "README"];
    const added = await client.addFiles(id, names.map((name) => textFile(name)));
    assert.equal(added.followupattachment_set.length, names.length);
  }),
  test.asStaff("an empty file and what is no file are refused by their position", async ({ client }) => {
    const ticket = await client.createTicket();
    const empty = [textFile("a.txt"), textFile("empty.txt", "")];
    const emptiness = { 1: ["The submitted file is empty."] };
    assertRefused(await client.sendFiles(ticket.id, empty), 400, { attachments: emptiness });
    const none = "The submitted data was not a file. Check the encoding type on the form.";
    const odd = await client.sendFollowUp(ticket.id, { attachments: ["x"] });
    assertRefused(odd, 400, { attachments: { 0: [none] } });
    assert.deepEqual(await client.readTicket(ticket.id), ticket);
    assert.equal((await client.sendFollowUp(ticket.id, { attachments: [] })).status, 201);
  }),
  test.asStaff("a file under another name is ignored, and a path is cut from a file's name", async ({ client }) => {
    const { id } = await client.createTicket();
    const form = new FormData();
    for (const [name, value] of [["ticket", `${id}`], ["title", ""], ["comment", "x"]] as const) {
      form.set(name, value);
    }
    form.append("attachment", textFile("a.txt"));
    const ignored = await client.request("POST", "api/followups/", { form });
    assert.deepEqual(ignored.json<FollowUpBody>().followupattachment_set, []);
    const outside = await client.addFiles(id, [textFile("../../x.txt")]);
    assert.equal(outside.followupattachment_set[0]?.filename, "x.txt");
  }),
  test.asStaff("a new ticket takes one file, and a bad extension is a 400 there", async ({ client }) => {
    const open = (file: File) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(TICKET)) form.set(name, String(value));
      form.set("attachment", file);
      return client.request("POST", "api/tickets/", { form });
    };
    const made = await open(textFile("a.txt"));
    assert.equal(made.status, 201, made.text);
    const [opened] = made.json<{ followup_set: FollowUpBody[] }>().followup_set;
    assert.equal(opened?.followupattachment_set[0]?.filename, "a.txt");
    const refusal = { attachment: ["Unsupported file extension: .exe"] };
    assertRefused(await open(textFile("a.exe")), 400, refusal);
  }),
];
