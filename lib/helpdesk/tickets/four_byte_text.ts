/**
 * What a failure over a text may be about: with the database connection's 3-byte `utf8`, MySQL and Dolt
 * take characters beyond U+FFFF, such as emoji, into a ticket and fail to read it again.
 *
 * @returns a sentence; undefined when no text holds such a character
 */
export function fourByteHint(...texts: readonly (string | undefined)[]): string | undefined {
  const found = texts.map((text) => /[\u{10000}-\u{10FFFF}]/u.exec(text ?? "")?.[0]).find(Boolean);
  if (found === undefined) return undefined;
  return `The text holds "${found}", which needs a database connection with 4-byte characters: if lists ` +
    'fail from now on too, its administrator has to set OPTIONS {"charset": "utf8mb4"} for the database. ' +
    "Until then write without such characters";
}
