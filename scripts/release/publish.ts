import project from "../../deno.json" with { type: "json" };
import { billOfMaterials, componentsOf, type LockFile } from "./bill_of_materials.ts";
import { bundleManifest } from "./bundle_manifest.ts";
import { releaseNotes } from "./changelog.ts";
import { bundledSources, program, PROJECT_FOLDER } from "./executable.ts";
import { asText } from "./metadata.ts";
import { serverJson } from "./server_json.ts";
import { targetOf } from "./targets.ts";

const USAGE = `Writes one of the files of a release to stdout, or checks the version.

Usage: deno task release COMMAND

  check TAG             fails unless TAG is "v" and the version, and the changelog knows it
  notes                 the version's section of CHANGELOG.md
  manifest TRIPLE       manifest.json of the .mcpb bundle for one platform
  bom                   the software bill of materials, in CycloneDX
  server OWNER/NAME     server.json with the checksums of SHA256SUMS, which is read from stdin`;

async function readChangelog(): Promise<string> {
  return await Deno.readTextFile(`${PROJECT_FOLDER}CHANGELOG.md`);
}

async function write(args: readonly string[]): Promise<string> {
  const [command, value = ""] = args;
  switch (command) {
    case "check":
      if (value !== `v${project.version}`) {
        throw new Error(`The tag "${value}" is not v${project.version}, the version of deno.json`);
      }
      releaseNotes(await readChangelog(), project.version);
      return `${value}\n`;
    case "notes":
      return `${releaseNotes(await readChangelog(), project.version)}\n`;
    case "manifest":
      return asText(bundleManifest(project, [targetOf(value).platform]));
    case "bom": {
      const lock: LockFile = JSON.parse(await Deno.readTextFile(`${PROJECT_FOLDER}deno.lock`));
      const sources = await bundledSources({ ...program, output: `${PROJECT_FOLDER}dist/` });
      const time = new Date().toISOString();
      return asText(billOfMaterials(project, componentsOf(sources, lock), time));
    }
    case "server": {
      if (!/^[\w.-]+\/[\w.-]+$/.test(value)) throw new Error(`"${value}" is not OWNER/NAME`);
      const sums = await new Response(Deno.stdin.readable).text();
      return asText(serverJson(project, { repository: value, checksums: readChecksums(sums) }));
    }
    default:
      throw new Error(USAGE);
  }
}

/** Reads the output of `sha256sum`: a sum and a file name a line. */
function readChecksums(text: string): Map<string, string> {
  const lines = text.split("\n").filter(Boolean);
  return new Map(lines.map((line) => {
    const match = /^([0-9a-f]{64}) [ *](?:.*\/)?([^/]+)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) {
      throw new Error(`Cannot read the checksum ${JSON.stringify(line)}`);
    }
    return [match[2], match[1]];
  }));
}

try {
  const text = await write(Deno.args);
  await new Blob([text]).stream().pipeTo(Deno.stdout.writable);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
