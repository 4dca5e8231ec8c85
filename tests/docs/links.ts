import type { Document } from "./documents.ts";

/** A link of a page that leads nowhere. */
export interface BrokenLink {
  /** The page with the link. */
  readonly path: string;
  readonly target: string;
  readonly problem: "no such file" | "no such heading";
}

/**
 * The links between pages and to files that lead nowhere; links to other sites are not looked at.
 *
 * @param exists says whether a path below the project's folder is a file or a folder
 */
export async function brokenLinks(
  documents: readonly Document[],
  exists: (path: string) => Promise<boolean>,
): Promise<BrokenLink[]> {
  const headings = new Map(documents.map(({ path, text }) => [path, new Set(anchors(text))]));
  const broken: BrokenLink[] = [];
  for (const { path, text } of documents) {
    for (const target of linkTargets(text)) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [file = "", anchor] = target.split("#", 2);
      const linked = file === "" ? path : pathFrom(path, file);
      if (!headings.has(linked) && !await exists(linked)) {
        broken.push({ path, target, problem: "no such file" });
      } else if (anchor !== undefined && !headings.get(linked)?.has(anchor)) {
        broken.push({ path, target, problem: "no such heading" });
      }
    }
  }
  return broken;
}

/** What the links of a Markdown text lead to: `[text](target)` and `[name]: target`. */
export function linkTargets(markdown: string): string[] {
  const text = withoutCode(markdown);
  const inline = [...text.matchAll(/\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...text.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm)];
  return [...inline, ...references].flatMap(([, target]) => target ?? []);
}

/** The anchors of a Markdown text's headings, as GitHub makes them. */
export function anchors(markdown: string): string[] {
  const times = new Map<string, number>();
  const headings = withoutBlocks(markdown).matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm);
  return [...headings].map(([, heading = ""]) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const anchor = plain.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
    const earlier = times.get(anchor) ?? 0;
    times.set(anchor, earlier + 1);
    return earlier === 0 ? anchor : `${anchor}-${earlier}`;
  });
}

/** Code is shown as it is, so what looks like a link in it is none. */
function withoutCode(markdown: string): string {
  return withoutBlocks(markdown).replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, "code");
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^( *)(`{3,}|~{3,})[^]*?^\1\2 *$/gm, "");
}

/** The path below the project's folder that a relative link means. */
function pathFrom(document: string, file: string): string {
  const { pathname } = new URL(file, `file:///project/${document}`);
  return decodeURIComponent(pathname).replace(/^\/project\//, "");
}
