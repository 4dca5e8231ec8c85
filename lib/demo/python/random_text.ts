const LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789";
const ALPHABET = `${LOWER_CASE}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** Random letters and digits. */
export function randomText(length: number): string {
  return randomCharacters(length, ALPHABET);
}

/** Random lower-case letters and digits. */
export function randomLowerCase(length: number): string {
  return randomCharacters(length, LOWER_CASE);
}

/** The slight bias does not matter here: nothing real hangs on it. */
function randomCharacters(length: number, alphabet: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}
