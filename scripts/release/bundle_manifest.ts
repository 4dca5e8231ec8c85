import { tools } from "../../lib/tools/registry.ts";
import { DESCRIPTION, TITLE } from "../../lib/mcp/introduction/identity.ts";
import { settingFields } from "./descriptions.ts";
import { executableName, type Target, targets } from "./targets.ts";

/**
 * What `manifest.json` of the .mcpb bundle holds, in version 0.4 of that format: how a client starts the
 * executable, and which settings it asks for. Passwords and tokens are marked sensitive, so that clients
 * keep them in the system's key store.
 *
 * @param project name, version and licence, from deno.json
 * @param platforms where the bundle's executable runs
 */
export function bundleManifest(
  project: { readonly name: string; readonly version: string; readonly license: string },
  platforms: readonly Target["platform"][] = [...new Set(targets.map((one) => one.platform))],
) {
  const entryPoint = (platform: string) => `server/${executableName(project.name, platform)}`;
  const [platform, ...others] = platforms;
  const entry = entryPoint(others.length === 0 && platform !== undefined ? platform : "");
  const fields = settingFields();
  return {
    manifest_version: "0.4",
    name: project.name,
    display_name: TITLE,
    version: project.version,
    description: DESCRIPTION,
    author: { name: `the ${project.name} authors` },
    license: project.license,
    server: {
      type: "binary",
      entry_point: entry,
      mcp_config: {
        command: `\${__dirname}/${entry}`,
        args: [],
        env: Object.fromEntries(
          fields.map(({ name }) => [name, `\${user_config.${name.toLowerCase()}}`]),
        ),
        ...platforms.length > 1 && platforms.includes("win32")
          ? { platform_overrides: { win32: { command: `\${__dirname}/${entryPoint("win32")}` } } }
          : {},
      },
    },
    tools: tools.map(({ name, description }) => ({ name, description })),
    compatibility: { platforms: [...platforms] },
    user_config: Object.fromEntries(
      fields.map(({ name, meaning, isSecret, isNeeded, defaultValue }) => [
        name.toLowerCase(),
        {
          type: "string",
          title: titleOf(name),
          description: meaning,
          required: isNeeded,
          sensitive: isSecret,
          // Without a value a client would hand the placeholder over as it is.
          ...isNeeded && defaultValue === undefined ? {} : { default: defaultValue ?? "" },
        },
      ]),
    ),
  };
}

/** "HELPDESK_ON_EXIT" as "On exit". */
function titleOf(setting: string): string {
  const words = setting.replace(/^(?:HELPDESK|MCP)_/, "").toLowerCase().replaceAll("_", " ");
  const title = words.replace(/\b(?:url|api)\b/g, (word) => word.toUpperCase());
  return title.charAt(0).toUpperCase() + title.slice(1);
}
