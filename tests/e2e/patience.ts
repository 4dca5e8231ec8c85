/** Nothing that is waited for takes nearly as long; a test that gets here has failed. */
export const PATIENCE_MILLISECONDS = 30_000;

/**
 * Waits for something that must happen.
 *
 * @param what what it is, for the message
 * @throws Error when it has not happened for a long time
 */
export async function patiently<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const inVain = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Waited for ${what} in vain`)),
      PATIENCE_MILLISECONDS,
    );
  });
  try {
    return await Promise.race([promise, inVain]);
  } finally {
    clearTimeout(timer);
  }
}
