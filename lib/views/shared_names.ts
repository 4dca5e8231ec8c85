/** What rows refer to by id and name. */
export const REFERENCES = ["queue", "status", "priority", "assigned_to"] as const;
type Reference = (typeof REFERENCES)[number];

/** Ids and names of what a row refers to, each where it is known. */
export type Referring =
  & { readonly [field in Reference]?: number | undefined }
  & { readonly [field in Reference as `${field}_name`]?: string | undefined };

/** What the ids in rows stand for, by field. */
export type SharedNames = { readonly [field in Reference]?: Readonly<Record<string, string>> };

/**
 * Says once for a list what its rows say each. A name that stands without an id, or beside one that another name
 * is shared for, stays in its row.
 */
export function shareNames<Row extends Referring>(
  rows: readonly Row[],
): { readonly names: SharedNames; readonly rows: readonly Row[] } {
  const names: Partial<Record<Reference, Record<string, string>>> = {};
  const shared = rows.map((row) => {
    const left: Row = { ...row };
    for (const field of REFERENCES) {
      const id = row[field];
      const name = row[`${field}_name`];
      if (id === undefined || name === undefined) continue;
      const known = names[field] ??= {};
      known[id] ??= name;
      if (known[id] === name) delete left[`${field}_name`];
    }
    return left;
  });
  return { names, rows: shared };
}

/** Rows of a list with the names that it shares, each in its place. */
export function namedRows<Row extends Referring>(
  { names, tickets }: {
    readonly names?: SharedNames | undefined;
    readonly tickets: readonly Row[];
  },
): Row[] {
  return tickets.map((row) => {
    const named: Record<string, string> = {};
    for (const field of REFERENCES) {
      const name = row[`${field}_name`] ?? names?.[field]?.[String(row[field])];
      if (name !== undefined) named[`${field}_name`] = name;
    }
    return { ...row, ...named };
  });
}
