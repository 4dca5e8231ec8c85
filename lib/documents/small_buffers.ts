/** Most bytes of one buffer: no stream of a PDF that text is read of is longer, unpacked. */
const LARGEST_BUFFER = 64 * 1024 * 1024;

/**
 * Holds this thread to small buffers, for good: a stream of a megabyte that unpacks to gigabytes fails, instead of
 * taking the machine's memory before anybody can end the thread. The platform's own unpacking, which makes such a
 * buffer at once, is taken away; libraries then do it themselves.
 */
export function allowSmallBuffersAlone(): void {
  Reflect.deleteProperty(globalThis, "DecompressionStream");
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, given, newTarget) {
      const [length] = given;
      if (typeof length === "number" && length > LARGEST_BUFFER) {
        throw new RangeError(`A buffer of ${length} bytes is too large`);
      }
      return Reflect.construct(
        target,
        given,
        newTarget === globalThis.Uint8Array ? target : newTarget,
      );
    },
  });
}
