import { patiently } from "./patience.ts";

/** A server that takes requests and never answers them. */
export interface SilentHelpdesk extends AsyncDisposable {
  readonly url: string;
  /** Resolves when a request for this path has come. */
  asked(path: string): Promise<void>;
  /** Resolves when the client gave up a request for this path. */
  abandoned(path: string): Promise<void>;
}

/** Starts a server on a free port; it ends with the test. */
export function startSilentHelpdesk(): SilentHelpdesk {
  const events = new Map<string, PromiseWithResolvers<void>>();
  const event = (name: string) => {
    const known = events.get(name) ?? Promise.withResolvers<void>();
    events.set(name, known);
    return known;
  };
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections = new Set<Deno.TcpConn>();
  const accepting = (async () => {
    const talks: Promise<void>[] = [];
    for await (const connection of listener) {
      connections.add(connection);
      talks.push(listen(connection, (what) => event(what).resolve()));
    }
    await Promise.all(talks);
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}/`,
    asked: (path) => patiently(event(`asked ${path}`).promise, `a request for ${path}`),
    abandoned: (path) => patiently(event(`abandoned ${path}`).promise, `the end of ${path}`),
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of connections) connection.close();
      await accepting;
    },
  };
}

/** Reads the one request of a connection, and then until the client closes it. */
async function listen(connection: Deno.TcpConn, tell: (what: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(64 * 1024);
  let text = "";
  let path: string | undefined;
  try {
    for (;;) {
      const length = await connection.read(buffer);
      if (length === null) break;
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
      if (path === undefined && text.includes("\r\n\r\n")) {
        path = text.split(" ")[1] ?? "";
        tell(`asked ${path}`);
      }
    }
  } catch {
    // A reset, or the end of the test: either way nobody waits at the other end.
  }
  tell(`abandoned ${path}`);
}

/** Settings of an account that no helpdesk has. */
export function settingsFor(url: string): Record<string, string> {
  return {
    HELPDESK_BASE_URL: url,
    HELPDESK_USERNAME: "fixture-agent",
    HELPDESK_PASSWORD: "fixture-password",
  };
}

export function addressOfNothing(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${listener.addr.port}/`;
}
