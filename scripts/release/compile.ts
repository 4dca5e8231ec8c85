import project from "../../deno.json" with { type: "json" };
import { runProgram } from "../command_line.ts";
import { COMPILE_USAGE, type CompileOptions, readCompileOptions } from "./compile_options.ts";
import { compileExecutable, program, PROJECT_FOLDER } from "./executable.ts";
import { programFlags } from "./permissions.ts";
import { executableName } from "./targets.ts";

async function compile({ host, target, output }: CompileOptions): Promise<void> {
  const flags = programFlags(host);
  const platform = target?.platform ?? (Deno.build.os === "windows" ? "win32" : Deno.build.os);
  const executable = await compileExecutable({
    ...program,
    output: output ?? `${PROJECT_FOLDER}dist/${executableName(project.name, platform)}`,
    flags,
    target: target?.triple,
  });
  const allowed = flags.filter((flag) => flag.startsWith("--allow-"));
  console.log(`${executable.path}
  version      ${project.version} for ${target?.triple ?? Deno.build.target}
  size         ${(executable.bytes / 1024 / 1024).toFixed(1)} MiB
  permissions  ${allowed.join("\n               ")}
  SHA-256      ${executable.sha256}`);
}

await runProgram({ usage: COMPILE_USAGE, read: readCompileOptions, run: compile });
