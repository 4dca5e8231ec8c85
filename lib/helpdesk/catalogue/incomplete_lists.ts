/** Why the lists of a browsable page may lack entries. */
export const CUT_NOTE =
  "the helpdesk shows only the first of them (1,000, unless its HTML_SELECT_CUTOFF says otherwise)";

/** Why there is nothing to be read on the browsable page. */
export type PageFault = "switched_off" | "without_form";

const FAULTS: Readonly<Record<PageFault, string>> = {
  switched_off: "the helpdesk's browsable API page is switched off",
  without_form: "the helpdesk's browsable API page has no form, as where the API takes JSON only",
};

/** Why lists that were read from the form for new tickets may lack entries. */
export function formNote(fault: PageFault): string {
  return `${
    FAULTS[fault]
  }, so they were read from the form for new tickets, which leaves out those that no ` +
    "ticket may be given to";
}

/** Why lists that were gathered from tickets may lack entries. */
export function ticketsNote(fault: PageFault): string {
  return `${
    FAULTS[fault]
  } and its forms are closed to this account, so only those seen in tickets are known, ` +
    "without their names";
}

/** What the helpdesk's administrator can do about a note, a sentence. */
export function changeAgainst(note: string): string {
  if (note === CUT_NOTE) return "Its administrator can raise HTML_SELECT_CUTOFF in REST_FRAMEWORK";
  return note.startsWith(FAULTS.without_form)
    ? "Its administrator can add MultiPartParser to DEFAULT_PARSER_CLASSES, which attachments need too"
    : "Its administrator can put BrowsableAPIRenderer back into DEFAULT_RENDERER_CLASSES";
}
