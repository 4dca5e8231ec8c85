import project from "../../deno.json" with { type: "json" };
import { readProgramLine, runProgram } from "../command_line.ts";
import { billOfMaterials, componentsOf, type LockFile } from "./bill_of_materials.ts";
import { bundleManifest } from "./bundle_manifest.ts";
import { releaseNotes } from "./changelog.ts";
import { bundledSources, program, PROJECT_FOLDER } from "./executable.ts";
import { asText } from "./metadata.ts";
import { writeJsrPackage } from "./jsr_package.ts";
import { launcherPackage, packPackage, platformPackage } from "./npm_packages.ts";
import { serverJson } from "./server_json.ts";
import { executableName, targetOf, targets } from "./targets.ts";

const COMPILE_USAGE = `Writes one of the files of a release to stdout, or checks the version.

Usage: deno task release COMMAND

  check TAG             fails unless TAG is "v" and the version, and the changelog knows it
  notes                 the version's section of CHANGELOG.md
  manifest TRIPLE       manifest.json of the .mcpb bundle for one platform
  npm OWNER/NAME        packs the npm packages of the executables in dist/npm/TRIPLE/ into dist/npm/
  jsr SCOPE             writes what JSR gets into dist/jsr/, for deno publish there
  bom                   the software bill of materials, in CycloneDX
  server OWNER/NAME     server.json with the checksums of SHA256SUMS, which is read from stdin

  --help                print this`;

interface PublishOptions {
  readonly command: string | undefined;
  readonly value: string;
  readonly help: boolean | undefined;
}

/** @throws {Error} that names the argument it cannot use */
function readOptions(args: readonly string[]): PublishOptions {
  const { values: { help }, positionals } = readProgramLine(args, {}, true);
  const [command, value = "", superfluous] = positionals;
  if (superfluous !== undefined) throw new Error(`Unexpected argument "${superfluous}"`);
  if (!help && command === undefined) throw new Error("A command is missing");
  return { command, value, help };
}

async function readChangelog(): Promise<string> {
  return await Deno.readTextFile(`${PROJECT_FOLDER}CHANGELOG.md`);
}

async function fileOf({ command, value }: PublishOptions): Promise<string> {
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
    case "npm":
      return `${(await packAll(readRepository(value), `${PROJECT_FOLDER}dist/npm`)).join("\n")}\n`;
    case "jsr":
      await writeJsrPackage(value, `${PROJECT_FOLDER}dist/jsr`);
      return `${PROJECT_FOLDER}dist/jsr\n`;
    case "bom": {
      const lock: LockFile = JSON.parse(await Deno.readTextFile(`${PROJECT_FOLDER}deno.lock`));
      const sources = await bundledSources({ ...program, output: `${PROJECT_FOLDER}dist/` });
      const time = new Date().toISOString();
      return asText(billOfMaterials(project, componentsOf(sources, lock), time));
    }
    case "server": {
      const repository = readRepository(value);
      const sums = await new Response(Deno.stdin.readable).text();
      return asText(serverJson(project, { repository, checksums: readChecksums(sums) }));
    }
    default:
      throw new Error(`There is no command "${command}"; --help lists those there are`);
  }
}

function readRepository(text: string): string {
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) return text;
  throw new Error(`"${text}" is not OWNER/NAME`);
}

/**
 * Packs the launcher, and a package for each platform.
 *
 * @throws {Error} when an executable is missing: the launcher would name a package that nobody can get
 */
async function packAll(repository: string, folder: string): Promise<string[]> {
  const platforms = targets.map((target) => {
    const name = executableName(project.name, target.platform);
    return { target, executable: `${folder}/${target.triple}/${name}` };
  });
  const missing = platforms.filter(({ executable }) => !isFile(executable));
  if (missing.length > 0) {
    const commands = missing.map(({ target: { triple }, executable }) =>
      `deno task compile --target ${triple} --output ${executable}`
    );
    throw new Error(
      `Nothing was packed, executables are missing. They are made by:\n${commands.join("\n")}`,
    );
  }
  const archives: string[] = [];
  const packages = platforms.map((one) => platformPackage(project, repository, one));
  for (const one of [...packages, launcherPackage(project, repository)]) {
    archives.push(await packPackage(one, folder));
  }
  return archives;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
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

await runProgram({
  usage: COMPILE_USAGE,
  read: readOptions,
  async run(options) {
    await new Blob([await fileOf(options)]).stream().pipeTo(Deno.stdout.writable);
  },
});
