/** Seconds of the units in which Django tells how long ago something was; years and months about. */
const UNITS = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A moment as `naturaltime` of django.contrib.humanize says it in English: the two largest units of a day or more. */
export function naturalTime(moment: Date, now: Date): string {
  const seconds = Math.trunc((now.getTime() - moment.getTime()) / 1000);
  const away = Math.abs(seconds);
  if (away === 0) return "now";
  const first = UNITS.findIndex(([, length]) => away >= length);
  const [name, length] = UNITS[first] ?? UNITS[6];
  const [next, part] = UNITS[first + 1] ?? ["second", 1];
  const rest = Math.floor((away % length) / part);
  const told = [count(Math.floor(away / length), name)];
  if (away >= 86_400 && rest > 0) told.push(count(rest, next));
  return `${told.join(", ")} ${seconds > 0 ? "ago" : "from now"}`;
}

function count(number: number, unit: string): string {
  return `${number}\u00a0${unit}${number === 1 ? "" : "s"}`;
}
