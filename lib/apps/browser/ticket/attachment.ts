import type { FollowUpView } from "../../../views/followup_view.ts";
import { button, element, written } from "../base/element.ts";
import { foldedText } from "../base/folded_text.ts";
import { textOf } from "../base/host.ts";
import { panel, type Stage } from "../base/stage.ts";

type Attachment = FollowUpView["attachments"][number];

/** Types that browsers show as images; none of them can run anything. */
const IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** Most pixels a side that an image is drawn with; larger ones are made smaller. */
const MOST_PIXELS = 1600;

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
    return [await drawing(image.data, image.mimeType ?? "", `Attachment ${filename}`)];
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

/**
 * An image, drawn: a host may forbid a view every image that has an address, be it one of data.
 *
 * @throws {Error} when it cannot be read
 */
async function drawing(base64: string, type: string, name: string): Promise<HTMLElement> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type })).catch(() => {
    throw new Error("This image cannot be read.");
  });
  const scale = Math.min(1, MOST_PIXELS / image.width, MOST_PIXELS / image.height);
  const canvas = element("canvas", { role: "img", "aria-label": name });
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return canvas;
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
