import { shownLine } from "./shown_text.ts";

/** Writes lines about the program's own running to stderr; stdout belongs to the protocol. */
export interface Log {
  /** A line that the person running the program should read. */
  warn(message: string): void;
  /** A line for someone looking into a problem; dropped unless debugging is on. */
  debug(message: string): void;
  /**
   * Keeps a credential out of every later line, in plain, URL-encoded, JSON and base64 form. Values
   * shorter than four characters are not tracked: they would blank out ordinary words.
   */
  hide(secret: string): void;
}

/** Longest line written; the rest is cut, so that a hostile server cannot flood a terminal. */
const MAXIMUM_LINE_LENGTH = 2_000;
const SHORTEST_SECRET = 4;

/** The secret as it may stand in a line: lines are cleaned before they are searched. */
function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const bytes = new TextEncoder().encode(wellFormed);
  return [
    secret,
    encodeURIComponent(wellFormed),
    new URLSearchParams({ secret: wellFormed }).toString().slice("secret=".length),
    JSON.stringify(secret).slice(1, -1),
    btoa(String.fromCharCode(...bytes)).replace(/=+$/, ""),
  ].map((form) => shownLine(form))
    .filter((form) => form.length >= SHORTEST_SECRET)
    .sort((left, right) => right.length - left.length);
}

/**
 * @param options `debug`: whether debug lines are written; `write`: where finished lines go, without
 * a line end (default: stderr)
 */
export function createLog(
  options: { debug: boolean; write?: (line: string) => void },
): Log {
  const write = options.write ?? ((line: string) => console.error(line));
  const hidden = new Set<string>();

  const emit = (label: string, message: string) => {
    // Cleaned first: an invisible character inside a secret must not keep it from being found.
    let text = shownLine(message);
    for (const secret of hidden) text = text.replaceAll(secret, "[hidden]");
    write(`helpdesk-mcp: ${label}${text.slice(0, MAXIMUM_LINE_LENGTH)}`);
  };

  return {
    warn: (message) => emit("", message),
    debug: (message) => {
      if (options.debug) emit("debug: ", message);
    },
    hide: (secret) => {
      if (secret.length < SHORTEST_SECRET) return;
      for (const form of formsOf(secret)) hidden.add(form);
    },
  };
}
