import { compileExecutable, program, PROJECT_FOLDER } from "../release/executable.ts";
import { programFlags } from "../release/permissions.ts";
import { exists, WORKING_FOLDER } from "../../site/site_folder.ts";
import type { StartedProgram } from "./start_measure.ts";

/** The server that this one is held against, written for Node by the authors of the protocol. */
const NODE_SERVER = "@modelcontextprotocol/server-filesystem@2026.8.31";

/** Settings of an account that no helpdesk has: the first answer needs none. */
const SETTINGS = {
  HELPDESK_BASE_URL: "https://helpdesk.example.com/",
  HELPDESK_USERNAME: "bench",
  HELPDESK_PASSWORD: "bench",
};

const FOLDER = `${WORKING_FOLDER}bench-start`;

const EMPTY = "scripts/bench/start_empty.ts";

/** The server and an empty program, started from their sources by `deno run`, and by `deno task`. */
export const fromSources = {
  byRun: {
    server: deno(["run", ...programFlags(), program.entry], SETTINGS),
    empty: deno(["run", "--no-prompt", EMPTY]),
  },
  byTask: {
    server: deno(["task", "--quiet", "start"], SETTINGS),
    empty: deno(["task", "--quiet", "--eval", `deno run --no-prompt ${EMPTY}`]),
  },
};

function deno(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): StartedProgram {
  return { command: Deno.execPath(), args, cwd: PROJECT_FOLDER, env };
}

/** Compiles the server, and an empty program in the same way. */
export async function compilePrograms(): Promise<
  { server: StartedProgram; empty: StartedProgram }
> {
  const extension = Deno.build.os === "windows" ? ".exe" : "";
  const server = await compileExecutable({
    ...program,
    output: `${FOLDER}/server${extension}`,
    flags: programFlags(),
  });
  const empty = await compileExecutable({
    entry: EMPTY,
    workers: [],
    output: `${FOLDER}/empty${extension}`,
    flags: ["--no-prompt"],
  });
  return {
    server: { command: server.path, args: [], cwd: FOLDER, env: SETTINGS },
    empty: { command: empty.path, args: [], cwd: FOLDER, env: {} },
  };
}

/**
 * Installs the server for Node, once.
 *
 * @throws {Error} with what npm said, when it cannot
 */
export async function installNodeServer(): Promise<StartedProgram> {
  const name = NODE_SERVER.replace(/@[^@]*$/, "");
  const entry = `${FOLDER}/node_modules/${name}/dist/index.js`;
  if (!await exists(entry)) {
    await Deno.mkdir(FOLDER, { recursive: true });
    await Deno.writeTextFile(`${FOLDER}/package.json`, "{}\n");
    const { success, stderr } = await new Deno.Command("npm", {
      args: ["install", "--ignore-scripts", "--no-audit", "--no-fund", NODE_SERVER],
      cwd: FOLDER,
    }).output();
    if (!success) throw new Error(`npm install failed:\n${new TextDecoder().decode(stderr)}`);
  }
  return { command: "node", args: [entry, FOLDER], cwd: FOLDER, env: {} };
}
