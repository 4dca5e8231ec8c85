/** Ends a REST call with this status and this JSON, as an exception of the REST framework does. */
export class RestError extends Error {
  override readonly name = "RestError";

  constructor(readonly status: number, readonly data: unknown) {
    super(`REST error ${status}`);
  }
}

/** What the REST framework says about an object that is not there. */
export function refuseUnknown(model: string, key: string): RestError {
  const detail = /^[-+]?\d+$/.test(key) ? `No ${model} matches the given query.` : "Not found.";
  return new RestError(404, { detail });
}
