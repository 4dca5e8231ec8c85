/** Documents whose texts are read. */
export type DocumentKind = "pdf" | "office" | "mail";

/** What a reader of a document is asked for. */
export interface DocumentOrder {
  readonly kind: DocumentKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Takes the answer, a `DocumentText`. */
  readonly port: MessagePort;
}

/** A document's text, or why there is none. */
export type DocumentText =
  | {
    readonly outcome: "text";
    /** What it is, for people: "PDF", "document of Word". */
    readonly name: string;
    readonly text: string;
    /** Of a mail that has no other text: its HTML, which `text` lacks. */
    readonly html?: string;
    /** Why only its beginning was read, a sentence without its full stop; absent when all was. */
    readonly cut?: string;
  }
  | {
    readonly outcome: "unreadable";
    readonly name: string;
    /** Completes "its text cannot be read:". */
    readonly reason: string;
  };

/** Most characters of a document that are read: a book has as many. */
export const MOST_CHARACTERS = 1_000_000;
/** Longest time for reading one, in milliseconds; the reader itself stops a bit before. */
export const MOST_MILLISECONDS = 10_000;
