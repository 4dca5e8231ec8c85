import assert from "node:assert/strict";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import { clientTest } from "./client_test_case.ts";
import { type CheckedFrames, missingPython, runPythonClient } from "./client_day.ts";

const PREFIX = "io.modelcontextprotocol/";
const _meta = { [`${PREFIX}protocolVersion`]: "2026-07-28", [`${PREFIX}clientCapabilities`]: {} };
const info = { [`${PREFIX}serverInfo`]: { name: "a", version: "0" } };
const client = (message: unknown) => `> ${JSON.stringify(message)}`;
const server = (message: unknown) => `< ${JSON.stringify(message)}`;
const ask = (method: string, params: object = {}, meta: object = _meta) =>
  client({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: meta } });
const answer = (result: object) => server({ jsonrpc: "2.0", id: 1, result });
const refuse = (error: object) => server({ jsonrpc: "2.0", id: 1, error });
const told = (method: string, params: object) => server({ jsonrpc: "2.0", method, params });
const progress = (done: number, progressToken = 1) =>
  told("notifications/progress", { progressToken, progress: done });

const CALL = { name: "get_queues", arguments: {} };
const content = [{ type: "text", text: "a" }];
const WITH_TOKEN = ask("tools/call", CALL, { ..._meta, progressToken: 1 });

/** The last line of each breaks a rule. */
const BROKEN: readonly (readonly string[])[] = [
  [ask("tools/call", CALL), answer({ content, _meta: info })],
  [ask("tools/call", CALL), answer({ resultType: "complete", content })],
  [ask("tools/call", CALL), answer({ resultType: "complete", content: "a", _meta: info })],
  [ask("tools/list"), answer({ resultType: "complete", tools: [], _meta: info })],
  [ask("resources/read", { uri: "a:b" }), refuse({ code: -32002, message: "none" })],
  [ask("tools/list"), refuse({ code: -32022, message: "none" })],
  [ask("tools/all")],
  [ask("tools/call", CALL, { [`${PREFIX}protocolVersion`]: "2026-07-28" })],
  [ask("tools/call", CALL), progress(1)],
  [WITH_TOKEN, progress(2), progress(2)],
  [ask("tools/call", CALL), told("notifications/message", { level: "debug", data: "a" })],
  [
    ask("tools/call", CALL),
    client({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } }),
    answer({ resultType: "complete", content, _meta: info }),
  ],
  [
    ask("tools/call", CALL),
    server({ jsonrpc: "2.0", id: 9, method: "elicitation/create", params: { message: "a" } }),
  ],
  [client({ jsonrpc: "2.0", id: 1, method: "ping" }), answer({ resultType: "complete" })],
];

clientTest("frames.py finds what breaks the rules of the protocol", missingPython, async () => {
  const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "frames-" });
  try {
    for (const [place, lines] of BROKEN.entries()) {
      await Deno.writeTextFile(`${folder}/${String(place + 100)}.txt`, `${lines.join("\n")}\n`);
    }
    const { wrong } = await runPythonClient<CheckedFrames>("frames.py", folder);
    const found = wrong.map((problem) => problem.split(": ", 1)[0]);
    const expected = BROKEN.map((lines) => lines.at(-1)?.split(": ", 1)[0]);
    assert.deepEqual(found, expected, wrong.join("\n"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
