import { DESCRIPTION, REPOSITORY, TITLE } from "../../lib/mcp/introduction/identity.ts";
import { settingFields } from "./descriptions.ts";
import { type Target, targets } from "./targets.ts";

/** Where a release lies. */
export interface Publication {
  /** Owner and name on GitHub, as "owner/name". */
  readonly repository: string;
  /** Hexadecimal SHA-256 of each bundle by its file name; none before they are built. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Stands in the repository, which does not know where it is published; a release puts its own in. */
export const UNPUBLISHED: Publication = {
  repository: REPOSITORY,
  checksums: new Map(),
};

/** A bundle's file name on a platform. */
export function bundleName(program: string, target: Target): string {
  return `${program}-${target.triple}.mcpb`;
}

/** The program's name in the MCP registry: whoever publishes it proves that the owner's account is theirs. */
export function serverName({ name }: { readonly name: string }, repository: string): string {
  return `io.github.${repository.split("/")[0]}/${name}`;
}

/**
 * The entry in the MCP registry: what `server.json` holds, in the registry's form of 2025-12-11.
 *
 * @param project name and version, from deno.json
 */
export function serverJson(
  project: { readonly name: string; readonly version: string },
  { repository, checksums }: Publication,
) {
  const place = `https://github.com/${repository}`;
  return {
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: serverName(project, repository),
    title: TITLE,
    description: DESCRIPTION,
    version: project.version,
    repository: { url: place, source: "github" },
    packages: [
      ...packagesOfRegistries(project, repository),
      ...targets.map((target) => {
        const bundle = bundleName(project.name, target);
        const sha256 = checksums.get(bundle);
        return {
          registryType: "mcpb",
          identifier: `${place}/releases/download/v${project.version}/${bundle}`,
          version: project.version,
          ...sha256 === undefined ? {} : { fileSha256: sha256 },
          transport: { type: "stdio" },
          environmentVariables: environmentVariables(),
        };
      }),
    ],
  };
}

/** Those that a registry of packages holds, for clients that fetch and start them by themselves. */
function packagesOfRegistries(
  { name, version }: { readonly name: string; readonly version: string },
  repository: string,
) {
  const transport = { type: "stdio" } as const;
  return [
    {
      registryType: "npm",
      registryBaseUrl: "https://registry.npmjs.org",
      identifier: name,
      version,
      runtimeHint: "npx",
      transport,
      environmentVariables: environmentVariables(),
    },
    {
      registryType: "oci",
      // The registry's form: the version is the image's tag, and stands nowhere else.
      identifier: `ghcr.io/${repository.toLowerCase()}:${version}`,
      runtimeHint: "docker",
      transport,
      environmentVariables: environmentVariables(),
    },
  ];
}

function environmentVariables() {
  return settingFields().map(({ name, meaning, isSecret, isNeeded, defaultValue }) => ({
    name,
    description: meaning,
    isRequired: isNeeded,
    isSecret,
    format: "string",
    ...defaultValue === undefined ? {} : { default: defaultValue },
  }));
}
