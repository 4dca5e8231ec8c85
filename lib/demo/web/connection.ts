/**
 * Answers a request for as long as its client waits.
 *
 * @throws {DOMException} AbortError when the request's signal is aborted, and what the work throws
 */
export function whileWaitedFor(
  { signal }: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    answer().then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
