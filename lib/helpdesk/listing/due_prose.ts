/**
 * What a list tells of a due date without telling the date: releases up to 2.5.1 write "3 days ago" or
 * "1 week from now", in the site's language. "untold": there is a date, and it is not known when.
 */
export type DueProse = "overdue" | "ahead" | "untold";

// As Django's "naturaltime" is translated; what neither knows is said to be untold.
const PAST =
  / ago$|^vor | her$|^il y a |^hace | fa$| atrás$| geleden$|前$| temu$| назад$|^(?:now|jetzt)$/;
const AHEAD =
  / from now$|^in | von jetzt an$|^dans |(?:a partir de|desde) ahora$|^tra | da adesso$|^daqui a | a partir de agora$|^over |^今から|^za |^через /;

/** Reads the prose of a due date. */
export function readDueProse(prose: string): DueProse {
  const text = prose.trim().replace(/\s/g, " ").toLowerCase();
  const isPast = PAST.test(text);
  return isPast === AHEAD.test(text) ? "untold" : isPast ? "overdue" : "ahead";
}
