/** How a part of the walk-through looks on a terminal that has colours. */
export type Style = "heading" | "call" | "data" | "warning" | "plain";

const CODES: Record<Style, string> = {
  heading: "\x1b[1;36m",
  call: "\x1b[33m",
  data: "\x1b[2m",
  warning: "\x1b[31m",
  plain: "",
};

/** Writes styled lines to a terminal, or plain ones to anything else. */
export class Terminal {
  readonly #colour: boolean;
  readonly #width: number;

  /** @param options `width`: columns; longer lines are wrapped */
  constructor(options: { colour: boolean; width: number }) {
    this.#colour = options.colour;
    this.#width = options.width;
  }

  /** The terminal that this process writes to; `NO_COLOR`, when set to anything, turns colours off. */
  static ofThisProcess(noColor: string | undefined): Terminal {
    const isTerminal = Deno.stdout.isTerminal();
    const width = isTerminal ? Deno.consoleSize().columns : 100;
    return new Terminal({ colour: isTerminal && !noColor, width: Math.max(60, width) });
  }

  /** Writes text, line by line, each indented and wrapped at the terminal's edge. */
  write(text: string, style: Style = "plain", indent = 0): void {
    for (const line of text.split("\n")) {
      for (const shown of this.#wrap(line, indent)) {
        console.log(this.#colour && CODES[style] !== "" ? `${CODES[style]}${shown}\x1b[0m` : shown);
      }
    }
  }

  #wrap(line: string, indent: number): string[] {
    if (line.trim() === "") return [""];
    const margin = " ".repeat(indent);
    const ownMargin = line.slice(0, line.length - line.trimStart().length);
    const lines: string[] = [];
    let current = margin + ownMargin;
    for (const word of line.trim().split(" ")) {
      const isStart = current.trim() === "";
      if (!isStart && columns(current) + 1 + columns(word) > this.#width) {
        lines.push(current);
        current = `${margin}${ownMargin}  ${word}`;
      } else {
        current += isStart ? word : ` ${word}`;
      }
    }
    return [...lines, current];
  }
}

/** Characters as people count them; that some are two columns wide is left to the terminal. */
function columns(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
