import { LISTED } from "./listed.ts";

/** A tool, as far as lists are chosen by it. */
interface StoredTool {
  readonly name: string;
  readonly annotations: { readonly readOnlyHint: boolean };
}

/** What a list is answered with, by the method of the request. */
export interface StoredLists {
  readonly "tools/list": { readonly tools: readonly StoredTool[] };
  readonly [method: string]: Readonly<Record<string, unknown>>;
}

let answers: StoredLists | undefined;

/** What lists of everything that the program has are answered with, without loading any of it. */
export function storedLists(): StoredLists {
  return answers ??= JSON.parse(LISTED) as StoredLists;
}
