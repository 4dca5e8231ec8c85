import type { Fetch } from "../client.ts";
import type { Order, Report } from "./confined_messages.ts";
import { receivedError } from "./sent_error.ts";

type Head = Report & { kind: "response" };
type Chunk = Report & { kind: "chunk" };

/** The host that Deno's permissions know an origin by: with its port, also where that goes without saying. */
export function permittedHost(origin: URL): string {
  const port = origin.port || (origin.protocol === "https:" ? "443" : "80");
  return `${origin.hostname}:${port}`;
}

/**
 * Gives the network away: from now on a worker alone holds it, and that one for one origin only. What runs
 * here, and whatever it was talked into, can reach no host at all, until the program ends.
 *
 * @param origin where the requests go
 * @param worker address of `confined_worker.ts`, as the program was built
 * @returns a `fetch` through that worker; redirects are answers
 */
export function confinedFetch(origin: URL, worker: URL): Fetch {
  let thread: Worker;
  try {
    const permissions = { net: [permittedHost(origin)] };
    thread = new Worker(worker, { type: "module", deno: { permissions } } as WorkerOptions);
  } catch (error) {
    // The program was built for another host: each request says so.
    if (error instanceof Deno.errors.NotCapable) return fetch;
    throw error;
  }
  const { port1: port, port2 } = new MessageChannel();
  thread.postMessage(undefined, [port2]);
  Deno.permissions.revokeSync({ name: "net" });
  return fetchThrough(port, thread);
}

/** A `fetch` whose requests are made at the other end of a port. */
export function fetchThrough(port: MessagePort, thread: EventTarget): Fetch {
  const waiting = new Map<number, PromiseWithResolvers<Report>>();
  let lastId = 0;
  port.onmessage = ({ data }: MessageEvent<Report>) => {
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "failure") answer?.reject(receivedError(data.error));
    else answer?.resolve(data);
  };
  thread.addEventListener("error", (event) => {
    event.preventDefault();
    const reason = new Error(`The network's thread ended: ${(event as ErrorEvent).message}`);
    for (const answer of waiting.values()) answer.reject(reason);
    waiting.clear();
  });
  const ask = <Answer extends Report>(order: Order) => {
    const answer = Promise.withResolvers<Report>();
    waiting.set(order.id, answer);
    port.postMessage(order);
    return answer.promise as Promise<Answer>;
  };

  return async (request) => {
    const { signal } = request;
    signal.throwIfAborted();
    const id = ++lastId;
    const cancel = () => {
      waiting.get(id)?.reject(signal.reason);
      waiting.delete(id);
      port.postMessage({ kind: "cancel", id } satisfies Order);
    };
    signal.addEventListener("abort", cancel, { once: true });
    const end = () => signal.removeEventListener("abort", cancel);
    try {
      const { url, method } = request;
      const headers = [...request.headers];
      const body = request.body === null ? undefined : await request.arrayBuffer();
      signal.throwIfAborted();
      const answer = await ask<Head>({ kind: "request", id, url, method, headers, body });
      const { status, hasBody } = answer;
      if (!hasBody) end();
      const stream = hasBody ? bodyOf(() => ask<Chunk>({ kind: "read", id }), cancel, end) : null;
      return new Response(stream, { status, headers: answer.headers.map(([n, v]) => [n, v]) });
    } catch (error) {
      end();
      throw error;
    }
  };
}

/** An answer's body, fetched a piece at a time, as it is read. */
function bodyOf(
  read: () => Promise<Chunk>,
  cancel: () => void,
  end: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { bytes } = await read();
        if (bytes !== undefined) return controller.enqueue(new Uint8Array(bytes));
      } catch (error) {
        end();
        throw error;
      }
      end();
      controller.close();
    },
    cancel() {
      end();
      cancel();
    },
  }, { highWaterMark: 0 });
}
