import type { RequestMessage } from "./message.ts";

/** The revision whose requests say by themselves who asks, and what the client can do. */
export const REVISION = "2026-07-28";

/** Entries of `_meta` that the revision reserves (MCP 2026-07-28, "Overview", `_meta`). */
export const META = {
  version: "io.modelcontextprotocol/protocolVersion",
  capabilities: "io.modelcontextprotocol/clientCapabilities",
  logLevel: "io.modelcontextprotocol/logLevel",
  serverInfo: "io.modelcontextprotocol/serverInfo",
  subscription: "io.modelcontextprotocol/subscriptionId",
} as const;

/** Methods that no earlier revision has. */
export const NEW_METHODS: ReadonlySet<string> = new Set([
  "server/discover",
  "subscriptions/listen",
]);

/** Whether a request means to be of the revision, or of a later one; `initialize` never is. */
export function isModern({ method, params }: RequestMessage): boolean {
  if (method === "initialize") return false;
  const meta = params?._meta;
  return NEW_METHODS.has(method) ||
    typeof meta === "object" && meta !== null &&
      (META.version in meta || META.capabilities in meta);
}
