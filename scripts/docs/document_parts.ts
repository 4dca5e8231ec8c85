import {
  type Client,
  clientConfiguration,
  configuredSettings,
  type Installation,
} from "../../lib/settings/client_configuration.ts";
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";
import { programFlags } from "../release/permissions.ts";
import { outcomes } from "../../tests/releases/outcomes.ts";
import { compatibilityTable } from "./compatibility_table.ts";
import { codeBlock, codeSpan, markdownTable } from "./markdown.ts";
import { permissionList } from "./permission_list.ts";
import { toolReference, toolTable } from "./tool_reference.ts";

const EXECUTABLE = { kind: "executable", path: "/path/to/helpdesk-mcp" } as const;
const PROGRAM = "/path/to/helpdesk-mcp/main.ts";

/** What everybody sets; README.md shows these alone. */
const FIRST_SETTINGS = ["HELPDESK_BASE_URL", "HELPDESK_USERNAME", "HELPDESK_PASSWORD"];

/** Parts of a document that are made of the code, as Markdown, by the names of their marks. */
export type DocumentParts = ReadonlyMap<string, string>;

/**
 * The made parts of every document that has some, by the document's path below the project's folder.
 *
 * @param denoVersion the version that `npx` is to fetch
 */
export function documentParts(denoVersion: string): ReadonlyMap<string, DocumentParts> {
  const fromDeno = { kind: "deno", deno: "deno", program: PROGRAM } as const;
  const fromNpx = { kind: "npx", denoVersion, program: PROGRAM } as const;
  const firstSettings = settings.filter(({ name }) => FIRST_SETTINGS.includes(name));
  const documents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "README.md": {
      "client": configuration("claude-desktop", EXECUTABLE),
      "first-settings": settingTable(firstSettings),
      "tools": toolTable(tools, "docs/tools.md"),
    },
    "docs/install.md": {
      "executable-claude-desktop": configuration("claude-desktop", EXECUTABLE),
      "executable-claude-code": configuration("claude-code", EXECUTABLE),
      "executable-vscode": configuration("vscode", EXECUTABLE),
      "deno": configuration("claude-desktop", fromDeno),
      "npx": configuration("claude-desktop", fromNpx),
    },
    "docs/compatibility.md": { "outcomes": compatibilityTable(outcomes) },
    "docs/permissions.md": { "permissions": permissionList(programFlags()) },
    "docs/settings.md": { "settings": settingTable(settings) },
    "docs/tools.md": { "tools": toolReference(tools) },
  };
  return new Map(
    Object.entries(documents).map(([path, parts]) => [path, new Map(Object.entries(parts))]),
  );
}

/** What `helpdesk-mcp config CLIENT` prints where nothing is set. */
function configuration(client: Client, installation: Installation): string {
  const { snippet } = clientConfiguration(
    client,
    installation,
    configuredSettings(() => undefined),
  );
  return codeBlock(client === "claude-code" ? "sh" : "json", snippet);
}

function settingTable(shown: typeof settings): string {
  return markdownTable(
    ["setting", "meaning", "default"],
    shown.map(({ name, meaning, byDefault }) => [codeSpan(name), meaning, byDefault]),
  );
}
