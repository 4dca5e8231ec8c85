import { parsedArray } from "./converted.ts";
import { isLine } from "./fields.ts";

/** One of several that white space alone separates: "12", "#12", "DH-12", "[DH-12]", an address. */
const ALONE = /^(?:#?\d{1,15}|\[?[\w-]+-\d{1,15}\]?|(?:https?|helpdesk):\/\/\S+)$/i;

/**
 * What a list refers to, each once: a list, the JSON of one, or a text as people write it, "12, #13 and DH-14".
 *
 * @returns numbers where an id is given, else the texts; undefined when it holds something else
 */
export function listedReferences(value: unknown): (string | number)[] | undefined {
  const items = typeof value === "string"
    ? parsedArray(value.trim()) ?? [withoutBrackets(value)]
    : Array.isArray(value)
    ? value
    : [value];
  const pieces = items.flatMap((item) => typeof item === "string" ? piecesOf(item) : [item]);
  return pieces.every(isReference) ? [...new Set(pieces.map(idOrText))] : undefined;
}

function piecesOf(text: string): string[] {
  return text.split(/[,;\n]|\s(?:and|&)\s/).flatMap((piece) => {
    const words = piece.trim().split(/\s+/).filter(Boolean);
    return words.every((word) => ALONE.test(word)) ? words : [piece.trim()];
  });
}

/** "[DH-12, #13]" is a list, and "[DH-12], [DH-13]" is one of bracketed tickets. */
function withoutBrackets(text: string): string {
  return /^\s*\[([^[\]]*[,;][^[\]]*)\]\s*$/.exec(text)?.[1] ?? text;
}

function isReference(piece: unknown): piece is string | number {
  return typeof piece === "string" ? isLine(piece) : Number.isInteger(piece);
}

function idOrText(piece: string | number): string | number {
  const digits = typeof piece === "string" ? /^#?(\d{1,15})$/.exec(piece)?.[1] : undefined;
  return digits === undefined ? piece : Number(digits);
}
