import {
  embeddedHelpdesk,
  type HelpdeskUnderTest,
  type VariantOptions,
} from "../contract/helpdesk_under_test.ts";

/** The embedded helpdesk on a port of its own, for a program that runs as a process of its own. */
export interface ServedHelpdesk extends HelpdeskUnderTest, AsyncDisposable {
  /** Resolves when a request whose path ends so has come. */
  asked(method: string, pathEnd: string): Promise<void>;
}

/** Serves an embedded helpdesk over HTTP on 127.0.0.1 until it is disposed of. */
export function serveHelpdesk(options: VariantOptions = {}): ServedHelpdesk {
  const helpdesk = embeddedHelpdesk(options);
  const waiting: { method: string; pathEnd: string; resolve: () => void }[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, onError: () => new Response(null) },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      for (const { method, pathEnd, resolve } of waiting) {
        if (request.method === method && pathname.endsWith(pathEnd)) resolve();
      }
      const url = new URL(pathname + search, helpdesk.baseUrl);
      const { method, headers } = request;
      const body = ["GET", "HEAD"].includes(method) ? undefined : await request.bytes();
      return await helpdesk.send(new Request(url, { method, headers, body, redirect: "manual" }));
    },
  );
  return {
    ...helpdesk,
    baseUrl: `http://127.0.0.1:${server.addr.port}/`,
    asked(method, pathEnd) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ method, pathEnd, resolve });
      return promise;
    },
    async [Symbol.asyncDispose]() {
      await server.shutdown();
    },
  };
}
