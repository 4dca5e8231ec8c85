import assert from "node:assert/strict";
import { ContractClient } from "../contract_client.ts";
import {
  assertErrorPage,
  assertRefused,
  createTicket,
  type FollowUpBody,
  type HttpCase,
  readTicket,
  sendFollowUp,
  test,
  TICKET,
} from "../http_case.ts";

function upload(
  ticket: number,
  files: readonly File[],
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  const all = { ticket: String(ticket), title: "", comment: "With a file", ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  for (const file of files) form.append("attachments", file);
  return form;
}

function textFile(name: string, content = "hello", type = "text/plain"): File {
  return new File([content], name, { type });
}

/** Files. */
export const ATTACHMENT_CASES: readonly HttpCase[] = [
  test.asStaff("files come with a follow-up as a multipart form, several under one name", async ({ client, helpdesk }) => {
    const { id } = await createTicket(client);
    const files = [textFile("a.txt"), textFile("ü b.pdf", "%PDF", "application/pdf")];
    const form = upload(id, files, { public: "true", time_spent: "00:10:00" });
    const answer = await client.request("POST", "api/followups/", { form });
    assert.equal(answer.status, 201, answer.text);
    const followUp = answer.json<FollowUpBody>();
    assert.deepEqual([followUp.public, followUp.time_spent], [true, "00:10:00"]);
    const kept = followUp.followupattachment_set;
    assert.deepEqual(kept.map(({ filename, mime_type, size }) => [filename, mime_type, size]), [
      ["a.txt", "text/plain", 5],
      ["ü b.pdf", "application/pdf", 4],
    ]);
    const stored = await helpdesk.control.ticket(id, "main");
    const folder = `${helpdesk.baseUrl}media/helpdesk/attachments/`;
    for (const { file } of kept) {
      assert.ok(file.startsWith(folder), file);
      assert.ok(file.includes(`-${id}-${stored?.secret_key}/${followUp.id}/`), file);
    }
    assert.ok(kept[1]?.file.endsWith("/%C3%BC_b.pdf"));
    const path = new URL(kept[0]?.file ?? "").pathname;
    const content = await new ContractClient(helpdesk).get(path);
    assert.equal(content.text, "hello");
    const ticket = await readTicket(client, id);
    assert.deepEqual(ticket.followup_set[1], followUp);
  }).on(["plain", "mounted"]),
  test.asStaff("attachments have a list of their own", async ({ client }) => {
    const { id } = await createTicket(client);
    const form = upload(id, [textFile("a.txt")]);
    const answer = await client.request("POST", "api/followups/", { form });
    const [attachment] = answer.json<FollowUpBody>().followupattachment_set;
    const list = (await client.get("api/followups-attachments/?page_size=1000"))
      .json<{ count: number; results: { id: number; followup: number }[] }>();
    assert.equal(list.results.length, list.count);
    const row = list.results.find((one) => one.id === attachment?.id);
    assert.equal(row?.followup, answer.json().id);
    assert.deepEqual(Object.keys(row ?? {}), [
      ...["id", "followup", "file", "filename", "mime_type", "size"],
    ]);
    const one = await client.get(`api/followups-attachments/${attachment?.id}/`);
    assert.deepEqual(one.json(), row);
  }),
  test.asStaff("a file with an extension that is not allowed is a 500 after the follow-up was saved", async ({ client, helpdesk }) => {
    const { id } = await createTicket(client);
    const before = (await helpdesk.control.mails()).length;
    for (const name of ["a.exe", "a.html", "a.htm", "a.ZIP"]) {
      const form = upload(id, [textFile(name), textFile("good.txt")], {
        comment: name,
        new_status: "3",
        title: "Renamed",
        public: "true",
      });
      assertErrorPage(await client.request("POST", "api/followups/", { form }), 500);
    }
    const ticket = await readTicket(client, id);
    const saved = ticket.followup_set.slice(1);
    assert.deepEqual(saved.map(({ comment }) => comment), ["a.exe", "a.html", "a.htm", "a.ZIP"]);
    assert.deepEqual([saved[0]?.title, saved[0]?.new_status], ["Renamed and Resolved", 3]);
    for (const { followupattachment_set, email_recipients } of saved) {
      assert.deepEqual(followupattachment_set.map(({ filename }) => filename), ["good.txt"]);
      assert.equal(email_recipients, null);
    }
    const { title, status, resolution } = ticket;
    assert.deepEqual([title, status, resolution], [TICKET.title, 3, null]);
    assert.equal((await helpdesk.control.mails()).length, before);
  }),
  test.asStaff("every extension of the default list is taken, in capitals too, and none at all", async ({ client }) => {
    const { id } = await createTicket(client);
    const names = ["txt", "asc", "pdf", "doc", "docx", "odt", "jpg", "png", "eml"];
    const files = [
      ...names.map((name) => textFile(`a.${name}`)),
      textFile("A.TXT"),
      textFile("README"),
    ];
    const form = upload(id, files);
    const answer = await client.request("POST", "api/followups/", { form });
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.json<FollowUpBody>().followupattachment_set.length, files.length);
  }),
  test.asStaff("an empty file and what is no file are refused by their position", async ({ client }) => {
    const ticket = await createTicket(client);
    const form = upload(ticket.id, [textFile("a.txt"), textFile("empty.txt", "")]);
    assertRefused(await client.request("POST", "api/followups/", { form }), 400, {
      attachments: { 1: ["The submitted file is empty."] },
    });
    assertRefused(await sendFollowUp(client, ticket.id, { attachments: ["x"] }), 400, {
      attachments: {
        0: ["The submitted data was not a file. Check the encoding type on the form."],
      },
    });
    assert.deepEqual(await readTicket(client, ticket.id), ticket);
    assert.equal((await sendFollowUp(client, ticket.id, { attachments: [] })).status, 201);
  }),
  test.asStaff("a file under another name is ignored, and a path is cut from a file's name", async ({ client }) => {
    const { id } = await createTicket(client);
    const form = upload(id, []);
    form.append("attachment", textFile("a.txt"));
    const ignored = await client.request("POST", "api/followups/", { form });
    assert.deepEqual(ignored.json<FollowUpBody>().followupattachment_set, []);
    const outside = upload(id, [textFile("../../x.txt")]);
    const answer = await client.request("POST", "api/followups/", { form: outside });
    assert.equal(answer.json<FollowUpBody>().followupattachment_set[0]?.filename, "x.txt");
  }),
  test.asStaff("a new ticket takes one file, and a bad extension is a 400 there", async ({ client }) => {
    const form = (file: File) => {
      const all = new FormData();
      for (const [name, value] of Object.entries(TICKET)) all.set(name, String(value));
      all.set("attachment", file);
      return all;
    };
    const made = await client.request("POST", "api/tickets/", { form: form(textFile("a.txt")) });
    assert.equal(made.status, 201, made.text);
    const [opened] = made.json<{ followup_set: FollowUpBody[] }>().followup_set;
    assert.equal(opened?.followupattachment_set[0]?.filename, "a.txt");
    const refused = await client.request("POST", "api/tickets/", { form: form(textFile("a.exe")) });
    assertRefused(refused, 400, { attachment: ["Unsupported file extension: .exe"] });
  }),
];
