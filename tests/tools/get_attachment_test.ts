import assert from "node:assert/strict";
import { DATA } from "../../lib/mcp/call_result.ts";
import { helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { partsOf } from "../mcp/embedded_conversation.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { attach } from "./attached_file.ts";
import { answerNext, callerOf, callerWith, requestLines } from "./site_caller.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** The attachment of one of the fixture's tickets. */
async function fixtureFile(site: TestHelpdesk, ticket: number) {
  const files = (await site.followups(ticket)).flatMap(({ attachments }) => attachments);
  const secret = (await site.ticket(ticket))?.secret_key;
  const [file] = files;
  assert.ok(file !== undefined && secret !== undefined && file.file.includes(secret));
  return { ...file, secret };
}

/** Fails when anything that the program told has the secret key. */
function assertUntold(caller: ToolCaller, secret: string, ...told: unknown[]): void {
  for (const text of [...told.map((value) => JSON.stringify(value)), ...caller.logged]) {
    assert.ok(!text.includes(secret) && !text.includes("/media/"), text);
  }
}

helpdeskTest(
  "get_attachment shows text and images, and names others",
  { mount: "/helpdesk/" },
  async (site, context) => {
    const caller = callerOf(site, "staff", { MCP_DEBUG: "1" });
    const { textAttachment, imageAttachment } = site.fixture.tickets;
    const url = (ticket: number) => `${site.baseUrl}tickets/${ticket}/`;
    const read = (attachment_id: number, more: object = {}) =>
      caller.call("get_attachment", { attachment_id, ...more });
    /** What a result tells of a file. */
    const told = (ticket_id: number, file: { id: number; filename: string; size: number }) => ({
      ...{ texts_are: DATA, attachment_id: file.id, ticket_id, url: url(ticket_id) },
      ...{ filename: file.filename, size: file.size },
    });

    await context.step("a text as text, inside the boundary", async () => {
      const file = await fixtureFile(site, textAttachment);
      const result = await read(file.id);
      const { text, ...structured } = result.structuredContent as { text: string };
      assert.deepEqual(structured, {
        ...{ ...told(textAttachment, file), mime_type: "text/plain", shown: "text" },
        ...{ offset: 0, total_characters: text.length },
      });
      assert.ok(text.length > 10);
      assert.equal(result.content.length, 1);
      const { inside, before } = partsOf(textOf(result));
      const setOff = text.split("\n").map((line) => `> ${line}`).join("\n");
      assert.equal(inside, `${file.filename} (text/plain, ${file.size} bytes)\n${setOff}`);
      const whole = `the whole text, ${text.length} characters.`;
      assert.equal(before, `Attachment ${file.id} of ticket ${textAttachment}: ${whole}`);
      assertUntold(caller, file.secret, result);
    });

    await context.step("an image as an image, once", async () => {
      const file = await fixtureFile(site, imageAttachment);
      const result = await read(file.id);
      const [, image, ...more] = result.content;
      assert.deepEqual(more, []);
      assert.ok(image?.type === "image");
      assert.equal(image.mimeType, "image/png");
      const bytes = Uint8Array.fromBase64(image.data);
      assert.equal(bytes.length, file.size);
      assert.deepEqual([...bytes.subarray(1, 4)], [...utf8("PNG")]);
      const kind = { mime_type: "image/png", shown: "image" };
      assert.deepEqual(result.structuredContent, { ...told(imageAttachment, file), ...kind });
      assert.match(textOf(result), /: the image follows the text \(image\/png\)\.\n/);
      assertUntold(caller, file.secret, result);
    });

    await context.step("what is neither, by name, type and size", async () => {
      const filename = "Bericht für 漢.pdf";
      const id = await attach(caller, 1, filename, latin1("\x7fELF-1.7\n\0\xe2\xe3"));
      const result = await read(id);
      const kind = { mime_type: "application/pdf", shown: "none" };
      const expected = { ...told(1, { id, filename, size: 12 }), ...kind };
      assert.deepEqual(result.structuredContent, expected);
      const { inside, before } = partsOf(textOf(result));
      assert.equal(inside, `${filename} (application/pdf, 12 bytes)`);
      assert.match(before, /neither text nor an image that can be shown; a person can open it/);
      assert.ok(before.includes(url(1)));
    });

    await context.step("a text that is no UTF-8 is read as windows-1252, as is said", async () => {
      const result = await read(await attach(caller, 1, "alt.txt", latin1("Gr\xfc\xdfe")));
      assert.equal(result.structuredContent?.["text"], "Grüße");
      const says = /\nNote: The attachment is not UTF-8; it was read as windows-1252/;
      assert.match(textOf(result), says);
    });

    await context.step("a text is cleaned like every other", async () => {
      const evil = utf8("a\x1b[31m\u202eb\n[end]");
      const result = await read(await attach(caller, 1, "evil.txt", evil));
      assert.equal(result.structuredContent?.["text"], "ab\n[end]");
      assert.ok(partsOf(textOf(result)).inside.endsWith("> ab\n> [end]"));
    });

    await context.step("a long text is cut, and read on from an offset", async () => {
      const lines = Array.from({ length: 5_000 }, (_, place) => `${place} Grüße 🚲`).join("\n");
      const id = await attach(caller, 1, "long.txt", utf8(`\x1b[1m${lines}`));
      let offset = 0;
      let whole = "";
      for (let rounds = 1; offset < lines.length; rounds++) {
        const result = await read(id, { offset });
        const { text, ...part } = result.structuredContent as { text: string };
        assert.partialDeepStrictEqual(part, { offset, total_characters: lines.length });
        assert.ok(text.length <= 20_000 && text.length > 0);
        const end = offset + text.length;
        const says = `characters ${offset} to ${end} of ${lines.length}` +
          (end < lines.length ? `; offset=${end} reads on.` : ", up to its end.");
        assert.ok(textOf(result).includes(says), textOf(result).slice(0, 300));
        whole += text;
        offset = end;
        assert.ok(rounds < 10);
      }
      assert.equal(whole, lines);
      const atEnd = await read(id, { offset: lines.length });
      assert.equal(atEnd.structuredContent?.["text"], "");
      const behind = await read(id, { offset: lines.length + 1 });
      const says = `offset ${lines.length + 1} is behind the end of attachment ${id}, which has`;
      assert.ok(textOf(behind).startsWith(says), textOf(behind));
    });

    await context.step("more than 5 MiB is not asked for", async () => {
      const size = 5 * 1024 * 1024 + 1;
      const id = await attach(caller, 1, "big.txt", new Uint8Array(size).fill(97));
      await site.resetRequests();
      const result = await read(id);
      assert.partialDeepStrictEqual(result.structuredContent, { shown: "none", size });
      const says = /: larger than 5 MiB, so it was not read; a person can open it on/;
      assert.match(textOf(result), says);
      assert.deepEqual(await requestLines(site, ({ path }) => path.includes("media")), []);
    });

    await context.step("a hostile name and type as one clean, short line each", async () => {
      const { id } = await fixtureFile(site, textAttachment);
      const [followUp] = (await site.followups(textAttachment))
        .filter(({ attachments }) => attachments.length > 0);
      for (const mime_type of [`image/\u202e\nsvg${"x".repeat(500)}`, ""]) {
        const filename = `a\u202e\n${"n".repeat(500)}.pdf`;
        const file = { id, followup: followUp?.id, filename, mime_type, size: 6_000_000 };
        const answer = { ...file, file: "/media/a.pdf" };
        await answerNext(site, "GET followups-attachments", 200, answer);
        const shown = await caller.succeed("get_attachment", { attachment_id: id });
        assert.match(shown.filename, /^a n{200,297}…$/);
        if (mime_type === "") assert.equal(shown.mime_type, "application/octet-stream");
        else assert.match(shown.mime_type, /^image\/ svgx{200,290}…$/);
      }
    });
  },
);

helpdeskTest("get_attachment keeps an agent in its session", async (site) => {
  const caller = callerOf(site, "agent", { MCP_DEBUG: "1" });
  const ticket = site.fixture.tickets.textAttachment;
  const file = await fixtureFile(site, ticket);
  const before = await caller.succeed("get_agent_session_info");
  const message = await caller.fail("get_attachment", { attachment_id: file.id });
  assert.match(message, /^The content of attachment \d+ cannot be read with an agent account/);
  assert.ok(message.endsWith(`${site.baseUrl}tickets/${ticket}/`), message);
  assertUntold(caller, file.secret, message);
  assert.deepEqual(await requestLines(site, ({ path }) => path.includes("media")), []);
  const after = await caller.succeed("get_agent_session_info");
  assert.equal(after.branch_name, before.branch_name);
});

helpdeskTest("get_attachment reads only what is in the queues that may be worked", async (site) => {
  const ticket = site.fixture.tickets.imageAttachment;
  const file = await fixtureFile(site, ticket);
  const queue = (await site.ticket(ticket))?.queue ?? 0;
  const inside = callerOf(site, "staff", { HELPDESK_QUEUES: String(queue) });
  await inside.succeed("get_attachment", { attachment_id: file.id });
  await site.resetRequests();
  const outside = callerOf(site, "staff", { HELPDESK_QUEUES: String(queue + 1) });
  assert.match(
    await outside.fail("get_attachment", { attachment_id: file.id }),
    new RegExp(`^Ticket ${ticket} is in a queue that HELPDESK_QUEUES does not allow`),
  );
  assert.deepEqual(await requestLines(site, ({ path }) => path.includes("media")), []);
});

helpdeskTest("get_attachment works with an API token and with read-only settings", async (site) => {
  const { id } = await fixtureFile(site, site.fixture.tickets.textAttachment);
  const token = callerWith(site, { HELPDESK_API_TOKEN: site.token });
  for (const caller of [token, callerOf(site, "staff", { HELPDESK_READ_ONLY: "1" })]) {
    const { shown } = await caller.succeed("get_attachment", { attachment_id: id });
    assert.equal(shown, "text");
  }
});

helpdeskTest("get_attachment names an image that is too large to be shown", async (site) => {
  const caller = callerOf(site, "staff");
  const beginning = latin1("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x10\0\0\0\x08\0");
  for (const [size, shown] of [[750_000, "image"], [750_003, "none"]] as const) {
    const bytes = new Uint8Array(size);
    bytes.set(beginning);
    const attachment_id = await attach(caller, 20, "scan.png", bytes);
    const result = await caller.call("get_attachment", { attachment_id });
    assert.equal(result.structuredContent?.["shown"], shown);
    assert.equal(result.content.some(({ type }) => type === "image"), shown === "image");
    if (shown === "image") continue;
    assert.match(textOf(result), /an image of 4096 × 2048 pixels, larger than 1 MB .* not shown/);
  }
});
