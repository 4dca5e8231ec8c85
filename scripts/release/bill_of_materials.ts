/** A package of npm that has code in the program. */
export interface Component {
  readonly name: string;
  readonly version: string;
  /** As the lock file has it: "sha512-" and base64. */
  readonly integrity: string;
}

/** What is read of `deno.lock`. */
export interface LockFile {
  readonly npm: Readonly<Record<string, { readonly integrity: string }>>;
}

/**
 * The packages whose code is in a bundle.
 *
 * @param sources paths of the modules that the bundle was made of, as its source maps have them
 * @throws {Error} when the lock file lacks one of them
 */
export function componentsOf(sources: readonly string[], lock: LockFile): Component[] {
  const found = new Map<string, Component>();
  for (const source of sources) {
    // Deno keeps packages as npm/HOST/NAME/VERSION, a scope being a folder of its own.
    const match = /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\/(\d[^/]*)\//.exec(
      source.replaceAll("\\", "/"),
    );
    const [, name, version] = match ?? [];
    if (name === undefined || version === undefined) continue;
    const id = `${name}@${version}`;
    if (!found.has(id)) found.set(id, { name, version, integrity: integrityOf(id, lock) });
  }
  return [...found.keys()].sort().flatMap((id) => found.get(id) ?? []);
}

/** The lock file adds the versions of peers to a package's own, after "_". */
function integrityOf(id: string, lock: LockFile): string {
  const key = Object.keys(lock.npm).find((key) => key === id || key.startsWith(`${id}_`));
  const integrity = key === undefined ? undefined : lock.npm[key]?.integrity;
  if (integrity === undefined) throw new Error(`deno.lock has no ${id}`);
  return integrity;
}

/**
 * A software bill of materials in CycloneDX 1.6.
 *
 * @param time when it was made, in ISO 8601
 */
export function billOfMaterials(
  project: { readonly name: string; readonly version: string; readonly license: string },
  components: readonly Component[],
  time: string,
) {
  const { name, version, license } = project;
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: time,
      component: {
        type: "application",
        "bom-ref": `${name}@${version}`,
        name,
        version,
        licenses: [{ license: { id: license } }],
      },
    },
    components: components.map((component) => ({
      type: "library",
      "bom-ref": packageUrl(component),
      name: component.name,
      version: component.version,
      purl: packageUrl(component),
      hashes: [{ alg: "SHA-512", content: hexadecimal(component.integrity) }],
    })),
    dependencies: [
      { ref: `${name}@${version}`, dependsOn: components.map(packageUrl) },
    ],
  };
}

/** The package URL of a package of npm, with the "@" of its scope encoded. */
function packageUrl({ name, version }: Component): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function hexadecimal(integrity: string): string {
  const match = /^sha512-(.+)$/.exec(integrity);
  if (match?.[1] === undefined) throw new Error(`No SHA-512 in deno.lock: ${integrity}`);
  return Uint8Array.fromBase64(match[1]).toHex();
}
