import {
  type Client,
  clientConfiguration,
  configuredSettings,
  type Installation,
} from "../../lib/settings/client_configuration.ts";
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";
import { programFlags } from "../release/permissions.ts";
import { codeBlock, codeSpan, markdownTable } from "./markdown.ts";
import { permissionList } from "./permission_list.ts";
import { toolReference } from "./tool_reference.ts";

const EXECUTABLE = { kind: "executable", path: "/path/to/helpdesk-mcp" } as const;
const PROGRAM = "/path/to/helpdesk-mcp/main.ts";

/**
 * The parts of README.md that are made of the code, as Markdown, by the names of their marks.
 *
 * @param denoVersion the version that `npx` is to fetch
 */
export function readmeParts(denoVersion: string): ReadonlyMap<string, string> {
  return new Map([
    ["executable-claude-desktop", configuration("claude-desktop", EXECUTABLE)],
    ["executable-claude-code", configuration("claude-code", EXECUTABLE)],
    ["executable-vscode", configuration("vscode", EXECUTABLE)],
    ["permissions", permissionList(programFlags())],
    ["deno", configuration("claude-desktop", { kind: "deno", deno: "deno", program: PROGRAM })],
    ["npx", configuration("claude-desktop", { kind: "npx", denoVersion, program: PROGRAM })],
    ["settings", settingTable()],
    ["tools", toolReference(tools)],
  ]);
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

function settingTable(): string {
  return markdownTable(
    ["setting", "meaning", "default"],
    settings.map(({ name, meaning, byDefault }) => [codeSpan(name), meaning, byDefault]),
  );
}
