import assert from "node:assert/strict";
import { createLog } from "../../lib/log/log.ts";
import type { ProtocolMessage } from "../../lib/mcp/sdk.ts";
import { StdioTransport } from "../../lib/mcp/stdio_transport.ts";

const PING: ProtocolMessage = { jsonrpc: "2.0", id: 1, method: "ping" };

/** A transport over streams in memory. */
function transportOf(
  input: AsyncIterable<Uint8Array>,
  write?: (bytes: Uint8Array) => Promise<number>,
) {
  const logged: string[] = [];
  const received: ProtocolMessage[] = [];
  const decoder = new TextDecoder();
  let written = "";
  const transport = new StdioTransport({
    input,
    write: write ?? ((bytes) => {
      written += decoder.decode(bytes, { stream: true });
      return Promise.resolve(bytes.length);
    }),
    log: createLog({ debug: false, write: (line) => logged.push(line) }),
  });
  transport.onmessage = (message) => received.push(message);
  return { transport, received, logged, written: () => written };
}

async function* textIn(...pieces: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of pieces) {
    yield await Promise.resolve(typeof piece === "string" ? encoder.encode(piece) : piece);
  }
}

/** An input that never says anything and never ends. */
async function* silence(): AsyncGenerator<Uint8Array> {
  await new Promise<never>(() => {});
  yield new Uint8Array();
}

Deno.test("StdioTransport.start() hands on a message a line, and tells the end of the input", async () => {
  const { transport, received, logged } = transportOf(
    textIn('{"jsonrpc":"2.0","id":1,"met', 'hod":"ping"}\n{"jsonrpc":"2.0","method":"a"}\n'),
  );
  await transport.start();
  assert.equal(await transport.ended, "input_ended");
  assert.deepEqual(received, [PING, { jsonrpc: "2.0", method: "a" }]);
  assert.deepEqual(logged, []);
});

for (const line of ["not JSON", "{", "[]", `[${JSON.stringify(PING)}]`, "null", "7", '"text"']) {
  Deno.test(`StdioTransport.start() ignores the line ${line}, says so, and reads on`, async () => {
    const { transport, received, logged } = transportOf(
      textIn(`${line}\n`, `${JSON.stringify(PING)}\n`),
    );
    await transport.start();
    await transport.ended;
    assert.deepEqual(received, [PING]);
    assert.equal(logged.length, 1);
    assert.match(
      logged[0] ?? "",
      /Ignored a (?:line from the client that is not JSON|message from the client: it is (?:a batch|no object))/,
    );
    assert.ok(!logged[0]?.includes("not JSON\n"));
  });
}

Deno.test("StdioTransport.start() takes an input that fails for one that ends, and says so", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield* textIn(`${JSON.stringify(PING)}\n`);
    throw new Error("read failed");
  }
  const { transport, received, logged } = transportOf(failing());
  await transport.start();
  assert.equal(await transport.ended, "input_ended");
  assert.deepEqual(received, [PING]);
  assert.match(logged[0] ?? "", /Reading from the client failed: Error: read failed/);
});

Deno.test("StdioTransport.send() writes one line a message, in order, whole", async () => {
  const pieces: number[] = [];
  let text = "";
  const { transport } = transportOf(silence(), async (bytes) => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const length = Math.min(7, bytes.length);
    text += new TextDecoder("latin1").decode(bytes.subarray(0, length));
    pieces.push(length);
    return length;
  });
  const sent = [1, 2, 3].map((id): ProtocolMessage => ({
    jsonrpc: "2.0",
    id,
    result: { a: "\n\r" },
  }));
  await Promise.all(sent.map((message) => transport.send(message)));
  assert.equal(text, sent.map((message) => `${JSON.stringify(message)}\n`).join(""));
  assert.ok(pieces.length > 10);
});

Deno.test("StdioTransport.flush() waits until everything sent is written", async () => {
  let written = 0;
  const { transport } = transportOf(silence(), async (bytes) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    written++;
    return bytes.length;
  });
  transport.send(PING);
  transport.send(PING);
  await transport.flush();
  assert.equal(written, 2);
});

Deno.test("StdioTransport.send() ends the conversation quietly when nobody reads", async () => {
  const { transport, logged } = transportOf(
    silence(),
    () => Promise.reject(new Deno.errors.BrokenPipe("Broken pipe")),
  );
  await transport.send(PING);
  assert.equal(await transport.ended, "output_closed");
  await transport.send(PING);
  assert.deepEqual(logged, []);
});

Deno.test("StdioTransport.end() counts the first reason alone", async () => {
  const { transport } = transportOf(textIn());
  transport.end("stopped");
  await transport.start();
  transport.end("output_closed");
  assert.equal(await transport.ended, "stopped");
});

Deno.test("StdioTransport.close() tells the protocol once", async () => {
  const { transport } = transportOf(silence());
  let closed = 0;
  transport.onclose = () => closed++;
  await transport.close();
  await transport.close();
  assert.equal(closed, 1);
  assert.equal(await transport.ended, "stopped");
});
