import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import { exists, removeAll, whileLocked, WORKING_FOLDER } from "../../site/site_folder.ts";
import { environmentOf, PROJECT_FOLDER, startArguments } from "../e2e/start_command.ts";

const PACKAGE = "@modelcontextprotocol/inspector";
const VERSION = "2.12.0";
/** The inspector asks for 22.19, and what is used here works on 20 too. */
const OLDEST_NODE = 20;
const FOLDER = `${WORKING_FOLDER}inspector`;
const STAMP = `${FOLDER}/installed`;
const LAUNCHER = `${FOLDER}/node_modules/${PACKAGE}/clients/launcher/build/index.js`;
/** On Windows the commands of npm are scripts. */
const SCRIPT = Deno.build.os === "windows" ? ".cmd" : "";

/** How a run of the inspector ended. */
export interface Inspection {
  /** Its exit code: 0 when all is well, 5 for a tool's error, 6 for a schema's. */
  readonly code: number;
  /** What it and the server wrote to stderr. */
  readonly stderr: string;
  /** The JSON on stdout: what the server answered; absent where it refused. */
  readonly answer?: {
    readonly result?: unknown;
    /** What is wrong with the tools' schemas, errors and warnings. */
    readonly schemaFindings?: unknown;
  };
}

/** Why the inspector cannot run on this machine; undefined when it can. */
export const missingNode = await findMissing();

async function findMissing(): Promise<string | undefined> {
  const needed = `needs npx of Node ${OLDEST_NODE} or newer`;
  const [node, npx] = await Promise.all([versionOf("node"), versionOf(`npx${SCRIPT}`)]);
  if (node === undefined || npx === undefined) return `${needed}, found none on PATH`;
  const major = Number(/^v(\d+)\./.exec(node)?.[1]);
  return major >= OLDEST_NODE ? undefined : `${needed}, found ${node}`;
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await runProcess(command, { args: ["--version"] });
    return code === 0 ? stdout.trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Installs the inspector below `.site/`, once per version, however many processes ask at the same
 * time.
 *
 * @throws Error with what npm printed when it cannot be installed
 */
export async function installInspector(): Promise<void> {
  await whileLocked("inspector", async () => {
    if (await exists(STAMP) && await Deno.readTextFile(STAMP) === VERSION) return;
    await removeAll(FOLDER);
    await Deno.mkdir(FOLDER);
    console.error("Installing the MCP inspector in .site/inspector (only this once)");
    const install = ["install", "--prefix", ".", "--ignore-scripts", "--no-audit", "--no-fund"];
    const args = [...install, "--save-exact", `${PACKAGE}@${VERSION}`];
    const ended = await runProcess(`npm${SCRIPT}`, { args, cwd: FOLDER });
    assert.equal(ended.code, 0, `npm ended with code ${ended.code}: ${ended.stderr.slice(-4000)}`);
    await Deno.writeTextFile(STAMP, VERSION);
  });
}

/**
 * Has the installed inspector's launcher do one thing with a new server.
 *
 * @param args the method, and what belongs to it
 */
export async function inspect(...args: string[]): Promise<Inspection> {
  return await inspectWith("node", [LAUNCHER], args);
}

/** The same by way of `npx`, which finds what is installed. */
export async function inspectByNpx(...args: string[]): Promise<Inspection> {
  return await inspectWith(`npx${SCRIPT}`, ["-y", `${PACKAGE}@${VERSION}`], args);
}

async function inspectWith(
  command: string,
  start: readonly string[],
  args: readonly string[],
): Promise<Inspection> {
  const variables = Object.entries(environmentOf({})).flatMap((pair) => ["-e", pair.join("=")]);
  const demo = [Deno.execPath(), ...startArguments, "--demo"];
  const server = ["--cwd", PROJECT_FOLDER, ...variables, "--", ...demo];
  const { code, stdout, stderr } = await runProcess(command, {
    args: [...start, "--cli", "--format", "json", "--method", ...args, ...server],
    cwd: FOLDER,
    // What npm has to say of the machine's settings is nothing that the inspector found.
    env: { npm_config_loglevel: "error", npm_config_offline: "true", NO_COLOR: "1" },
  });
  return { code, stderr, answer: stdout === "" ? undefined : JSON.parse(stdout) };
}
