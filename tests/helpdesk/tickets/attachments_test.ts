import assert from "node:assert/strict";
import type { HelpdeskErrorKind } from "../../../lib/errors.ts";
import { readAttachment } from "../../../lib/helpdesk/tickets/attachments.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { startWork } from "../embedded_account.ts";

type Answer = [status: number, headers?: Record<string, string>, body?: string];

/** Work on the sample's text attachment, of which the helpdesk tells nobody the address of its file. */
async function startReading() {
  const work = startWork("staff");
  const { embedded } = work;
  const ticket = embedded.fixture.tickets.textAttachment;
  const followUps = await embedded.followups(ticket);
  const holder = followUps.find(({ attachments }) => attachments.length > 0);
  const file = holder?.attachments[0] ?? assert.fail();
  const secret = (await embedded.ticket(ticket))?.secret_key ?? "";
  assert.ok(file.file.includes(secret) && secret.length >= 16);
  const { id } = file;
  return {
    ...{ work, id, file, ticket, secret, followup: holder?.id },
    read: () => work.run((helpdesk, call) => readAttachment(id, helpdesk, call)),
    /** Makes the helpdesk tell something else of the attachment, once. */
    tell(more: Record<string, unknown>): Promise<void> {
      const told = { id, followup: holder?.id, filename: "a.txt", mime_type: "", size: 5 };
      const body = { ...told, file: "/media/a.txt", ...more };
      return work.failNext("followups-attachments", 200, body);
    },
    /** Makes the helpdesk answer the request for the file so. */
    async serve(...[status, headers = {}, body = ""]: Answer): Promise<void> {
      const fault = { kind: "status", status, headers, body, pathContains: "/media/" } as const;
      await embedded.failNext({ ...fault, times: 3 });
    },
    /** Fails unless nothing that anybody sees names the file's address. */
    assertUntold(message: string): void {
      for (const text of [message, ...work.notices, ...work.logged]) {
        assert.ok(!text.includes(secret) && !text.includes("/media/"), text);
      }
    },
  };
}

for (const status of [404, 410]) {
  Deno.test(`readAttachment() tells a missing file from a missing attachment, by status ${status}`, async () => {
    const { work, id, ticket, secret, ...reading } = await startReading();
    await reading.serve(status, { "content-type": "text/html" }, `no /media/${secret}`);
    const { message } = await expectFailure("not_found", reading.read());
    const said =
      `The helpdesk knows attachment ${id}, but does not serve its file (status ${status})`;
    assert.ok(message.startsWith(said), message);
    assert.ok(message.endsWith(`web page: ${work.embedded.baseUrl}tickets/${ticket}/`), message);
    reading.assertUntold(message);
  });
}

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html; charset=utf-8" };
const LOGIN_FORM = '<form><input name="username"><input type="password" name="password"></form>';
const NO_SESSION = '{"detail":"Authentication credentials were not provided. /media/secret"}';
const WHAT = '{"detail":"What is /media/secret?"}';
const UNREADABLE = /does not let this account read its file/;
const REFUSED = /refused the request for the file of attachment \d+ \(status 400\)/;
const FAILED = /failed to read the file of attachment \d+ \(status 500/;
const BUSY = /is not available \(status 503\) and did not read the file of attachment/;
const REDIRECTED = /redirected the request for the file of attachm/;

const REFUSALS: readonly [string, HelpdeskErrorKind, says: RegExp, ...Answer][] = [
  ["a choice of addresses", "bad_reply", REDIRECTED, 300],
  ["401", "forbidden", UNREADABLE, 401],
  ["403 in words about the session", "forbidden", UNREADABLE, 403, JSON_TYPE, NO_SESSION],
  ["400 with the address in it", "bad_reply", REFUSED, 400, JSON_TYPE, WHAT],
  ["a login page in place of the file", "forbidden", UNREADABLE, 200, HTML_TYPE, LOGIN_FORM],
  ["a failure", "unavailable", FAILED, 500, {}, "Traceback /media/secret"],
  ["too many requests", "unavailable", /read the file of attachment/, 429],
  ["a helpdesk that is busy", "unavailable", BUSY, 503],
];

for (const [name, kind, says, ...answer] of REFUSALS) {
  Deno.test(`readAttachment() fails on ${name}, without the address and with the session kept`, async () => {
    const { work, read, serve, assertUntold } = await startReading();
    await serve(...answer);
    const { message } = await expectFailure(kind, read());
    assert.match(message, says);
    assertUntold(message);
    await work.embedded.clearFaults();
    await read();
    assert.equal((await work.asked(/POST .*login/)).length, 1);
  });
}

const FORMS: readonly [what: string, told: Record<string, string>, type: string][] = [
  ["a page by its type", { mime_type: "text/html" }, "text/html"],
  ["a page by its name", { filename: "a.HTM" }, "text/html"],
  ["a text", {}, "text/plain"],
];
for (const [what, told, type] of FORMS) {
  Deno.test(`readAttachment() reads ${what} that holds a login form`, async () => {
    const { read, serve, tell } = await startReading();
    await tell(told);
    await serve(200, { "content-type": type }, LOGIN_FORM);
    assert.equal((await read()).bytes?.length, LOGIN_FORM.length);
  });
}

Deno.test("readAttachment() does not read what belongs to no ticket that is told", async () => {
  const { work, read, followup } = await startReading();
  await work.failNext("api/followups/", 200, { id: followup });
  const { message } = await expectFailure("bad_reply", read());
  assert.match(message, /does not tell which ticket attachment \d+ belongs to, so it was not read/);
  assert.deepEqual(await work.asked(/media/), []);
});

Deno.test("readAttachment() gives the size that it has read, not the one that is told", async () => {
  const { read, tell, file } = await startReading();
  await tell({ size: 1, file: `/media/${file.file}` });
  assert.equal((await read()).size, file.size);
});

Deno.test("readAttachment() does not work on what it cannot understand", async () => {
  for (const more of [{ file: null }, { followup: null }]) {
    const { work, read, tell } = await startReading();
    await tell(more);
    await expectFailure("bad_reply", read());
    assert.deepEqual(await work.asked(/media/), []);
  }
});
