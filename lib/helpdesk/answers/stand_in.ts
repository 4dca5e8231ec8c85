/** Stand-ins have 13 digits, more than any id that a database counts up to. */
const LEAST = 1e12;
const RANGE = 9e12;
/** Most keys that are remembered; a helpdesk has fewer users and queues. */
const MOST_KEYS = 100_000;
const LONGEST_KEY = 100;

const keys = new Map<number, string>();

/**
 * A number that stands for a key which is none, such as a UUID, wherever this program speaks of users and
 * queues by number. A key has the same one whenever and wherever the program runs.
 *
 * @param key as the helpdesk writes it
 * @returns the number itself for a key of digits; undefined for what is no key, and in the unlikely case
 * that another key has the same stand-in
 */
export function numberOf(key: string): number | undefined {
  if (/^(?:0|[1-9]\d{0,14})$/.test(key)) return Number(key);
  if (key === "" || key.length > LONGEST_KEY) return undefined;
  const number = LEAST + hash(key) % RANGE;
  const known = keys.get(number);
  if (known !== undefined) return known === key ? number : undefined;
  if (keys.size >= MOST_KEYS) return undefined;
  keys.set(number, key);
  return number;
}

/** What the helpdesk is sent for a number: the key that it stands for, or the number itself. */
export function keyOf<Absent extends null | undefined>(
  number: number | Absent,
): number | string | Absent {
  return typeof number === "number" ? keys.get(number) ?? number : number;
}

/** Whether a number stands for a key that is none. */
export function isStandIn(number: number | undefined): boolean {
  return number !== undefined && keys.has(number);
}

/** 53 bits: two runs of FNV-1a (32 bits) over the text, the second one from its end. */
function hash(text: string): number {
  let left = 0x811c9dc5;
  let right = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    left = Math.imul(left ^ text.charCodeAt(place), 0x01000193);
    right = Math.imul(right ^ text.charCodeAt(text.length - 1 - place), 0x01000193);
  }
  return (left >>> 11) * 2 ** 32 + (right >>> 0);
}
