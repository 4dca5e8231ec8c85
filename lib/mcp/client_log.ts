import { AsyncLocalStorage } from "node:async_hooks";
import type { Log } from "../log/log.ts";
import { shownLine } from "../text/shown_text.ts";
import { type ClientLogLevel, isLogLevel, LOG_LEVELS } from "./eras/log_levels.ts";
import type { RequestId } from "./eras/message.ts";
import { ProtocolError } from "./protocol_error.ts";

/** The level of a name. @throws {ProtocolError} for any other text */
export function readLogLevel(name: string): ClientLogLevel {
  if (isLogLevel(name)) return name;
  throw new ProtocolError(
    "invalidParams",
    `There is no log level ${JSON.stringify(shownLine(name, 60))}; there are ${
      LOG_LEVELS.join(", ")
    }`,
  );
}

/** A request that says itself what it wants of the log. */
interface LoggedRequest {
  readonly id: RequestId;
  /** Down to this level; absent: nothing. */
  readonly level: ClientLogLevel | undefined;
}

/**
 * Sends the program's log to the client, the same lines as on stderr: from `open` on, and down to the
 * level that the client sets; nothing until it sets one. Of requests of the new revision each has its own.
 */
export class ClientLog {
  readonly #unfollow: () => void;
  #lowest: ClientLogLevel | undefined;
  #isOpen = false;
  readonly #request = new AsyncLocalStorage<LoggedRequest>();

  /**
   * @param send must not log: that would send forever; gets the request in whose course a line came, where that
   * matters
   */
  constructor(log: Log, send: (level: ClientLogLevel, line: string, request?: RequestId) => void) {
    this.#unfollow = log.follow((level, line) => {
      const request = this.#request.getStore();
      if (request === undefined) {
        if (this.#isOpen && this.#lowest !== undefined && reaches(level, this.#lowest)) {
          send(level, line);
        }
      } else if (request.level !== undefined && reaches(level, request.level)) {
        send(level, line, request.id);
      }
    });
  }

  /** Does the work of a request: what is logged in its course is sent as it wants, and to nobody else. */
  during<Value>(request: LoggedRequest, work: () => Value): Value {
    return this.#request.run(request, work);
  }

  /** Begins to send: the client is ready. */
  open(): void {
    this.#isOpen = true;
  }

  setLevel(level: ClientLogLevel): void {
    this.#lowest = level;
  }

  close(): void {
    this.#unfollow();
  }
}

function reaches(level: ClientLogLevel, lowest: ClientLogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(lowest);
}
