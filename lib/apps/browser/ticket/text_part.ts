import { button, element } from "../base/element.ts";
import { foldedText } from "../base/folded_text.ts";
import { type Arguments, contentOf } from "../base/host.ts";
import type { Stage } from "../base/stage.ts";

/** A part of a long text, as get_ticket gives it. */
export interface ShownPart {
  readonly text: string;
  readonly offset: number;
  readonly total_characters: number;
}

/**
 * A text of which something is left out, with a button that reads it.
 *
 * @param shown what there is of it
 * @param words say what the button does
 * @param given what get_ticket is asked for; with an offset its answer follows what is shown, else it
 * takes the place of that
 */
export function textWithRest(
  shown: HTMLElement,
  words: string,
  given: Arguments,
  stage: Stage,
): HTMLElement {
  if (!stage.host.canCall) {
    return element("div", {}, shown, element("p", { class: "quiet small-print" }, `${words}.`));
  }
  const read = () =>
    stage.work(words, async () => {
      const answer = await stage.host.call("get_ticket", given);
      const { part } = contentOf<{ readonly part?: ShownPart }>(answer);
      if (part === undefined) return;
      if (part.offset === 0) shown.replaceWith(shownPart(part));
      else shown.after(shownPart(part));
      more.remove();
    });
  const more = button("plain", () => void read(), words);
  return element("div", {}, shown, more);
}

/** A part of a text, with which part it is where it is not all. */
export function shownPart({ text, offset, total_characters: total }: ShownPart): HTMLElement {
  const isWhole = offset === 0 && text.length >= total;
  const place = `Characters ${offset + 1} to ${offset + text.length} of ${total}`;
  return element(
    "div",
    {},
    isWhole ? undefined : element("p", { class: "quiet small-print" }, place),
    foldedText(text),
  );
}
