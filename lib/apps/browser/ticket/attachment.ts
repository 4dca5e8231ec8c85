import type { FollowUpView } from "../../../views/followup_view.ts";
import { button, element, written } from "../base/element.ts";
import { foldedText } from "../base/folded_text.ts";
import { textOf } from "../base/host.ts";
import { panel, type Stage } from "../base/stage.ts";

type Attachment = FollowUpView["attachments"][number];

/** Types that browsers show as images; none of them can run anything. */
const IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** An attachment by its name; an image is shown as soon as it comes into sight, other files when asked for. */
export function attachmentItem(attachment: Attachment, stage: Stage): HTMLElement {
  const { filename, mime_type, size } = attachment;
  const name = element("span", { class: "file short", dir: "auto" }, filename || "(no name)");
  const about = [mime_type, size === undefined ? "" : bytes(size)].filter(Boolean).join(", ");
  const place = element("div", { "aria-live": "polite" });
  const item = element(
    "li",
    {},
    name,
    " ",
    element("span", { class: "quiet short", dir: "auto" }, about),
    place,
  );
  if (!stage.host.canCall) return item;
  const show = () => {
    place.replaceChildren(element("span", { class: "quiet" }, "Loading …"));
    load(attachment, stage).then((shown) => place.replaceChildren(...shown)).catch((error) =>
      place.replaceChildren(panel("note", written(String(error.message ?? error))))
    );
  };
  if (IMAGES.includes(mime_type)) whenSeen(item, show);
  else place.append(button("plain", show, "Show"));
  return item;
}

async function load({ id, filename }: Attachment, stage: Stage): Promise<HTMLElement[]> {
  const answer = await stage.host.call("get_attachment", { attachment_id: id });
  const { text, total_characters = 0 } = answer.structuredContent ?? {};
  const image = answer.content?.find(({ type }) => type === "image");
  if (image?.data !== undefined && IMAGES.includes(image.mimeType ?? "")) {
    const shown = element("img", { alt: `Attachment ${filename}` });
    shown.src = `data:${image.mimeType};base64,${image.data}`;
    return [shown];
  }
  if (typeof text !== "string") return [foldedText(textOf(answer))];
  const rest = text.length < Number(total_characters)
    ? [
      element(
        "p",
        { class: "quiet" },
        `The first ${text.length} of ${total_characters} characters.`,
      ),
    ]
    : [];
  return [foldedText(text), ...rest];
}

function whenSeen(item: HTMLElement, show: () => void): void {
  const watch = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    watch.disconnect();
    show();
  });
  watch.observe(item);
}

function bytes(size: number): string {
  if (size < 1000) return `${size} bytes`;
  const isLarge = size >= 1_000_000;
  return `${(size / (isLarge ? 1_000_000 : 1000)).toFixed(1)} ${isLarge ? "MB" : "kB"}`;
}
