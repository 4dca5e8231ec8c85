#!/usr/bin/env node
// Starts the executable of this platform, which a package of its own brings: stdin, stdout and stderr are its own.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import process from "node:process";

const { platform, arch } = process;
const extension = platform === "win32" ? ".exe" : "";
const name = `helpdesk-mcp-${platform}-${arch}`;

function executable() {
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/helpdesk-mcp${extension}`);
  } catch {
    process.stderr.write(
      `helpdesk-mcp: The package ${name} is not there. Install helpdesk-mcp again without omitting optional ` +
        `packages; where there is none for ${platform} ${arch}, run the program from its source with Deno\n`,
    );
    process.exit(1);
  }
}

const child = spawn(executable(), process.argv.slice(2), { stdio: "inherit" });
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  process.stderr.write(`helpdesk-mcp: ${name} does not start: ${error.message}\n`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
