import * as z from "zod";

// What the MCP registry (server.json, form of 2025-12-11) and the .mcpb format (manifest.json, version 0.4)
// take, as far as this project uses it; whatever else stands in a file is a fault.

const environmentVariable = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  description: z.string().min(1),
  isRequired: z.boolean(),
  isSecret: z.boolean(),
  format: z.enum(["string", "number", "boolean", "filepath"]),
  default: z.string().optional(),
});

const started = z.strictObject({
  transport: z.strictObject({ type: z.literal("stdio") }),
  environmentVariables: z.array(environmentVariable),
});
const version = z.string().min(1).max(255).regex(/^\d/);

/** `server.json`; a file that is published also has the bundles' checksums. */
export const serverEntry = z.strictObject({
  $schema: z.literal(
    "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
  ),
  name: z.string().min(3).max(200).regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z.string().max(255).regex(/^\d+\.\d+\.\d+/),
  repository: z.strictObject({ url: z.url(), source: z.literal("github") }),
  packages: z.array(z.discriminatedUnion("registryType", [
    started.extend({
      registryType: z.literal("mcpb"),
      // The registry takes bundles from releases on GitHub or GitLab only, and "mcp" must be in the address.
      identifier: z.url({ protocol: /^https$/, hostname: /^github\.com$/ }).regex(
        /\/releases\/download\/.*mcp/,
      ),
      version,
      fileSha256: z.string().regex(/^[a-f0-9]{64}$/).optional(),
    }),
    started.extend({
      registryType: z.literal("npm"),
      registryBaseUrl: z.literal("https://registry.npmjs.org"),
      identifier: z.string().regex(/^(?:@[a-z0-9-]+\/)?[a-z0-9-]+$/),
      version,
      runtimeHint: z.literal("npx"),
    }),
    started.extend({
      registryType: z.literal("oci"),
      // The version is the image's tag: the registry refuses one beside it.
      identifier: z.string().regex(/^ghcr\.io\/[a-z0-9._-]+\/[a-z0-9._-]+:\d+\.\d+\.\d+$/),
      runtimeHint: z.literal("docker"),
    }),
  ])).min(1),
});

const startCommand = z.strictObject({
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});

const platform = z.enum(["darwin", "win32", "linux"]);

/** `manifest.json` of a bundle with an executable. */
export const bundleManifestForm = z.strictObject({
  manifest_version: z.literal("0.4"),
  name: z.string().min(1),
  display_name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  description: z.string().min(1),
  author: z.strictObject({ name: z.string().min(1) }),
  license: z.string().min(1),
  server: z.strictObject({
    type: z.literal("binary"),
    entry_point: z.string().regex(/^server\//),
    mcp_config: startCommand.extend({
      platform_overrides: z.partialRecord(platform, startCommand.partial()).optional(),
    }),
  }),
  tools: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  compatibility: z.strictObject({ platforms: z.array(platform).min(1) }),
  user_config: z.record(
    z.string(),
    z.strictObject({
      type: z.literal("string"),
      title: z.string().min(1),
      description: z.string().min(1),
      required: z.boolean(),
      sensitive: z.boolean(),
      default: z.string().optional(),
    }),
  ),
});
