import assert from "node:assert/strict";
import { Program } from "./program.ts";
import { addressOfNothing, settingsFor, startSilentHelpdesk } from "./silent_helpdesk.ts";

const PREFIX = "io.modelcontextprotocol/";
const _meta = { [`${PREFIX}protocolVersion`]: "2026-07-28", [`${PREFIX}clientCapabilities`]: {} };

const endings: readonly { name: string; end: (program: Program) => Promise<void> | void }[] = [
  { name: "the end of its input", end: (program) => program.endInput() },
  { name: "SIGTERM", end: (program) => program.signal("SIGTERM") },
];

for (const { name, end } of endings) {
  const ignore = Deno.build.os === "windows" && name.startsWith("SIG");
  Deno.test({
    name: `at ${name} those who listen are told, and a call without an introduction is aborted`,
    ignore,
    async fn() {
      await using helpdesk = startSilentHelpdesk();
      const settings = { ...settingsFor(helpdesk.url), HELPDESK_TIMEOUT: "600" };
      await using program = new Program(settings);
      await program.send("tools/call", { name: "get_queues", arguments: {}, _meta });
      const listening = await program.send("subscriptions/listen", { notifications: {}, _meta });
      await helpdesk.asked("/login/");
      await end(program);
      assert.equal(await program.end(), 0);
      assert.equal(program.stderr, "");
      const [acknowledged, last, ...others] = program.messages();
      assert.equal(acknowledged?.method, "notifications/subscriptions/acknowledged");
      assert.deepEqual([last?.id, last?.result.resultType], [listening, "complete"]);
      assert.equal(last?.result._meta[`${PREFIX}subscriptionId`], listening);
      assert.deepEqual(others, []);
    },
  });
}

Deno.test("a client that cannot ask is told what a public follow-up needs, and what to do without", async () => {
  await using program = new Program({ HELPDESK_PUBLIC_FOLLOWUPS: "ask" }, { program: ["--demo"] });
  const followUp = { ticket_id: 1, comment: "Hello", public: true };
  const call = { name: "add_followup", arguments: followUp, _meta };
  const { error } = await program.request("tools/call", call);
  assert.equal(error?.code, -32021);
  const says = /HELPDESK_PUBLIC_FOLLOWUPS asks .* Nothing was sent\. With public: false/;
  assert.match(error.message, says);
});

Deno.test("without a helpdesk, discovery and lists are answered, and a call fails in its own form", async () => {
  await using program = new Program(settingsFor(addressOfNothing()));
  const { result } = await program.request("server/discover", { _meta });
  assert.deepEqual(result.supportedVersions, ["2026-07-28"]);
  assert.ok((await program.request("tools/list", { _meta })).result.tools.length > 0);
  const call = { name: "get_queues", arguments: {}, _meta };
  const failed = (await program.request("tools/call", call)).result;
  assert.deepEqual([failed.resultType, failed.isError], ["complete", true]);
});
