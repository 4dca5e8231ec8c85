import { button, element } from "./element.ts";

/** A text longer than this, or of more lines, is folded. */
const MOST_CHARACTERS = 700;
const MOST_LINES = 10;

/** A text that somebody wrote; a long one is folded until it is asked for. */
export function foldedText(text: string, most = MOST_CHARACTERS): HTMLElement {
  const shown = element("div", { class: "text", dir: "auto" }, text);
  if (text.length <= most && text.split("\n").length <= MOST_LINES) return shown;
  shown.classList.add("folded");
  const unfold = button("plain", () => {
    const isFolded = shown.classList.toggle("folded");
    unfold.textContent = isFolded ? `Show all ${text.length} characters` : "Show less";
    unfold.ariaExpanded = String(!isFolded);
  }, `Show all ${text.length} characters`);
  unfold.ariaExpanded = "false";
  return element("div", {}, shown, unfold);
}

/** A ticket's title as a heading. */
export function titleHeading(text: string, ...before: HTMLElement[]): HTMLElement {
  const heading = element("h1", { tabindex: -1 }, ...before);
  const title = element("span", { class: "text title", dir: "auto" }, text || "(no title)");
  heading.append(title);
  return heading;
}
