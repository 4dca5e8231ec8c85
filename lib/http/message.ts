/** One request to the helpdesk. */
export interface HttpRequest {
  readonly method: "GET" | "OPTIONS" | "POST" | "PATCH";
  /** On the client's origin. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string goes out with the Content-Type in `headers`, a Blob with its own. */
  readonly body?: string | Blob;
  /** "bytes": the body of a successful answer may be anything; "text" when absent. */
  readonly read?: "text" | "bytes";
  /** What the log and messages call it in place of its path, which is secret then. */
  readonly shownAs?: string;
  /** Most decoded bytes of the answer; 10 MiB when absent. */
  readonly maximumBytes?: number;
  /**
   * For a request that changes something: how the caller can find out whether it did, a sentence. With
   * it, a lost answer is an error of kind "outcome_unknown".
   */
  readonly outcomeCheck?: string;
}

/** The helpdesk's answer, read to its end. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from. */
  readonly url: URL;
  /** Empty where there are `bytes`. */
  readonly text: string;
  /** The body of a successful answer to a request that reads bytes. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** A request for people: method and path, or what stands for a secret path. */
export function shownRequest({ method, url, shownAs }: HttpRequest): string {
  return `${method} ${shownAs ?? url.pathname}`;
}
