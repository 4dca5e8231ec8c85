import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";

type Context = ConstructorParameters<typeof AppBridge>[3] extends
  { hostContext?: infer Told } | undefined ? Told
  : never;
type Result = Parameters<AppBridge["sendToolResult"]>[0];

/** A tool call to show, as the host saw it. */
export interface ShownCall {
  readonly html: string;
  readonly input: Record<string, unknown>;
  /** Absent: the call was cancelled. */
  readonly result?: Result;
  readonly context: Context;
  /** What the host cannot do. */
  readonly without?: readonly ("serverTools" | "openLinks")[];
  /** Origin of the frame that keeps the view apart. */
  readonly sandbox: string;
}

/** What the view asked of the host. */
interface Asked {
  readonly tools: { name: string; arguments: unknown }[];
  readonly links: string[];
  height: number;
}

let asked: Asked = { tools: [], links: [], height: 0 };
let bridge: AppBridge | undefined;

/** Shows a call's view, in place of the one before; ends when the view has been told everything. */
async function show(
  { html, input, result, context, without = [], sandbox }: ShownCall,
): Promise<void> {
  await bridge?.teardownResource({});
  await bridge?.close();
  asked = { tools: [], links: [], height: 0 };
  const frame = document.createElement("iframe");
  document.body.replaceChildren(frame);
  const target = frame.contentWindow;
  if (target === null) throw new Error("There is no frame");
  const can = { serverTools: {}, openLinks: {} };
  const capabilities = Object.fromEntries(
    Object.entries(can).filter(([name]) => !without.some((missing) => missing === name)),
  );
  const made = new AppBridge(null, { name: "test-host", version: "1" }, capabilities, {
    hostContext: context,
  });
  bridge = made;
  made.oncalltool = async ({ name, arguments: given }) => {
    asked.tools.push({ name, arguments: given });
    const body = JSON.stringify({ name, arguments: given });
    return await (await fetch("/call", { method: "POST", body })).json();
  };
  made.onopenlink = ({ url }) => {
    asked.links.push(url);
    return Promise.resolve({});
  };
  made.addEventListener("sizechange", ({ height = 0 }) => {
    asked.height = height;
    frame.style.height = `${height}px`;
  });
  made.addEventListener("sandboxready", () => void made.sendSandboxResourceReady({ html }));
  const initialized = new Promise<void>((resolve) =>
    made.addEventListener("initialized", () => resolve())
  );
  await made.connect(new PostMessageTransport(target, target));
  frame.src = sandbox;
  await initialized;
  await made.sendToolInput({ arguments: input });
  if (result === undefined) await made.sendToolCancelled({ reason: "stopped" });
  else await made.sendToolResult(result);
}

Object.assign(globalThis, {
  show,
  asked: () => asked,
  change: (context: NonNullable<Context>) => bridge?.setHostContext(context),
});
