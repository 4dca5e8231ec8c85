import type { SentError } from "./sent_error.ts";

/** What the program asks of the thread that holds the network; `id` names the exchange. */
export type Order =
  | {
    readonly kind: "request";
    readonly id: number;
    readonly url: string;
    readonly method: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: ArrayBuffer | undefined;
  }
  /** One more piece of the answer's body. */
  | { readonly kind: "read"; readonly id: number }
  /** The exchange is given up. */
  | { readonly kind: "cancel"; readonly id: number };

/** What that thread answers. */
export type Report =
  | {
    readonly kind: "response";
    readonly id: number;
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly hasBody: boolean;
  }
  /** A piece of the body; undefined at its end. */
  | { readonly kind: "chunk"; readonly id: number; readonly bytes: Uint8Array | undefined }
  | { readonly kind: "failure"; readonly id: number; readonly error: SentError };
