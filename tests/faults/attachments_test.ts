import assert from "node:assert/strict";
import { createToolCaller, textOf, type ToolCaller } from "../tool_caller.ts";
import { gzipBomb } from "./body_faults.ts";
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
  const caller = createToolCaller({ ...helpdesk.settings("staff"), MCP_DEBUG: "1", ...settings });
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

function bomb(): Misbehaviour {
  const bytes = gzipBomb();
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
function moved(address: (file: string, elsewhere: Elsewhere) => string) {
  return (elsewhere: Elsewhere) =>
    changed((body) => ({ ...body, file: address(body.file, elsewhere) }));
}

const NOT_ASKED = /^The file of attachment \d+ was not asked for: the helpdesk keeps it elsewhere/;
const TOO_LARGE = /answer to GET file of attachment \d+ is larger than 5 MiB and was refused/;
const NOT_FOLLOWED = /redirected the request for the file of attachment \d+.*are not followed/;

const elsewhere = moved((file, { origin }) => file.replace(/^https?:\/\/[^/]+/, origin));
const climbing = moved((file) => file.replace("/media/", "/media/%2e%2e%2f"));
const redirected = ({ origin }: Elsewhere) => redirect(`${origin}/media/x`, 307);

type Fault = (elsewhere: Elsewhere) => Misbehaviour;
const FAULTS: readonly [name: string, where: string, fault: Fault, says: RegExp][] = [
  ["a file on another host", DETAIL, elsewhere, NOT_ASKED],
  ["a path that climbs in disguise", DETAIL, climbing, NOT_ASKED],
  ["a redirect to another host", FILE, redirected, NOT_FOLLOWED],
  ["an endless file of a small size", FILE, endless, TOO_LARGE],
  ["a small file that unpacks to a large one", FILE, bomb, TOO_LARGE],
];

for (const [name, where, fault, says] of FAULTS) {
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
    assert.equal(helpdesk.asked(FILE).length > 0, where === FILE);
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
