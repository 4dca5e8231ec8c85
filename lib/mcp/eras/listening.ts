import { isMembers, type Members, type NotificationMessage, type RequestId } from "./message.ts";
import { META } from "./revision.ts";

/** What a client may ask to be told of: kinds of lists, and addresses. */
const KINDS = ["toolsListChanged", "promptsListChanged", "resourcesListChanged"];
/** Of the lists, that of the tools alone may change while the program runs; no resource tells of changes. */
const TOLD = new Map([["notifications/tools/list_changed", "toolsListChanged"]]);

/**
 * The requests to be told of changes (MCP 2026-07-28, "Subscriptions"), each with those of its kinds of which
 * there is something to tell.
 */
export class Listening {
  readonly #open = new Map<RequestId, Members>();

  /** Begins to listen, and gives what the client is sent first. */
  begin(id: RequestId, params: Members = {}): NotificationMessage {
    const { notifications: asked } = params;
    const honoured = isMembers(asked)
      ? Object.fromEntries(
        [...TOLD.values()].filter((kind) => asked[kind]).map((kind) => [kind, true]),
      )
      : {};
    this.#open.set(id, honoured);
    const _meta = { [META.subscription]: id };
    return {
      jsonrpc: "2.0",
      method: "notifications/subscriptions/acknowledged",
      params: { _meta, notifications: honoured },
    };
  }

  /** Whether only those who listen are told by such messages. */
  isTold(method: string): boolean {
    return TOLD.has(method);
  }

  /** A change, as each of those who listen for it is told. */
  tell({ method, params }: NotificationMessage): NotificationMessage[] {
    const kind = TOLD.get(method) ?? "";
    return [...this.#open].filter(([, honoured]) => kind in honoured).map(([id]) => ({
      jsonrpc: "2.0",
      method,
      params: { ...params, _meta: { [META.subscription]: id } },
    }));
  }

  /** Ends a request to be told; false when there is none of that id. */
  end(id: unknown): boolean {
    return this.#open.delete(id as RequestId);
  }

  /** Ends all, and gives their ids. */
  endAll(): RequestId[] {
    const ids = [...this.#open.keys()];
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
