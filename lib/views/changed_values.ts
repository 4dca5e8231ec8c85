import type { LedgerEntry } from "../helpdesk/branch/ledger.ts";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { fieldText } from "./receipt.ts";

/** A field before and after a change, in words. */
export interface ChangedText {
  readonly field: string;
  /** Absent: this program had not seen it. */
  readonly before?: string;
  readonly after: string;
}

/** What changes made of fields, a list for each change in their order. */
export function changedTexts(
  changes: readonly LedgerEntry[],
  catalogue: Catalogue,
): readonly (readonly ChangedText[])[] {
  return changes.map(({ values = [] }) =>
    values.map(({ field, before, after }) => {
      const earlier = fieldText(field, before, catalogue);
      return {
        field,
        ...earlier === undefined ? {} : { before: earlier },
        after: fieldText(field, after, catalogue) ?? "",
      };
    })
  );
}
