import { environmentOf, PROJECT_FOLDER, startArguments } from "../e2e/start_command.ts";

/** How a client starts the program with `--demo`, permitted what `deno task start` permits. */
export const demoServer = serverWith("--demo");

/** The same as a staff account, which reads files. */
export const staffDemoServer = serverWith("--demo=staff");

function serverWith(option: string) {
  return {
    command: Deno.execPath(),
    args: [...startArguments, option],
    env: environmentOf({}),
    cwd: PROJECT_FOLDER,
  };
}
