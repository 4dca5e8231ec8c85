import { button, type Contents, element, heard } from "./element.ts";
import type { Stage } from "./stage.ts";

/** The way to a page of the helpdesk: a button where the host opens links, else the address. */
export function helpdeskLink(url: string, words: string, stage: Stage): Contents {
  if (!/^https?:\/\//.test(url)) return undefined;
  if (!stage.host.canOpen) return element("span", { class: "quiet address" }, url);
  const open = () => stage.host.open(url).catch((error) => stage.warn(`${error.message}: ${url}`));
  const link = button("plain", open, words, element("span", { "aria-hidden": "true" }, " ↗"));
  link.title = url;
  link.append(heard(" (opens your browser)"));
  return link;
}
