import type { FollowUpView } from "../../../views/followup_view.ts";
import type { TicketView } from "../../../views/ticket_view.ts";
import { conversation } from "./conversation.ts";
import { button, type Contents, element } from "../base/element.ts";
import { foldedText, foldedValue, titleHeading } from "../base/folded_text.ts";
import { dueMark, nameOf, priorityMark, statusMark } from "../base/marks.ts";
import { contentOf } from "../base/host.ts";
import { helpdeskLink } from "../base/link.ts";
import type { Stage } from "../base/stage.ts";

/** Most follow-ups that get_ticket gives at once. */
const MOST_FOLLOW_UPS = 100;
/** How many are asked for when a ticket is opened from another view. */
const FIRST_FOLLOW_UPS = 25;

/** What only the newest follow-ups come with: earlier ones are shown without. */
type Whole = "description" | "custom_fields";

/** What get_ticket answers with. */
export interface TicketAnswer extends Omit<TicketView, Whole>, Partial<Pick<TicketView, Whole>> {
  readonly followups: readonly FollowUpView[];
  readonly followups_total: number;
  /** Whom each follow-up was mailed to. */
  readonly forView: { readonly mailed?: readonly (readonly string[])[] };
}

/** Opens a ticket on the stage, with a way back to what is shown now. */
export async function openTicket(id: number, back: string, stage: Stage): Promise<void> {
  const before = stage.shown;
  const opener = document.activeElement;
  await stage.work(`Reading ticket ${id}`, async () => {
    const ticket = await askTicket(id, FIRST_FOLLOW_UPS, stage);
    const leave = button(
      "plain",
      () => {
        stage.put(...before);
        if (opener instanceof HTMLElement) opener.focus();
      },
      element("span", { "aria-hidden": "true" }, "← "),
      back,
    );
    showTicket(ticket, stage, leave);
  });
}

/** Shows a ticket on the stage. @param leave a button that leads back, where there is a way */
export function showTicket(ticket: TicketAnswer, stage: Stage, leave?: HTMLElement): void {
  const page = pageOfTicket(ticket, stage, (whole) => showTicket(whole, stage, leave));
  if (leave !== undefined) page.prepend(leave);
  stage.put(page);
  page.querySelector("h1")?.focus();
  stage.say(`Ticket ${ticket.id} is shown`);
}

/**
 * A ticket with its conversation.
 *
 * @param replace shows the ticket anew, with more of its follow-ups
 */
export function pageOfTicket(
  ticket: TicketAnswer,
  stage: Stage,
  replace: (ticket: TicketAnswer) => void,
): HTMLElement {
  const { id, followups, followups_total: total, description = "", resolution } = ticket;
  const number = element("span", { class: "quiet" }, `#${id} `);
  return element(
    "div",
    {},
    titleHeading(ticket.title, number),
    element(
      "p",
      { class: "line" },
      statusMark(ticket),
      ticket.on_hold ? element("span", { class: "mark soon" }, "On hold") : undefined,
      priorityMark(ticket),
      element("span", { class: "end" }, helpdeskLink(ticket.url, "Open in the helpdesk", stage)),
    ),
    facts(ticket, stage),
    resolution === undefined ? undefined : element(
      "section",
      { class: "panel good", "aria-label": "Resolution" },
      element("strong", {}, "Resolution"),
      foldedText(resolution),
    ),
    !description ? undefined : element(
      "section",
      { class: "panel plain", "aria-label": "Description" },
      element("span", { class: "second quiet" }, "Description"),
      foldedText(description),
    ),
    element("h2", {}, headingOf(followups.length, total)),
    moreButton(ticket, stage, replace),
    conversation(followups, stage, ticket.forView.mailed),
  );
}

function headingOf(shown: number, total: number): string {
  if (total === 0) return "No follow-ups";
  if (shown === total) return total === 1 ? "1 follow-up" : `${total} follow-ups`;
  return `The newest ${shown} of ${total} follow-ups`;
}

/** Reads more follow-ups, where there are more. */
function moreButton(
  { id, followups, followups_total: total }: TicketAnswer,
  stage: Stage,
  replace: (ticket: TicketAnswer) => void,
): Contents {
  const most = Math.min(total, MOST_FOLLOW_UPS);
  if (!stage.host.canCall || followups.length >= most) return undefined;
  const read = () =>
    stage.work(
      `Reading ${most} follow-ups`,
      async () => replace(await askTicket(id, most, stage)),
    );
  return button("plain", read, most < total ? `Read the newest ${most}` : `Read all ${total}`);
}

/** Reads a ticket with its newest follow-ups. @param followups how many */
export async function askTicket(
  id: number,
  followups: number,
  { host }: Stage,
): Promise<TicketAnswer> {
  return contentOf(await host.call("get_ticket", { ticket_id: id, followups }));
}

function facts(ticket: TicketAnswer, stage: Stage): HTMLElement {
  const rows: (readonly [string, Contents])[] = [
    ["Queue", foldedValue(nameOf(ticket.queue_name, ticket.queue, "None"))],
    ["Assigned to", foldedValue(nameOf(ticket.assigned_to_name, ticket.assigned_to, "Nobody"))],
    ["Submitter", foldedValue(ticket.submitter_email ?? "Unknown")],
    ["Due", dueMark(ticket, stage.host.context) ?? "No date"],
    ["Merged into", ticket.merged_to === undefined ? undefined : `Ticket ${ticket.merged_to}`],
    ...(ticket.custom_fields ?? []).map(({ label, value }) => [label, foldedValue(value)] as const),
  ];
  const shown = rows.filter(([, value]) => value !== undefined);
  return element(
    "dl",
    {},
    ...shown.map(([name, value]) =>
      element(
        "div",
        {},
        element("dt", { class: "short", dir: "auto" }, name),
        element("dd", {}, value),
      )
    ),
  );
}
