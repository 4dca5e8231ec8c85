import { confinedFetch } from "../../lib/http/confined/confined_fetch.ts";

// A program that tries what the server must not be able to do. It is run, or compiled and run, with the
// server's permissions; each argument is one attempt, and each line of its output tells
// what became of it: "done", or the name of the error.

const attempts: Record<string, (value: string) => unknown> = {
  fetch: async (value) => await (await fetch(value)).body?.cancel(),
  listen: () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(),
  read: (value) => Deno.readTextFileSync(value),
  write: (value) => Deno.writeTextFileSync(value, "written"),
  run: (value) => new Deno.Command(value).outputSync(),
  list: (value) => [...Deno.readDirSync(value)],
  temporary: () => Deno.makeTempFileSync(),
  remove: (value) => Deno.removeSync(value),
  import: (value) => import(value),
  environment: () => Deno.env.toObject(),
  set: (value) => Deno.env.set(value, "/"),
  env: (value) => Deno.env.get(value),
  sys: () => Deno.hostname(),
  ffi: (value) => Deno.dlopen(value, {}),
  "read-through-worker": (value) => inWorker(`Deno.readTextFileSync(${JSON.stringify(value)})`),
  "fetch-through-worker": (value) => inWorker(`await fetch(${JSON.stringify(value)})`),
  "fetch-in-worker-with-all": (value) =>
    inWorker(`await fetch(${JSON.stringify(value)})`, { net: true }),
  // From here on the network is a worker's, as in the server after its first call.
  confine: (value) => {
    const worker = new URL("../../lib/http/confined/confined_worker.js", import.meta.url);
    carry = confinedFetch(new URL(value), worker);
  },
  "fetch-confined": async (value) => await (await carry(new Request(value))).body?.cancel(),
};

let carry: (request: Request) => Promise<Response> = fetch;

/** Runs a statement in a new worker. */
function inWorker(statement: string, permissions?: Record<string, unknown>): Promise<void> {
  const source =
    `try { ${statement}; postMessage("done"); } catch (error) { postMessage(error.name); }`;
  const address = `data:text/javascript,${encodeURIComponent(source)}`;
  return new Promise((resolve, reject) => {
    const options = { type: "module", deno: permissions && { permissions } } as WorkerOptions;
    const worker = new Worker(address, options);
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    worker.onmessage = ({ data }) =>
      end(() => data === "done" ? resolve() : reject(Object.assign(new Error(), { name: data })));
    worker.onerror = (event) => {
      event.preventDefault();
      end(() => reject(new Error(event.message)));
    };
  });
}

for (const argument of Deno.args) {
  const [kind = "", ...value] = argument.split("=");
  let outcome = "done";
  try {
    const attempt = attempts[kind];
    if (attempt === undefined) throw new ReferenceError(`No attempt "${kind}"`);
    await attempt(value.join("="));
  } catch (error) {
    outcome = error instanceof Error ? error.name : String(error);
  }
  console.log(`${argument} ${outcome}`);
}
Deno.exit(0);
