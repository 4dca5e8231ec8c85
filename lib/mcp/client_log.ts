import type { Log } from "../log/log.ts";
import { shownLine } from "../text/shown_text.ts";
import { ProtocolError } from "./protocol_error.ts";

/** Levels of MCP's logging, as in RFC 5424, from the least to the most severe. */
const LEVELS = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
] as const;
export type ClientLogLevel = (typeof LEVELS)[number];

/** The level of a name. @throws {ProtocolError} for any other text */
export function readLogLevel(name: string): ClientLogLevel {
  const level = LEVELS.find((known) => known === name);
  if (level !== undefined) return level;
  throw new ProtocolError(
    "invalidParams",
    `There is no log level ${JSON.stringify(shownLine(name, 60))}; there are ${LEVELS.join(", ")}`,
  );
}

/**
 * Sends the program's log to the client, the same lines as on stderr: from `open` on, and down to the
 * level that the client sets; nothing until it sets one.
 */
export class ClientLog {
  readonly #unfollow: () => void;
  #lowest = Infinity;
  #isOpen = false;

  /** @param send must not log: that would send forever */
  constructor(log: Log, send: (level: ClientLogLevel, line: string) => void) {
    this.#unfollow = log.follow((level, line) => {
      if (this.#isOpen && LEVELS.indexOf(level) >= this.#lowest) send(level, line);
    });
  }

  /** Begins to send: the client is ready. */
  open(): void {
    this.#isOpen = true;
  }

  setLevel(level: ClientLogLevel): void {
    this.#lowest = LEVELS.indexOf(level);
  }

  close(): void {
    this.#unfollow();
  }
}
