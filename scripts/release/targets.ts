/** A platform that a release is built for. */
export interface Target {
  /** As `deno compile --target` names it. */
  readonly triple: string;
  /** As Node and the .mcpb format name the operating system. */
  readonly platform: "linux" | "darwin" | "win32";
  /** As Node names the processor. */
  readonly cpu: "x64" | "arm64";
}

/** Every platform of a release. */
export const targets: readonly Target[] = [
  { triple: "x86_64-unknown-linux-gnu", platform: "linux", cpu: "x64" },
  { triple: "aarch64-unknown-linux-gnu", platform: "linux", cpu: "arm64" },
  { triple: "x86_64-apple-darwin", platform: "darwin", cpu: "x64" },
  { triple: "aarch64-apple-darwin", platform: "darwin", cpu: "arm64" },
  { triple: "x86_64-pc-windows-msvc", platform: "win32", cpu: "x64" },
];

/**
 * The platform of a name.
 *
 * @throws {Error} when there is none of that name
 */
export function targetOf(triple: string): Target {
  const target = targets.find((known) => known.triple === triple);
  if (target !== undefined) return target;
  const known = targets.map((one) => one.triple).join(", ");
  throw new Error(`Cannot compile for ${JSON.stringify(triple)}: give one of ${known}`);
}

/** A program's file name on a platform, as Node names that. */
export function executableName(name: string, platform: string): string {
  return platform === "win32" ? `${name}.exe` : name;
}
