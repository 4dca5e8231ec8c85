import assert from "node:assert/strict";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import type { Chromium } from "./chromium.ts";

/** Where pictures of the views are kept, for people to look at. */
const PICTURES = `${WORKING_FOLDER}pictures/`;
const PATIENCE_MILLISECONDS = 10_000;

/** A node of the accessibility tree, as far as it is read. */
interface HeardNode {
  readonly ignored: boolean;
  readonly role: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly {
    readonly name: string;
    readonly value: { readonly value: unknown };
  }[];
}

/** A tab of a browser with a host of MCP Apps in it, and in that the frame of a view. */
export class ViewBrowser {
  readonly #chromium: Chromium;
  readonly #session: string;
  /** The script world of each frame, by the frame's id. */
  readonly #worlds = new Map<string, number>();
  /** Errors of scripts, and what a policy refused. */
  readonly problems: string[] = [];
  /** Addresses that were asked for, but for those of the host. */
  readonly requested: string[] = [];

  private constructor(chromium: Chromium, session: string, origins: readonly string[]) {
    this.#chromium = chromium;
    this.#session = session;
    chromium.listen(session, (method, params) => {
      if (method === "Runtime.executionContextCreated") {
        this.#worlds.set(params.context.auxData.frameId, params.context.id);
      }
      if (method === "Runtime.exceptionThrown") this.problems.push(JSON.stringify(params));
      if (method === "Log.entryAdded") this.problems.push(params.entry.text);
      if (method === "Network.requestWillBeSent") {
        const { url } = params.request;
        const isOwn = origins.some((origin) => url.startsWith(origin)) ||
          /^(data|about):/.test(url);
        if (!isOwn) this.requested.push(url);
      }
    });
  }

  static async open(
    chromium: Chromium,
    url: string,
    origins: readonly string[],
  ): Promise<ViewBrowser> {
    const { targetId } = await chromium.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await chromium.send("Target.attachToTarget", { targetId, flatten: true });
    const browser = new ViewBrowser(chromium, sessionId, origins);
    for (const domain of ["Page", "Runtime", "Log", "Network"]) {
      await browser.#send(`${domain}.enable`);
    }
    await browser.#send("Page.bringToFront");
    await browser.#send("Emulation.setFocusEmulationEnabled", { enabled: true });
    await browser.resize(800, 900);
    await browser.#send("Page.navigate", { url });
    await browser.until(async () => await browser.inHost("typeof show") === "function", "the host");
    return browser;
  }

  async resize(width: number, height: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.#send("Emulation.setDeviceMetricsOverride", metrics);
  }

  /** Evaluates an expression in the host's page. */
  // deno-lint-ignore no-explicit-any
  async inHost(expression: string): Promise<any> {
    const { frameTree } = await this.#send("Page.getFrameTree");
    return await this.#evaluate(expression, frameTree.frame.id);
  }

  /** Evaluates an expression in the view. */
  // deno-lint-ignore no-explicit-any
  async inView(expression: string): Promise<any> {
    const { frameTree } = await this.#send("Page.getFrameTree");
    const view = frameTree.childFrames?.[0]?.childFrames?.[0]?.frame.id;
    assert(view !== undefined, "There is no view");
    return await this.#evaluate(expression, view);
  }

  /** The text that people see in the view. */
  async text(): Promise<string> {
    return await this.inView("document.body.innerText");
  }

  /** Waits until the view shows a text. */
  async untilText(text: string): Promise<void> {
    await this.until(async () => (await this.text()).includes(text), `"${text}"`);
  }

  async until(holds: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + PATIENCE_MILLISECONDS;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > end) {
        const text = await this.text().catch(String);
        throw new Error(`Waited for ${what} in vain; ${this.problems.join("\n")}; shown:\n${text}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Clicks in the middle of the first element of a selector that holds a text. */
  async click(selector: string, text = ""): Promise<void> {
    await this.untilFitted();
    const find = `[...document.querySelectorAll(${JSON.stringify(selector)})]` +
      `.find((one) => one.innerText.includes(${JSON.stringify(text)}))`;
    const { x, y } = await this.inView(
      `(() => { const { x, y, width, height } = ${find}.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 } })()`,
    );
    // The next frame is drawn where the page is scrolled to.
    const scrolled = await this.inHost(
      `new Promise((resolve) => { scrollTo(0, ${y} - innerHeight / 2);
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(scrollY))) })`,
    );
    const at = { x: Math.round(x), y: Math.round(y - scrolled) };
    const held = { ...at, button: "left", clickCount: 1 };
    await this.#send("Input.dispatchMouseEvent", { type: "mouseMoved", ...at });
    await this.#send("Input.dispatchMouseEvent", { type: "mousePressed", ...held, buttons: 1 });
    await this.#send("Input.dispatchMouseEvent", { type: "mouseReleased", ...held, buttons: 0 });
  }

  /** Presses a key; "Enter" types a line end, too. */
  async press(key: string): Promise<void> {
    const code = { Tab: 9, Enter: 13, ArrowDown: 40, ArrowUp: 38, Escape: 27 }[key] ?? 0;
    const event = { key, code: key, windowsVirtualKeyCode: code };
    await this.#send("Input.dispatchKeyEvent", {
      ...event,
      type: "keyDown",
      ...key === "Enter" ? { text: "\r" } : {},
    });
    await this.#send("Input.dispatchKeyEvent", { ...event, type: "keyUp" });
  }

  /** What those who hear the view are told, as lines of role, name and state. */
  async heard(): Promise<string[]> {
    const { frameTree } = await this.#send("Page.getFrameTree");
    const frameId = frameTree.childFrames[0].childFrames[0].frame.id;
    const { nodes } = await this.#send("Accessibility.getFullAXTree", { frameId });
    return (nodes as HeardNode[]).filter(({ ignored }) => !ignored).map((node) => {
      const states = (node.properties ?? []).map(({ name, value }) => `${name}=${value.value}`);
      return [node.role.value, node.name?.value ?? "", ...states].join(" | ");
    });
  }

  /** Waits until the view's frame is as high as what it shows. */
  async untilFitted(): Promise<void> {
    const needed = async () => await this.inView("Math.ceil(document.body.offsetHeight)");
    const given = async () => await this.inHost("document.querySelector('iframe').offsetHeight");
    await this.until(async () => await needed() === await given(), "a frame that fits");
  }

  /** Keeps a picture of the whole view. @returns its path */
  async picture(name: string): Promise<string> {
    await this.untilFitted();
    await Deno.mkdir(PICTURES, { recursive: true });
    const height = await this.inHost("document.querySelector('iframe').offsetHeight");
    const width = await this.inHost("innerWidth");
    const clip = { x: 0, y: 0, width, height: Math.min(height, 4000), scale: 1 };
    const { data } = await this.#send("Page.captureScreenshot", {
      clip,
      captureBeyondViewport: true,
    });
    const path = `${PICTURES}${name}.png`;
    await Deno.writeFile(path, Uint8Array.fromBase64(data));
    return path;
  }

  async #evaluate(expression: string, frame: string) {
    const contextId = this.#worlds.get(frame);
    assert(contextId !== undefined, "The frame has no world yet");
    const options = { expression, contextId, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", options);
    assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
    return result.value;
  }

  // deno-lint-ignore no-explicit-any
  async #send(method: string, params: object = {}): Promise<any> {
    return await this.#chromium.send(method, params, this.#session);
  }
}
