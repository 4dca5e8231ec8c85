import { settingsOf } from "../account_settings.ts";
import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";

/** Is never answered. */
const HELD = "/api/tickets/7/";
const ASKED = "/asked";

/** A helpdesk where a list takes several requests, and ticket 7 never comes. */
export interface LongHelpdesk extends AsyncDisposable {
  /** With which an agent works it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Answers when ticket 7 was asked for since the last answer. */
  readonly askedUrl: string;
  /** How many requests for ticket 7 were given up. */
  readonly abandoned: () => number;
}

/** Serves such a helpdesk on a free port of 127.0.0.1. */
export async function serveLongHelpdesk(): Promise<LongHelpdesk> {
  const embedded = createEmbeddedHelpdesk();
  await embedded.createTickets(1_100, { followUpsEach: 0 });
  let abandoned = 0;
  let asked = Promise.withResolvers<void>();
  const hold = async ({ signal }: Request) => {
    asked.resolve();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    abandoned++;
    return new Response(null);
  };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, onError: () => new Response(null) },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === HELD) return await hold(request);
      if (pathname === ASKED) {
        await asked.promise;
        asked = Promise.withResolvers();
        return new Response("asked");
      }
      const { method, headers } = request;
      const body = ["GET", "HEAD"].includes(method) ? undefined : await request.bytes();
      const url = new URL(pathname + search, embedded.baseUrl);
      return await embedded.fetch(new Request(url, { method, headers, body, redirect: "manual" }));
    },
  );
  const baseUrl = `http://127.0.0.1:${server.addr.port}/`;
  return {
    settings: settingsOf({ baseUrl, accounts: embedded.accounts }, "agent"),
    askedUrl: new URL(ASKED, baseUrl).href,
    abandoned: () => abandoned,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
    },
  };
}
