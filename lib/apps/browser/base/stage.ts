import { button, type Contents, element } from "./element.ts";
import { type Answer, type Arguments, Host, textOf } from "./host.ts";

/** Shows an answer that has structured content. @param given the arguments of the call */
export type Show = (answer: Answer, stage: Stage, given: Arguments) => HTMLElement;

/** The one place of a view on which something is shown, and the host behind it. */
export class Stage {
  readonly host: Host;
  readonly #place = element("main");
  readonly #said = element("p", { class: "heard", role: "status" });
  readonly #problem = element("div", { role: "alert" });
  #given: Arguments = {};

  constructor(name: string, show: Show) {
    this.host = new Host({
      onInput: (given) => this.#given = given,
      onAnswer: (answer) => this.#present(answer, show),
      onCancelled: () => this.put(panel("note", "The call was cancelled.")),
      onContext: ({ theme, styles }) => applyTheme(theme, styles?.variables ?? {}),
    });
    this.put(element("p", { class: "waiting" }, "Waiting for the helpdesk …"));
    // Some hosts put the whole page, its style too, into the body of a document of their own.
    document.body.append(this.#said, this.#problem, this.#place);
    const tell = () => {
      const { width } = document.documentElement.getBoundingClientRect();
      this.host.tellSize(Math.ceil(width), Math.ceil(document.body.offsetHeight));
    };
    this.host.connect(name).then(() => new ResizeObserver(tell).observe(document.body))
      .catch((error) => this.warn(error));
  }

  /** What is shown. */
  get shown(): readonly ChildNode[] {
    return [...this.#place.childNodes];
  }

  /** Shows something in place of all that was shown. */
  put(...contents: ChildNode[]): void {
    this.#problem.replaceChildren();
    this.#place.replaceChildren(...contents);
  }

  /** Says something to those who hear the page. */
  say(words: string): void {
    this.#said.textContent = words;
  }

  /** Shows what went wrong, above what is shown. */
  warn(problem: unknown): void {
    const message = problem instanceof Error ? problem.message : String(problem);
    const close = button("plain", () => this.#problem.replaceChildren(), "Dismiss");
    const text = element("p", { class: "kept", dir: "auto" }, message);
    this.#problem.replaceChildren(panel("bad", text, close));
  }

  /**
   * Does something that takes time, and shows what goes wrong; only one such thing happens at a time.
   *
   * @param what in words, for those who hear the page
   */
  async work(what: string, task: () => Promise<void>): Promise<void> {
    if (this.#place.ariaBusy === "true") return;
    this.#place.ariaBusy = "true";
    this.#problem.replaceChildren();
    this.say(what);
    try {
      await task();
    } catch (error) {
      this.warn(error);
    } finally {
      this.#place.ariaBusy = "false";
    }
  }

  #present(answer: Answer, show: Show): void {
    const { structuredContent, isError } = answer;
    const text = element("p", { class: "kept", dir: "auto" }, textOf(answer));
    if (isError) this.put(panel("bad", text));
    else if (structuredContent === undefined) this.put(text);
    else {
      try {
        this.put(show(answer, this, this.#given), ...notices(structuredContent));
      } catch {
        // An answer of another form, as a later version of the program may give: its text says it all.
        this.put(text);
      }
    }
  }
}

/** A box: with what goes together, was told to somebody, went well, is to be noted, or went wrong. */
export function panel(
  kind: "plain" | "told" | "good" | "note" | "bad",
  ...contents: Contents[]
): HTMLElement {
  return element("div", { class: `panel ${kind}` }, ...contents);
}

/** What the program has to say beside an answer. */
function notices({ notices = [] }: { readonly notices?: unknown }): HTMLElement[] {
  return Array.isArray(notices) ? notices.map((notice) => panel("note", String(notice))) : [];
}

function applyTheme(
  theme: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): void {
  const { style } = document.documentElement;
  if (theme === "light" || theme === "dark") style.colorScheme = theme;
  for (const [name, value] of Object.entries(variables)) {
    if (name.startsWith("--") && value !== undefined) style.setProperty(name, value);
  }
}
