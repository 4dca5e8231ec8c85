import { META } from "./envelope.ts";
import { isMembers, type Members, type NotificationMessage, type RequestId } from "./message.ts";

/** What a client may ask to be told of: kinds of lists, and addresses. */
const KINDS = ["toolsListChanged", "promptsListChanged", "resourcesListChanged"];

/**
 * The requests to be told of changes (MCP 2026-07-28, "Subscriptions"). Lists here stay as they are while the
 * program runs, and no resource tells of changes: a client is told so, and hears no more until the end.
 */
export class Listening {
  readonly #open = new Set<RequestId>();

  /** Begins to listen, and gives what the client is sent first. */
  begin(id: RequestId): NotificationMessage {
    this.#open.add(id);
    return {
      jsonrpc: "2.0",
      method: "notifications/subscriptions/acknowledged",
      params: { _meta: { [META.subscription]: id }, notifications: {} },
    };
  }

  /** Ends a request to be told; false when there is none of that id. */
  end(id: unknown): boolean {
    return this.#open.delete(id as RequestId);
  }

  /** Ends all, and gives their ids. */
  endAll(): RequestId[] {
    const ids = [...this.#open];
    this.#open.clear();
    return ids;
  }
}

/** Says what is wrong with a request to be told of changes; undefined when nothing is. */
export function listenProblem(params: Members = {}): string | undefined {
  const { notifications } = params;
  if (!isMembers(notifications)) return "notifications is not an object";
  const wrong = KINDS.find((kind) =>
    !["boolean", "undefined"].includes(typeof notifications[kind])
  );
  if (wrong !== undefined) return `notifications.${wrong} is neither true nor false`;
  const { resourceSubscriptions: addresses = [] } = notifications;
  const areTexts = Array.isArray(addresses) && addresses.every((uri) => typeof uri === "string");
  return areTexts ? undefined : "notifications.resourceSubscriptions is no list of addresses";
}
