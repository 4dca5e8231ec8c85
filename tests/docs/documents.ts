import assert from "node:assert/strict";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";

/** A page for people, by its path below the project's folder. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** The pages at the top, and those in docs/. */
export async function readDocuments(): Promise<Document[]> {
  const inDocs = (await Array.fromAsync(Deno.readDir(`${PROJECT_FOLDER}docs`), ({ name }) => name))
    .filter((name) => name.endsWith(".md")).sort();
  const top = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  const paths = [...top, ...inDocs.map((name) => `docs/${name}`)];
  return await Promise.all(paths.map(readDocument));
}

/** One page. */
export async function readDocument(path: string): Promise<Document> {
  return { path, text: await Deno.readTextFile(`${PROJECT_FOLDER}${path}`) };
}

/** A section of a page, from its heading to the next one of that level. */
export function section({ path, text }: Document, heading: string): string {
  const [, found] = text.split(new RegExp(`^## ${heading}$`, "m"));
  assert(found !== undefined, `${path} has no section "${heading}"`);
  return found.split(/^## /m)[0] ?? "";
}

/** The cells of a text's tables, row by row, without the rows of their heads. */
export function rows(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = lines.map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
  return cells.filter((_, index) => !isRule(cells[index]) && !isRule(cells[index + 1]));
}

function isRule(cells: readonly string[] | undefined): boolean {
  return cells?.every((cell) => /^:?-+:?$/.test(cell)) ?? false;
}

/** The text of a code span, which is the whole cell. */
export function code(cell = ""): string {
  const match = /^`([^`]+)`$/.exec(cell);
  assert(match?.[1] !== undefined, `Not a code span: ${cell}`);
  return match[1];
}
