import { listedTool } from "../../lib/mcp/listings.ts";
import type { Tool } from "../../lib/tools/tool.ts";

/** Where the snapshots lie, below the project's folder. */
export const SNAPSHOT_FOLDER = "tests/snapshots/tools/";

/** What `tools/list` sends for each tool, by the path of its snapshot: JSON, keys sorted at every level. */
export function toolSnapshots(tools: readonly Tool[]): ReadonlyMap<string, string> {
  return new Map(
    tools.map((tool) => [
      `${SNAPSHOT_FOLDER}${tool.name}.json`,
      `${JSON.stringify(sorted(listedTool(tool)), undefined, 2)}\n`,
    ]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => left < right ? -1 : 1);
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
