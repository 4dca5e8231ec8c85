/** What went wrong, in the terms a caller can act on; callers switch on this, never on a message. */
export type HelpdeskErrorKind =
  | "config"
  | "auth"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "unavailable"
  | "timeout"
  | "cancelled"
  | "bad_reply"
  | "outcome_unknown"
  | "sandbox"
  | "not_on_branch";

/**
 * A failure that the person or model at the other end can understand and act on. Its message names
 * the action, the quoted value and the next step; text from the server enters it bounded and labelled.
 */
export class HelpdeskError extends Error {
  override readonly name = "HelpdeskError";
  readonly kind: HelpdeskErrorKind;
  /** Status of the answer that is the failure; undefined when there was none. */
  readonly status: number | undefined;
  /** How long the same is not to be tried again; undefined: for as long as is usual for the kind. */
  readonly holdMilliseconds: number | undefined;

  /**
   * @param kind what callers switch on
   * @param message one or more sentences for the reader, without credentials
   * @param options `cause`: what was caught, for the log only; `status`: of the answer that is the failure;
   * `holdMilliseconds`: how long the same is not to be tried again
   */
  constructor(
    kind: HelpdeskErrorKind,
    message: string,
    options?: { cause?: unknown; status?: number; holdMilliseconds?: number },
  ) {
    super(message, options);
    this.kind = kind;
    this.status = options?.status;
    this.holdMilliseconds = options?.holdMilliseconds;
  }
}
