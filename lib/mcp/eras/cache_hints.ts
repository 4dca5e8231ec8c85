import { isAppAddress } from "../../apps/app_page.ts";
import type { RequestMessage } from "./message.ts";

/** How long, in milliseconds, and for whom a client may keep an answer (MCP 2026-07-28, "Caching"). */
export interface CacheHint {
  readonly ttlMs: number;
  readonly cacheScope: "public" | "private";
}

const HOUR_MILLISECONDS = 3_600_000;

/** The same for everybody, as long as the program runs. */
const FIXED: CacheHint = { ttlMs: HOUR_MILLISECONDS, cacheScope: "public" };
/** As long as the program runs, but for whoever has its settings: they name the helpdesk. */
const SET: CacheHint = { ttlMs: HOUR_MILLISECONDS, cacheScope: "private" };
/** May change, once, with a login: those who listen are told, and others need not know at once. */
const CHANGING: CacheHint = { ttlMs: 300_000, cacheScope: "private" };
/** What the helpdesk shows an account now. */
const CURRENT: CacheHint = { ttlMs: 0, cacheScope: "private" };

/** The hints of every method whose answers carry them. */
const HINTS: ReadonlyMap<string, CacheHint> = new Map([
  ["server/discover", SET],
  ["tools/list", CHANGING],
  ["prompts/list", FIXED],
  ["resources/list", FIXED],
  ["resources/templates/list", FIXED],
  ["resources/read", CURRENT],
]);

/** How the answer to a request may be kept; undefined where answers of its method say nothing of that. */
export function cacheHintOf({ method, params }: RequestMessage): CacheHint | undefined {
  // The page of a view is part of the program; every other resource is the helpdesk's.
  const isPage = method === "resources/read" && isAppAddress(params?.uri);
  return isPage ? FIXED : HINTS.get(method);
}
