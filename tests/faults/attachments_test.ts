import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { createToolCaller, textOf, type ToolCaller } from "../tool_caller.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { changed, type Misbehaviour, redirect } from "./misbehaviour.ts";
import { Elsewhere } from "./run_server_fault.ts";
import { assertHoldsNone } from "./secret_forms.ts";

const DETAIL = "GET /api/followups-attachments/";
const FILE = "GET /media/";
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";

/** A staff account's program on a faulty helpdesk, and the attachment that it is to read. */
async function start(settings: Record<string, string> = {}) {
  const helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller({
    ...helpdesk.settings("staff"),
    MCP_DEBUG: "1",
    ...settings,
  });
  const ticket = helpdesk.embedded.fixture.tickets.textAttachment;
  const [file] = (await helpdesk.embedded.followups(ticket))
    .flatMap(({ attachments }) => attachments);
  const secret = (await helpdesk.embedded.ticket(ticket))?.secret_key;
  assert.ok(file !== undefined && secret !== undefined);
  return {
    helpdesk,
    caller,
    secret,
    read: () => caller.call("get_attachment", { attachment_id: file.id }),
    [Symbol.asyncDispose]: () => helpdesk[Symbol.asyncDispose](),
  };
}

function assertUntold(caller: ToolCaller, secret: string, told: unknown): void {
  const log = caller.logged.join("\n");
  assert.match(log, /debug: GET \/api\/followups-attachments\//);
  assertHoldsNone([secret], JSON.stringify(told), "the result");
  assertHoldsNone([secret], log, "the log");
  assert.doesNotMatch(log, /\/media\//);
}

/** 300 MiB of the letter a in 300 KiB. */
function bomb(): Misbehaviour {
  const bytes = gzipSync(new Uint8Array(300 * 1024 * 1024).fill(97));
  const head = `${HEAD}content-encoding: gzip\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return () => ({ parts: [head, bytes], then: "close" });
}

/** A body without an end. */
function endless(): Misbehaviour {
  const piece = "a".repeat(64 * 1024);
  const chunks = function* () {
    yield `${HEAD}transfer-encoding: chunked\r\n\r\n`;
    for (;;) yield `${piece.length.toString(16)}\r\n${piece}\r\n`;
  };
  return () => ({ parts: chunks(), then: "close" });
}

/** The file's own address, made one of another place. */
function moved(address: (file: string, elsewhere: Elsewhere) => string, elsewhere: Elsewhere) {
  return changed((body) => ({ ...body, file: address(body.file, elsewhere) }));
}

interface AttachmentFault {
  readonly name: string;
  readonly where: string;
  readonly fault: (elsewhere: Elsewhere) => Misbehaviour;
  readonly says: RegExp;
  /** Whether the file itself is asked for. */
  readonly isAsked: boolean;
}

const NOT_ASKED = /^The file of attachment \d+ was not asked for: the helpdesk keeps it elsewhere/;

const FAULTS: readonly AttachmentFault[] = [
  ...([
    [
      "another host",
      (file, elsewhere) => file.replace(/^https?:\/\/[^/]+/, elsewhere.origin),
    ],
    [
      "another host in a relative address",
      (file, { host }) => `//${host}${new URL(file).pathname}`,
    ],
    ["another port", (file) => file.replace(/:\d+/, ":1")],
    ["a user name", (file) => file.replace("://", "://user@")],
    ["a script", (file) => `javascript:fetch(${JSON.stringify(file)})`],
    ["data in the address", (file) => `data:text/plain,${file}`],
    ["a path that climbs", (file) => file.replace("/media/", "/media/../api/user_tickets/")],
    ["a path that climbs in disguise", (file) => file.replace("/media/", "/media/%2e%2e%2f")],
  ] as const satisfies readonly [string, (file: string, elsewhere: Elsewhere) => string][]).map(
    ([name, address]: readonly [string, (file: string, elsewhere: Elsewhere) => string]) => ({
      name: `a file under ${name}`,
      where: DETAIL,
      fault: (elsewhere: Elsewhere) => moved(address, elsewhere),
      says: NOT_ASKED,
      isAsked: false,
    }),
  ),
  {
    name: "a redirect to another host",
    where: FILE,
    fault: (elsewhere) => redirect(`${elsewhere.origin}/media/x`, 307),
    says: /redirected the request for the file of attachment \d+.*redirects are not followed/,
    isAsked: true,
  },
  {
    name: "an endless file of a small size",
    where: FILE,
    fault: endless,
    says: /answer to GET file of attachment \d+ is larger than 5 MiB and was refused/,
    isAsked: true,
  },
  {
    name: "a small file that unpacks to a large one",
    where: FILE,
    fault: bomb,
    says: /answer to GET file of attachment \d+ is larger than 5 MiB and was refused/,
    isAsked: true,
  },
];

for (const { name, where, fault, says, isAsked } of FAULTS) {
  Deno.test(`get_attachment tells of ${name}, and nothing of the address`, async () => {
    await using started = await start({ HELPDESK_TIMEOUT: "1" });
    const { helpdesk, caller, secret, read } = started;
    using elsewhere = new Elsewhere();
    await caller.succeed("get_queues");
    helpdesk.misbehave(where, fault(elsewhere), 3);
    const result = await read();
    assert.equal(result.isError, true, textOf(result));
    assert.match(textOf(result), says);
    assert.ok(helpdesk.misbehaved > 0);
    assert.equal(helpdesk.asked(FILE).length > 0, isAsked);
    assert.equal(elsewhere.connections, 0);
    assertUntold(caller, secret, result);
  });
}

Deno.test("get_attachment sends the account's cookies to the helpdesk, and asks as a program", async () => {
  await using started = await start();
  const { helpdesk, read } = started;
  await read();
  const request = helpdesk.requests.find(({ target }) => target.startsWith("/media/"));
  assert.match(request?.headers.get("cookie") ?? "", /sessionid=/);
  assert.equal(request?.headers.get("x-requested-with"), "XMLHttpRequest");
  assert.match(request?.headers.get("accept") ?? "", /^application\/json, \*\/\*$/);
});
