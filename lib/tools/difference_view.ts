import * as z from "zod";
import type { Difference } from "../helpdesk/difference.ts";
import { shownLine } from "../shown_text.ts";

/** Fields that the helpdesk stored otherwise than asked. */
export const differenceViews = z.array(z.object({
  field: z.string().describe("Field"),
  asked: z.string().describe("What was asked"),
  stored: z.string().describe("What is stored"),
})).describe("Fields stored otherwise than asked; empty when all is as asked");

/** Differences, with long values cut. */
export function viewDifferences(
  differences: readonly Difference[],
): z.infer<typeof differenceViews> {
  return differences.map(({ field, asked, stored }) => ({
    field,
    asked: shownLine(asked, 300),
    stored: shownLine(stored, 300),
  }));
}

/** A sentence that names the fields that differ; empty when none does. */
export function renderDifferences(differences: readonly { readonly field: string }[]): string {
  if (differences.length === 0) return "";
  const fields = differences.map(({ field }) => field).join(", ");
  return ` WARNING: the helpdesk stored ${fields} otherwise than asked; see below.`;
}

/** The differing values, a line each. */
export function renderDifferingValues(differences: z.infer<typeof differenceViews>): string {
  return differences.map(({ field, asked, stored }) =>
    `${field}: asked ${JSON.stringify(asked)}, stored ${JSON.stringify(stored)}\n`
  ).join("");
}
