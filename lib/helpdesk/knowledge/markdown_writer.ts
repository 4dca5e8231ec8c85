const BLOCKS = /^(?:p|div|table|section|article|dl|h[1-6])$/;
const LINES = /^(?:tr|dt|dd)$/;
/** What a page runs or styles. */
const SILENT = /^(?:script|style|template)$/;
const MARKS: ReadonlyMap<string, string> = new Map([
  ["strong", "**"],
  ["b", "**"],
  ["em", "*"],
  ["i", "*"],
  ["del", "~~"],
]);

/**
 * Writes HTML as Markdown, tag by tag: paragraphs, headings, lists, quotes, code, links, images; tables as lines.
 */
export class MarkdownWriter {
  #written = "";
  /** What is due before the next word. */
  #newLines = 0;
  #space = false;
  /** Nothing stands behind the mark of an item or a heading yet. */
  #fresh = false;
  /** What each line begins with, from the outermost list or quote on. */
  readonly #prefixes: string[] = [];
  readonly #lists: { ordered: boolean; count: number }[] = [];
  readonly #links: { address: string; start: number }[] = [];
  #verbatim = 0;
  #silent = 0;

  /** What was written so far. */
  get markdown(): string {
    return this.#written;
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (SILENT.test(tag)) this.#silent++;
    if (this.#silent > 0) return;
    if (BLOCKS.test(tag)) this.#need(this.#lists.length > 0 ? 1 : 2);
    else if (LINES.test(tag)) this.#need(1);
    switch (tag) {
      case "ul":
      case "ol":
        this.#need(this.#lists.length > 0 ? 1 : 2);
        return void this.#lists.push({ ordered: tag === "ol", count: firstNumber(attributes) - 1 });
      case "li":
        return this.#beginItem();
      case "blockquote":
        this.#need(2);
        return void this.#prefixes.push("> ");
      case "pre":
        this.#need(2);
        this.#write("```");
        this.#verbatim++;
        this.#newLines = 1;
        return;
      case "br":
        this.#newLines = Math.min(2, this.#newLines + 1);
        return;
      case "hr":
        this.#need(2);
        this.#write("---");
        return this.#need(2);
      case "code":
        return this.#verbatim > 0 ? undefined : this.#write("`");
      case "a":
        this.#write("[");
        this.#links.push({ address: attributes.href ?? "", start: this.#written.length - 1 });
        return;
      case "img":
        return this.#write(`![${attributes.alt ?? ""}](${attributes.src ?? ""})`);
      case "td":
      case "th":
        this.#space = true;
        return;
    }
    const heading = /^h([1-6])$/.exec(tag)?.[1];
    if (heading !== undefined) {
      this.#write(`${"#".repeat(Number(heading))} `);
      this.#fresh = true;
    } else if (MARKS.has(tag)) this.#write(MARKS.get(tag) ?? "");
  }

  text(part: string): void {
    if (this.#silent > 0) return;
    if (this.#verbatim > 0) {
      for (const [index, line] of part.split("\n").entries()) {
        if (index > 0) this.#newLines++;
        if (line !== "") this.#write(line);
      }
      return;
    }
    for (const [piece] of part.matchAll(/\s+|\S+/g)) {
      if (piece.trim() === "") this.#space = true;
      else this.#write(piece);
    }
  }

  close(tag: string): void {
    if (SILENT.test(tag)) this.#silent = Math.max(0, this.#silent - 1);
    if (this.#silent > 0) return;
    if (BLOCKS.test(tag)) this.#need(this.#lists.length > 0 ? 1 : 2);
    else if (tag === "ul" || tag === "ol") {
      this.#lists.pop();
      this.#need(this.#lists.length > 0 ? 1 : 2);
    } else if (tag === "li") {
      this.#prefixes.pop();
      this.#fresh = false;
      this.#need(1);
    } else if (tag === "blockquote") {
      this.#prefixes.pop();
      this.#need(2);
    } else if (tag === "pre") {
      this.#verbatim = Math.max(0, this.#verbatim - 1);
      this.#newLines = 1;
      this.#write("```");
      this.#need(2);
    } else if (tag === "code" && this.#verbatim === 0) this.#written += "`";
    else if (tag === "a") this.#endLink();
    else this.#written += MARKS.get(tag) ?? "";
  }

  #beginItem(): void {
    const list = this.#lists.at(-1) ?? { ordered: false, count: 0 };
    const mark = list.ordered ? `${++list.count}. ` : "- ";
    this.#need(1);
    this.#write(mark);
    this.#fresh = true;
    this.#prefixes.push(" ".repeat(mark.length));
  }

  /** An address that is its own text stands alone. */
  #endLink(): void {
    const link = this.#links.pop();
    if (link === undefined) return;
    const { address, start } = link;
    const shown = this.#written.slice(start + 1);
    if (address !== "" && shown !== address) this.#written += `](${address})`;
    else this.#written = this.#written.slice(0, start) + (address === "" ? shown : `<${address}>`);
  }

  #need(newLines: number): void {
    if (!this.#fresh) this.#newLines = Math.max(this.#newLines, newLines);
  }

  #write(text: string): void {
    const prefix = this.#prefixes.join("");
    if (this.#written === "") this.#written = prefix;
    else if (this.#newLines > 0) {
      this.#written += `\n${prefix.trimEnd()}`.repeat(this.#newLines - 1) + `\n${prefix}`;
    } else if (this.#space && !this.#fresh) this.#written += " ";
    this.#newLines = 0;
    this.#space = false;
    this.#fresh = false;
    this.#written += text;
  }
}

function firstNumber({ start = "" }: Readonly<Record<string, string>>): number {
  return /^\d{1,9}$/.test(start) ? Number(start) : 1;
}
