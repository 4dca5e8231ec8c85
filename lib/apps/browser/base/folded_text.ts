import { button, element } from "./element.ts";

/** A text longer than this, or of more lines, is folded. */
const MOST_CHARACTERS = 700;
const MOST_LINES = 10;
const MOST_OF_A_TITLE = 300;
const MOST_OF_A_VALUE = 160;

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

/** A value among others, which gets less room than a text of its own. */
export function foldedValue(text: string): HTMLElement {
  return foldedText(text, MOST_OF_A_VALUE);
}

/** A ticket's title as a heading; a long one is folded. */
export function titleHeading(text: string, ...before: HTMLElement[]): HTMLElement {
  return element(
    "h1",
    { tabindex: -1 },
    ...before,
    foldedText(text || "(no title)", MOST_OF_A_TITLE),
  );
}
