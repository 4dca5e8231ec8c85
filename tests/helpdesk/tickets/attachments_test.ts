import assert from "node:assert/strict";
import type { HelpdeskErrorKind } from "../../../lib/errors.ts";
import { readAttachment } from "../../../lib/helpdesk/tickets/attachments.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const read = (work: EmbeddedWork, id: number) =>
  work.run((helpdesk, call) => readAttachment(id, helpdesk, call));

/** The text attachment of the sample content, with its ticket and the path of its file. */
async function textFile(work: EmbeddedWork) {
  const ticket = work.embedded.fixture.tickets.textAttachment;
  const followUps = await work.embedded.followups(ticket);
  const holder = followUps.find(({ attachments }) => attachments.length > 0);
  const file = holder?.attachments[0];
  assert.ok(file !== undefined);
  const secret = (await work.embedded.ticket(ticket))?.secret_key ?? "";
  assert.ok(file.file.includes(secret) && secret.length >= 16);
  return { id: file.id, file, followup: holder?.id, ticket, secret };
}

/** Makes the helpdesk tell something else of the attachment, once. */
async function tell(work: EmbeddedWork, more: Record<string, unknown>): Promise<void> {
  const { ticket, file } = await textFile(work);
  const [followUp] = (await work.embedded.followups(ticket))
    .filter(({ attachments }) => attachments.length > 0);
  const told = { id: file.id, followup: followUp?.id, filename: "a.txt", mime_type: "", size: 5 };
  await work.embedded.failNext({
    kind: "status",
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...told, file: "/media/a.txt", ...more }),
    pathContains: "followups-attachments",
  });
}

/** Makes the helpdesk answer the request for the file so. */
async function serve(
  work: EmbeddedWork,
  status: number,
  headers: Record<string, string> = {},
  body = "",
): Promise<void> {
  await work.embedded.failNext({
    ...{ kind: "status", status, headers, body, pathContains: "/media/", times: 3 },
  });
}

/** Fails unless nothing that anybody sees names the file's address. */
function assertUntold(work: EmbeddedWork, secret: string, ...texts: string[]): void {
  for (const text of [...texts, ...work.notices, ...work.logged]) {
    assert.ok(!text.includes(secret) && !text.includes("/media/"), text);
  }
}

Deno.test("readAttachment() tells a missing file from a missing attachment", async () => {
  for (const status of [404, 410]) {
    const work = startWork("staff");
    const { id, secret, ticket } = await textFile(work);
    await serve(work, status, { "content-type": "text/html" }, `no /media/${secret}`);
    const { message } = await expectFailure("not_found", read(work, id));
    const said = new RegExp(
      `^The helpdesk knows attachment ${id}, but does not serve its file \\(status ${status}\\)`,
    );
    assert.match(message, said);
    assert.ok(message.endsWith(`web page: ${work.embedded.baseUrl}tickets/${ticket}/`), message);
    assertUntold(work, secret, message);
  }
});

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html; charset=utf-8" };
const LOGIN_FORM = '<form><input name="username"><input type="password" name="password"></form>';
const NO_SESSION = '{"detail":"Authentication credentials were not provided. /media/secret"}';
const UNREADABLE = /does not let this account read its file/;

const REFUSALS: readonly [
  name: string,
  kind: HelpdeskErrorKind,
  says: RegExp,
  ...answer: [status: number, headers?: Record<string, string>, body?: string],
][] = [
  ["a choice of addresses", "bad_reply", /redirected the request for the file of attachm/, 300],
  ["401", "forbidden", UNREADABLE, 401],
  ["403 in words about the session", "forbidden", UNREADABLE, 403, JSON_TYPE, NO_SESSION],
  [
    "400 with the address in it",
    "bad_reply",
    /refused the request for the file of attachment \d+ \(status 400\)/,
    ...[400, JSON_TYPE, '{"detail":"What is /media/secret?"}'] as const,
  ],
  ["a login page in place of the file", "forbidden", UNREADABLE, 200, HTML_TYPE, LOGIN_FORM],
  [
    "a failure",
    "unavailable",
    /failed to read the file of attachment \d+ \(status 500/,
    ...[500, {}, "Traceback /media/secret"] as const,
  ],
  ["too many requests", "unavailable", /read the file of attachment/, 429],
  [
    "a helpdesk that is busy",
    "unavailable",
    /is not available \(status 503\) and did not read the file of attachment/,
    503,
  ],
];

for (const [name, kind, says, ...answer] of REFUSALS) {
  Deno.test(`readAttachment() fails on ${name}, without the address and with the session kept`, async () => {
    const work = startWork("staff");
    const { id, secret } = await textFile(work);
    await serve(work, ...answer);
    const { message } = await expectFailure(kind, read(work, id));
    assert.match(message, says);
    assertUntold(work, secret, message);
    await work.embedded.clearFaults();
    await read(work, id);
    assert.equal((await work.asked(/POST .*login/)).length, 1);
  });
}

for (
  const [what, told, type] of [
    ["a page by its type", { mime_type: "text/html" }, "text/html"],
    ["a page by its name", { filename: "a.HTM" }, "text/html"],
    ["a text", {}, "text/plain"],
  ] as const
) {
  Deno.test(`readAttachment() reads ${what} that holds a login form`, async () => {
    const work = startWork("staff");
    const { id } = await textFile(work);
    await tell(work, told);
    await serve(work, 200, { "content-type": type }, LOGIN_FORM);
    assert.equal((await read(work, id)).bytes?.length, LOGIN_FORM.length);
  });
}

Deno.test("readAttachment() does not read what belongs to no ticket that is told", async () => {
  const work = startWork("staff");
  const { id, followup } = await textFile(work);
  await work.embedded.failNext({
    ...{ kind: "status", status: 200, pathContains: "api/followups/" },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: followup }),
  });
  const { message } = await expectFailure("bad_reply", read(work, id));
  assert.match(message, /does not tell which ticket attachment \d+ belongs to, so it was not read/);
  assert.deepEqual(await work.asked(/media/), []);
});

Deno.test("readAttachment() gives the size that it has read, not the one that is told", async () => {
  const work = startWork("staff");
  const { id, file } = await textFile(work);
  await tell(work, { size: 1, file: `/media/${file.file}` });
  assert.equal((await read(work, id)).size, file.size);
});

Deno.test("readAttachment() does not work on what it cannot understand", async () => {
  for (const more of [{ file: null }, { followup: null }]) {
    const work = startWork("staff");
    const { id } = await textFile(work);
    await tell(work, more);
    await expectFailure("bad_reply", read(work, id));
    assert.deepEqual(await work.asked(/media/), []);
  }
});
