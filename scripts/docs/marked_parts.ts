const BEGIN = /^<!-- ([\w-]+):begin, made by deno task docs -->$/;
const END = /^<!-- ([\w-]+):end -->$/;

/**
 * Puts made parts between their marks in a Markdown text.
 *
 * @param parts Markdown by the name of its marks, `<!-- NAME:begin, made by deno task docs -->` and
 * `<!-- NAME:end -->`, each on a line of its own
 * @throws {Error} when a part has no place in the text, a mark no part, or marks are not in pairs
 */
export function fillMarkedParts(text: string, parts: ReadonlyMap<string, string>): string {
  const written: string[] = [];
  const filled = new Set<string>();
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const begun = BEGIN.exec(line)?.[1];
    const ended = END.exec(line)?.[1];
    if (ended !== undefined && ended !== open) throw new Error(`"${ended}" ends without a begin`);
    if (begun !== undefined) {
      const part = parts.get(begun);
      if (open !== undefined) throw new Error(`"${open}" has no end before "${begun}"`);
      if (part === undefined) throw new Error(`Nothing is made for the marks "${begun}"`);
      if (filled.has(begun)) throw new Error(`The marks "${begun}" are there twice`);
      written.push(line, "", part, "");
      filled.add(begun);
      open = begun;
    } else if (ended !== undefined) {
      written.push(line);
      open = undefined;
    } else if (open === undefined) written.push(line);
  }
  if (open !== undefined) throw new Error(`"${open}" has no end`);
  const missing = [...parts.keys()].find((name) => !filled.has(name));
  if (missing !== undefined) throw new Error(`There are no marks "${missing}" for what is made`);
  return written.join("\n");
}
