import { Redaction } from "./redaction.ts";

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
  /**
   * Hands every later line to a listener too, debug lines even where they are not written.
   *
   * @param listener gets the level and the line, cleaned like those written and without a label
   * @returns stops that
   */
  follow(listener: (level: LogLevel, line: string) => void): () => void;
}

/** What a line is: for the person who runs the program, or for someone looking into a problem. */
export type LogLevel = "warning" | "debug";

/** Longest line written; the rest is cut, so that a hostile server cannot flood a terminal. */
const MAXIMUM_LINE_LENGTH = 2_000;

/**
 * @param options `debug`: whether debug lines are written; `write`: where finished lines go, without
 * a line end (default: stderr)
 */
export function createLog(
  options: { debug: boolean; write?: (line: string) => void },
): Log {
  const write = options.write ?? ((line: string) => console.error(line));
  const redaction = new Redaction();

  const listeners = new Set<(level: LogLevel, line: string) => void>();

  const emit = (level: LogLevel, message: string) => {
    const isWritten = level !== "debug" || options.debug;
    if (!isWritten && listeners.size === 0) return;
    const line = redaction.clean(message).slice(0, MAXIMUM_LINE_LENGTH);
    if (isWritten) write(`helpdesk-mcp: ${level === "debug" ? "debug: " : ""}${line}`);
    for (const listener of listeners) listener(level, line);
  };

  return {
    warn: (message) => emit("warning", message),
    debug: (message) => emit("debug", message),
    hide: (secret) => redaction.hide(secret),
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
