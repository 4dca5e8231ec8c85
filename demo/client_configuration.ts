import project from "../deno.json" with { type: "json" };

const DENO = ["-y", "deno@2.9.6", "run", "--no-prompt"];

/** Permissions of `deno task start`, so that the snippet cannot drift from it. */
const permissions = project.tasks.start.split(" ").filter((word) => word.startsWith("--allow-"));

/**
 * What to paste into an MCP client's configuration.
 *
 * @param program path of `main.ts` in this copy
 * @param use "demo": the embedded helpdesk; "real": a helpdesk of one's own
 */
export function clientConfiguration(program: string, use: "demo" | "real"): string {
  const server = use === "demo"
    ? { command: "npx", args: [...DENO, "--deny-net", program, "--demo"] }
    : {
      command: "npx",
      args: [...DENO, ...permissions, program],
      env: {
        HELPDESK_BASE_URL: "https://helpdesk.example.com/",
        HELPDESK_USERNAME: "your-agent-account",
        HELPDESK_PASSWORD: "its-password",
      },
    };
  return JSON.stringify({ mcpServers: { helpdesk: server } }, undefined, 2);
}
