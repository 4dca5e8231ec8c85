/** One request to the helpdesk. */
export interface HttpRequest {
  readonly method: "GET" | "OPTIONS" | "POST" | "PATCH";
  /** On the client's origin. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string goes out with the Content-Type in `headers`. */
  readonly body?: string | FormData;
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
  readonly text: string;
}
