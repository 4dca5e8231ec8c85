import type { Store } from "./store.ts";

/** Whether two states hold the same tickets and follow-ups. */
export function sameContent(a: Store, b: Store): boolean {
  const [followUps, others] = [a.followUps(), b.followUps()];
  return a.tickets.size === b.tickets.size && followUps.length === others.length &&
    followUps.every((followUp, index) => sameRow(followUp, others[index])) &&
    [...a.tickets].every(([id, ticket]) => sameRow(ticket, b.tickets.get(id)));
}

function sameRow<Row extends object>(a: Row, b: Row | undefined): boolean {
  if (b === undefined) return false;
  return (Object.keys(a) as (keyof Row)[]).every((key) => sameValue(a[key], b[key]));
}

/** Attachments never change, so that the same one is the same object. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Map && b instanceof Map) return sameValue([...a].flat(), [...b].flat());
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => sameValue(value, b[index]));
  }
  return a === b;
}
