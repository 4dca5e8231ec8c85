/** A real HTTP server on a free port of this machine. */
export interface LoopbackServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly origin: string;
  /** What has been asked, in order. */
  readonly requests: readonly ReceivedRequest[];
}

/** A request as the server got it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: string;
}

type Answer = (request: ReceivedRequest, count: number) => Response | Promise<Response>;

/**
 * Starts a server for one test.
 *
 * @param answer gets the request and how many came before it
 */
export function startServer(answer: Answer): LoopbackServer {
  const requests: ReceivedRequest[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const received = {
        method: request.method,
        target: pathname + search,
        headers: request.headers,
        body: await request.text(),
      };
      requests.push(received);
      return await answer(received, requests.length - 1);
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** What a raw server does after its bytes: wait for more on the connection, or close it. */
export type AfterBytes = "keep" | "close" | "hang";

/** Bytes to be sent as they are, and what follows. */
export interface RawAnswer {
  readonly bytes: string | Uint8Array;
  readonly then: AfterBytes;
}

/** Starts a server that answers with any bytes at all, right or wrong. */
export function startRawServer(
  answer: (request: ReceivedRequest, count: number) => RawAnswer,
): LoopbackServer {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const requests: ReceivedRequest[] = [];
  const connections = new Set<Deno.Conn>();
  const conversations: Promise<void>[] = [];

  const talk = async (connection: Deno.Conn) => {
    let buffered = "";
    for (;;) {
      const read = await readRequest(connection, buffered);
      if (read === undefined) return;
      buffered = read.rest;
      requests.push(read.request);
      const { bytes, then } = answer(read.request, requests.length - 1);
      await writeAll(connection, bytes);
      if (then === "close") return;
      if (then === "hang") await connection.read(new Uint8Array(1));
    }
  };
  const accept = async () => {
    for await (const connection of listener) {
      connections.add(connection);
      const conversation = talk(connection).catch(() => {}).finally(() => {
        if (connections.delete(connection)) connection.close();
      });
      conversations.push(conversation);
    }
  };
  const accepting = accept();
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    requests,
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of connections) {
        connections.delete(connection);
        connection.close();
      }
      await Promise.all([accepting, ...conversations]);
    },
  };
}

/** An origin on this machine at which nothing listens. */
export function closedOrigin(): string {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  return `http://127.0.0.1:${port}`;
}

async function readRequest(
  connection: Deno.Conn,
  buffered: string,
): Promise<{ request: ReceivedRequest; rest: string } | undefined> {
  // Latin-1 keeps one character a byte, so that Content-Length can be counted in characters.
  const decoder = new TextDecoder("latin1");
  const chunk = new Uint8Array(4096);
  let text = buffered;
  for (;;) {
    const complete = parseRequest(text);
    if (complete !== undefined) return complete;
    const length = await connection.read(chunk);
    if (length === null) return undefined;
    text += decoder.decode(chunk.subarray(0, length), { stream: true });
  }
}

function parseRequest(text: string): { request: ReceivedRequest; rest: string } | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [start = "", ...lines] = text.slice(0, end).split("\r\n");
  const [method = "", target = ""] = start.split(" ");
  const headers = new Headers(lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  }));
  const content = text.slice(end + "\r\n\r\n".length);
  const isChunked = headers.get("transfer-encoding") === "chunked";
  const lastChunk = content.indexOf("0\r\n\r\n");
  if (isChunked && lastChunk < 0) return undefined;
  const length = isChunked
    ? lastChunk + "0\r\n\r\n".length
    : Number(headers.get("content-length") ?? "0");
  if (content.length < length) return undefined;
  const request = { method, target, headers, body: content.slice(0, length) };
  return { request, rest: content.slice(length) };
}

async function writeAll(connection: Deno.Conn, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let written = 0; written < bytes.length;) {
    written += await connection.write(bytes.subarray(written));
  }
}
