import { DESCRIPTION } from "../../lib/mcp/introduction/identity.ts";
import { PROJECT_FOLDER } from "./executable.ts";
import { serverName } from "./server_json.ts";
import { executableName, type Target, targets } from "./targets.ts";

/** What the packages need to know of deno.json. */
interface Project {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** A package before it is packed: its manifest, and the files beside it by their paths in it. */
export interface NpmPackage {
  readonly manifest: { readonly name: string; readonly [field: string]: unknown };
  /** Paths of the sources, absolute or below the repository. */
  readonly files: ReadonlyMap<string, string>;
}

/** What the registry asks of a package that belongs to an MCP server, by who publishes it. */
function fieldsOf({ version, license }: Project, repository: string) {
  return {
    version,
    description: DESCRIPTION,
    license,
    repository: { type: "git", url: `git+https://github.com/${repository}.git` },
    homepage: `https://github.com/${repository}`,
  };
}

/** The package that people name: it starts the executable that the package of their platform holds. */
export function launcherPackage(project: Project, repository: string): NpmPackage {
  const { name, version } = project;
  return {
    manifest: {
      name,
      ...fieldsOf(project, repository),
      mcpName: serverName(project, repository),
      keywords: ["mcp", "model-context-protocol", "django-helpdesk", "tickets"],
      type: "module",
      bin: { [name]: "launch.mjs" },
      engines: { node: ">=18" },
      optionalDependencies: Object.fromEntries(
        targets.map((target) => [platformPackageName(name, target), version]),
      ),
    },
    files: new Map([
      ["launch.mjs", "scripts/release/npm/launch.mjs"],
      ["README.md", "README.md"],
      ["LICENSE", "LICENSE"],
    ]),
  };
}

/** The package with the executable of one platform, which npm installs there alone. */
export function platformPackage(
  project: Project,
  repository: string,
  { target, executable }: { readonly target: Target; readonly executable: string },
): NpmPackage {
  const { platform, cpu } = target;
  return {
    manifest: {
      name: platformPackageName(project.name, target),
      ...fieldsOf(project, repository),
      description: `The executable of ${project.name} for ${platform} ${cpu}`,
      os: [platform],
      cpu: [cpu],
      // The executables are linked against glibc.
      ...platform === "linux" ? { libc: ["glibc"] } : {},
      preferUnplugged: true,
    },
    files: new Map([
      [`bin/${executableName(project.name, platform)}`, executable],
      ["LICENSE", "LICENSE"],
    ]),
  };
}

/** As `launch.mjs` finds it. */
function platformPackageName(name: string, { platform, cpu }: Target): string {
  return `${name}-${platform}-${cpu}`;
}

/**
 * Packs a package as npm does, for `npm publish` or `npm install`.
 *
 * @param folder where the archive goes; it is made when it is not there
 * @returns the archive's path
 * @throws {Error} with what npm said, when it fails
 */
export async function packPackage(
  { manifest, files }: NpmPackage,
  folder: string,
): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  const content = await Deno.makeTempDir({ dir: folder, prefix: "package-" });
  try {
    for (const [path, source] of files) {
      const target = `${content}/${path}`;
      await Deno.mkdir(target.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.copyFile(
        /^(?:[/\\]|[A-Za-z]:)/.test(source) ? source : PROJECT_FOLDER + source,
        target,
      );
    }
    const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
    await Deno.writeTextFile(`${content}/package.json`, text);
    const npm = Deno.build.os === "windows" ? "npm.cmd" : "npm";
    const { success, stdout, stderr } = await new Deno.Command(npm, {
      args: ["pack", "--json", "--ignore-scripts", `--pack-destination=${folder}`, content],
      stdin: "null",
    }).output();
    if (!success) throw new Error(`npm pack failed:\n${new TextDecoder().decode(stderr).trim()}`);
    const [packed] = Object.values(JSON.parse(new TextDecoder().decode(stdout))) as {
      filename: string;
    }[];
    if (packed === undefined) throw new Error("npm pack says nothing of an archive");
    return `${folder}/${packed.filename.replace("@", "").replace("/", "-")}`;
  } finally {
    await Deno.remove(content, { recursive: true });
  }
}
