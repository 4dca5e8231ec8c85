import { fileURLToPath } from "node:url";
import type { Site } from "../../site/site.ts";
import { settingsFor } from "./client.ts";
import type { ScanMemory } from "./result.ts";

const PROGRAM = fileURLToPath(new URL("scan_memory_process.ts", import.meta.url));

/**
 * Lets a process of its own read every ticket as the agent account. It logs in anew, so an agent's
 * session that was open before is over.
 * @throws Error with what the process printed when it fails
 */
export async function measureScanMemory(site: Site): Promise<ScanMemory> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-net=127.0.0.1", PROGRAM],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  const settings = JSON.stringify(settingsFor(site, site.accounts.agent));
  await new Blob([settings]).stream().pipeTo(child.stdin);
  const { success, stdout, stderr } = await output;
  if (!success) throw new Error(`The scan failed: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
