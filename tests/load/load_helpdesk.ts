import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { settingsOf } from "../account_settings.ts";
import { startSite } from "../../site/site.ts";

/** A helpdesk under load: its address, and what it holds. */
export interface LoadHelpdesk extends AsyncDisposable {
  readonly settings: Readonly<Record<string, string>>;
  /** Comments of a ticket's follow-ups. */
  comments(ticket: number): Promise<(string | null)[]>;
  /** A ticket's title; undefined when there is none. */
  title(ticket: number): Promise<string | undefined>;
  /** Adds tickets with consecutive ids; the first of them. */
  addTickets(count: number): Promise<number>;
  /** Milliseconds that each request takes from now on, beside what it takes anyway. */
  slowDown(milliseconds: number): void;
  /** Ends the server in the middle of whatever it does, and starts it anew; undefined where that is not possible. */
  readonly restart?: () => Promise<void>;
}

const RECORDS_KEPT = 500;

/** The helpdesk in memory, over HTTP on 127.0.0.1. */
export function serveInMemory(): LoadHelpdesk {
  const embedded = createEmbeddedHelpdesk();
  let [delay, asked] = [0, 0];
  const answer = async (request: Request) => {
    // Its records would be counted as the program's memory.
    if (++asked % RECORDS_KEPT === 0) await embedded.resetRequests();
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = ["GET", "HEAD", "OPTIONS"].includes(method) ? undefined : await request.bytes();
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay / 2));
    const url = new URL(pathname + search, embedded.baseUrl);
    const response = await embedded.fetch(new Request(url, { method, headers, body }));
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay / 2));
    return response;
  };
  let ending = new AbortController();
  const listen = (port: number) =>
    Deno.serve({
      ...{ hostname: "127.0.0.1", port, signal: ending.signal },
      onListen() {},
      onError: () => new Response(null, { status: 500 }),
    }, answer);
  let server = listen(0);
  const { port } = server.addr;
  const baseUrl = `http://127.0.0.1:${port}/`;
  const end = async () => {
    ending.abort();
    await server.finished;
  };
  return {
    settings: settingsOf({ baseUrl, accounts: embedded.accounts }, "staff"),
    comments: async (ticket) => (await embedded.followups(ticket)).map(({ comment }) => comment),
    title: async (ticket) => (await embedded.ticket(ticket))?.title,
    addTickets: async (count) =>
      (await embedded.createTickets(count, { followUpsEach: 0 })).firstId,
    slowDown: (milliseconds) => delay = milliseconds,
    async restart() {
      await end();
      ending = new AbortController();
      server = listen(port);
    },
    [Symbol.asyncDispose]: end,
  };
}

/** A real helpdesk with data of its own. */
export async function serveReal(): Promise<LoadHelpdesk> {
  const site = await startSite();
  return {
    settings: settingsOf(site, "staff"),
    comments: async (ticket) => (await site.followups(ticket)).map(({ comment }) => comment),
    title: async (ticket) => (await site.ticket(ticket))?.title,
    addTickets: async (count) => (await site.createTickets(count, { followUpsEach: 0 })).firstId,
    // It takes its own time.
    slowDown() {},
    [Symbol.asyncDispose]: () => site.stop(),
  };
}
