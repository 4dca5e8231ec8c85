import {
  type DocumentKind,
  type DocumentOrder,
  type DocumentText,
  MOST_MILLISECONDS,
} from "./document_messages.ts";

/** Most memory that reading a document may take, in bytes; looked at so often, in milliseconds. */
const MOST_BYTES = 256 * 1024 * 1024;
const LOOK_MILLISECONDS = 20;
/** Longest wait for the memory of a thread that was ended, in milliseconds. */
const LONGEST_WAIT = 3_000;

const NAMES: Record<DocumentKind, string> = {
  pdf: "PDF",
  office: "document of an office program",
  mail: "mail",
};

/** Who waits: one document is read at a time, so that its memory can be told. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads the text of a document, in a thread of its own without permissions, which is ended when it takes more time
 * or memory than documents that people write.
 *
 * @param bytes are given away: they are empty afterwards
 * @param worker address of `document_worker.ts`, as the program was built
 * @param signal ends it
 * @throws the signal's reason
 */
export async function readDocument(
  kind: DocumentKind,
  bytes: Uint8Array<ArrayBuffer>,
  worker: URL,
  signal: AbortSignal,
): Promise<DocumentText> {
  const before = last;
  const ended = Promise.withResolvers<void>();
  last = ended.promise;
  await before;
  const memory = memoryInUse();
  const reading = new AbortController();
  const unreadable = (reason: string) =>
    ({ outcome: "unreadable", name: NAMES[kind], reason }) as const;
  const end = performance.now() + MOST_MILLISECONDS;
  const watch = setInterval(() => {
    if (memoryInUse() - memory > MOST_BYTES) reading.abort("reading it takes too much memory");
    else if (performance.now() > end) reading.abort("reading it takes too long");
  }, LOOK_MILLISECONDS);
  const both = AbortSignal.any([signal, reading.signal]);
  try {
    const answer = await readInThread({ kind, bytes }, worker, both);
    return typeof answer === "string" ? unreadable(answer) : answer;
  } catch (error) {
    if (signal.aborted || !reading.signal.aborted) throw error;
    return unreadable(String(reading.signal.reason));
  } finally {
    clearInterval(watch);
    if (both.aborted) waitForMemory(memory).then(ended.resolve);
    else ended.resolve();
  }
}

/** @returns the thread's answer, or why it gave none */
async function readInThread(
  { kind, bytes }: Omit<DocumentOrder, "port">,
  worker: URL,
  signal: AbortSignal,
): Promise<DocumentText | string> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<DocumentText | string>();
  const thread = startThread(worker);
  const { port1, port2: port } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<DocumentText>) => resolve(data);
  thread.onerror = (event) => {
    event.preventDefault();
    resolve(
      /^Requires read access/.test(event.message)
        ? "from source the program may not read the module that does it; the executable does"
        : "its reader failed",
    );
  };
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  try {
    thread.postMessage({ kind, bytes, port } satisfies DocumentOrder, [bytes.buffer, port]);
    return await promise;
  } finally {
    thread.terminate();
    port1.close();
  }
}

/** Permissions of a thread are told by an option that only the executable is built with. */
function startThread(worker: URL): Worker {
  const options = Deno.build.standalone ? { deno: { permissions: "none" } } : {};
  return new Worker(worker, { type: "module", ...options } as WorkerOptions);
}

/** A thread that is ended in the middle of its work goes on for a moment: its memory is not the next one's. */
async function waitForMemory(before: number): Promise<void> {
  const end = performance.now() + LONGEST_WAIT;
  while (memoryInUse() - before > MOST_BYTES / 4 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
  }
}

function memoryInUse(): number {
  return Deno.memoryUsage().rss;
}
