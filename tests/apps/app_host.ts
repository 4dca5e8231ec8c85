import { PROJECT_FOLDER } from "../e2e/start_command.ts";

/** Calls a tool of the server behind the host. */
export type CallTool = (name: string, given: Record<string, unknown>) => Promise<unknown>;

/** The frame between host and view, as MCP Apps asks hosts on the web to have one ("Sandbox proxy"). */
const SANDBOX = `<!DOCTYPE html><style>html, body { margin: 0; height: 100% }
iframe { display: block; border: 0; width: 100%; height: 100% }</style><script>
const inner = document.createElement("iframe");
inner.setAttribute("sandbox", "allow-scripts");
document.documentElement.append(inner);
addEventListener("message", ({ source, data }) => {
  if (source === inner.contentWindow) parent.postMessage(data, "*");
  else if (data.method === "ui/notifications/sandbox-resource-ready") inner.srcdoc = data.params.html;
  else inner.contentWindow.postMessage(data, "*");
});
parent.postMessage({ jsonrpc: "2.0", method: "ui/notifications/sandbox-proxy-ready", params: {} }, "*");
</script>`;

/** What a view without a `csp` of its own gets (MCP Apps, "Host Behavior"); the view inherits it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; media-src 'self' data:; connect-src 'none'; frame-src 'self'";

/** A host of MCP Apps on the web: two origins, the official library, and a server behind it. */
export class AppHost {
  readonly #servers: readonly Deno.HttpServer<Deno.NetAddr>[];

  private constructor(servers: readonly Deno.HttpServer<Deno.NetAddr>[]) {
    this.#servers = servers;
  }

  static async start(call: CallTool): Promise<AppHost> {
    const script = await bundledHost();
    const page = `<!DOCTYPE html><meta charset="utf-8"><style>body { margin: 0 }
iframe { display: block; border: 0; width: 100%; height: 100px }</style><script type="module">${script}</script>`;
    const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
    const host = Deno.serve(options, async (request) => {
      if (request.method !== "POST") return html(page);
      const { name, arguments: given } = await request.json();
      return Response.json(await call(name, given));
    });
    const sandbox = Deno.serve(options, () => html(SANDBOX, POLICY));
    return new AppHost([host, sandbox]);
  }

  /** The host's page, and the frame it puts views into. */
  get origins(): readonly [host: string, sandbox: string] {
    const [host = "", sandbox = ""] = this.#servers.map(({ addr }) =>
      `http://127.0.0.1:${addr.port}/`
    );
    return [host, sandbox];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.shutdown()));
  }
}

function html(text: string, policy?: string): Response {
  const headers = new Headers({ "content-type": "text/html; charset=utf-8" });
  if (policy !== undefined) headers.set("content-security-policy", policy);
  return new Response(text, { headers });
}

async function bundledHost(): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", "--platform=browser", "tests/apphost/host_page.ts"],
    cwd: PROJECT_FOLDER,
    stdin: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).replaceAll("</script", "<\\/script");
}
