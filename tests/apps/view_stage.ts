import assert from "node:assert/strict";
import { Program } from "../e2e/program.ts";
import { AppHost } from "./app_host.ts";
import { Chromium } from "./chromium.ts";
import { ViewBrowser } from "./view_browser.ts";

// deno-lint-ignore no-explicit-any
type Json = any;

/** What the host says of the place that views are shown in. */
const CONTEXT = { theme: "light", locale: "en-GB", timeZone: "UTC", displayMode: "inline" };

/** The program on its own helpdesk, a host that shows its views, and a browser to look at them. */
export class ViewStage {
  readonly #pages = new Map<string, Promise<string>>();

  private constructor(
    readonly program: Program,
    readonly browser: ViewBrowser,
    /** The tools as a client that shows views is told of them. */
    readonly tools: readonly Json[],
    readonly sandbox: string,
  ) {}

  /** Does something on a stage of its own. @param account whom `--demo` logs in */
  static async use(
    command: string,
    account: "agent" | "staff",
    play: (stage: ViewStage) => Promise<void>,
  ): Promise<void> {
    await using program = new Program({}, {
      program: [account === "agent" ? "--demo" : "--demo=staff"],
    });
    const ui = { mimeTypes: ["text/html;profile=mcp-app"] };
    await program.initialize({ extensions: { "io.modelcontextprotocol/ui": ui } });
    const { tools } = (await program.request("tools/list")).result;
    const call = async (name: string, given: Json) => {
      const tool = tools.find((listed: Json) => listed.name === name);
      const isOpen = tool?._meta?.ui?.visibility?.includes("app") ?? true;
      if (isOpen) return (await program.request("tools/call", { name, arguments: given })).result;
      return { content: [{ type: "text", text: `${name} is not for views` }], isError: true };
    };
    await using host = await AppHost.start(call);
    await using chromium = await Chromium.start(command);
    const browser = await ViewBrowser.open(chromium, host.origins[0], host.origins);
    await play(new ViewStage(program, browser, tools, host.origins[1]));
    assert.deepEqual(browser.problems, []);
    assert.deepEqual(browser.requested, []);
  }

  /** Calls a tool as the model does. */
  async call(name: string, given: Json = {}): Promise<Json> {
    const { result, error } = await this.program.request("tools/call", { name, arguments: given });
    assert.equal(error, undefined, error?.message);
    return result;
  }

  /** Calls a tool as the model does, and shows the answer in the tool's view. @returns the answer */
  async play(name: string, given: Json = {}, context: Json = {}): Promise<Json> {
    const result = await this.call(name, given);
    await this.show(name, given, result, context);
    return result;
  }

  /** Shows an answer in a tool's view. @param more what else the host does, or cannot do */
  async show(
    name: string,
    input: Json,
    result: Json,
    context: Json = {},
    more: Json = {},
  ): Promise<void> {
    const html = await this.#page(name);
    const { sandbox } = this;
    const shown = { html, input, result, context: { ...CONTEXT, ...context }, sandbox, ...more };
    await this.browser.inHost(`show(${JSON.stringify(shown)})`);
    const isShown = "document.querySelector('main') && !document.querySelector('.waiting')";
    await this.browser.until(() => this.browser.inView(`Boolean(${isShown})`), "the view");
  }

  /** Waits until the view asked the host to open a page. */
  async untilOpened(url: string): Promise<void> {
    await this.browser.until(async () => (await this.asked()).links.includes(url), url);
  }

  /** What the view asked of the host since it was shown. */
  async asked(): Promise<
    { tools: { name: string; arguments: Json }[]; links: string[]; height: number }
  > {
    return await this.browser.inHost("asked()");
  }

  /** The page that a tool's answer is shown in, read as a client does. */
  #page(name: string): Promise<string> {
    const uri = this.tools.find((tool) => tool.name === name)?._meta.ui.resourceUri;
    const known = this.#pages.get(uri);
    if (known !== undefined) return known;
    const read = this.program.request("resources/read", { uri }).then(({ result }) =>
      result.contents[0].text
    );
    this.#pages.set(uri, read);
    return read;
  }
}
