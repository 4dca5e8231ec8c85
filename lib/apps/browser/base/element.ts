/** What an element holds: a string is text, whoever wrote it; nothing here is ever read as HTML. */
export type Contents = Node | string | undefined;

/** Attributes by their names; `true` is an empty one, `undefined` and `false` none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element. @param attributes never an address, a style or a handler: the page forbids those */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...contents: Contents[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(attribute, value === true ? "" : String(value));
    }
  }
  for (const content of contents) if (content !== undefined) made.append(content);
  return made;
}

/** A text that somebody wrote, in the direction of its own script. */
export function written(text: string, name: "span" | "p" = "span"): HTMLElement {
  return element(name, { dir: "auto" }, text);
}

/** Words for those who hear the page. */
export function heard(words: string): HTMLElement {
  return element("span", { class: "heard" }, words);
}

/** A button that does something when it is pressed. */
export function button(
  look: "plain" | "main" | "title" | "sort",
  press: () => void,
  ...contents: Contents[]
): HTMLButtonElement {
  const made = element("button", { type: "button", class: look }, ...contents);
  made.addEventListener("click", press);
  return made;
}
