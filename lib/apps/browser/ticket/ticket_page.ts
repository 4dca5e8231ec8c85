import type { FollowUpView } from "../../../views/followup_view.ts";
import type { TicketView } from "../../../views/ticket_view.ts";
import { conversation } from "./conversation.ts";
import { moment } from "../base/dates.ts";
import { button, type Contents, element } from "../base/element.ts";
import { foldedText, foldedValue, titleHeading } from "../base/folded_text.ts";
import { dueMark, nameOf, priorityMark, statusMark } from "../base/marks.ts";
import { type Arguments, contentOf } from "../base/host.ts";
import { helpdeskLink } from "../base/link.ts";
import type { Stage } from "../base/stage.ts";
import { type ShownPart, shownPart, textWithRest } from "./text_part.ts";

/** How many follow-ups are asked for at once. */
const FOLLOW_UPS = 25;

/** What only the newest follow-ups come with: earlier ones are shown without. */
type Whole = "description" | "custom_fields";

/** What get_ticket answers with. */
export interface TicketAnswer extends Omit<TicketView, Whole>, Partial<Pick<TicketView, Whole>> {
  readonly followups: readonly FollowUpView[];
  readonly followups_total: number;
  /** Before this follow-up there are others. */
  readonly before?: number;
  /** Only a part of a text was asked for. */
  readonly part?: ShownPart;
  /** Whom each follow-up was mailed to. */
  readonly forView: {
    readonly mailed?: readonly (readonly string[])[];
    /** Whether somebody asked for more of the conversation. */
    readonly isOpen?: boolean;
  };
}

/** Opens a ticket on the stage, with a way back to what is shown now. */
export async function openTicket(id: number, back: string, stage: Stage): Promise<void> {
  const before = stage.shown;
  const opener = document.activeElement;
  await stage.work(`Reading ticket ${id}`, async () => {
    const ticket = await askTicket({ ticket_id: id, followups: FOLLOW_UPS }, stage);
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
      ticket.read_on_at === undefined ? foldedText(description) : textWithRest(
        foldedText(description),
        "Read the rest",
        { ticket_id: id, offset: ticket.read_on_at },
        stage,
      ),
    ),
    ticket.part === undefined ? undefined : shownPart(ticket.part),
    element("h2", {}, headingOf(followups.length, total)),
    earlierButton(ticket, stage, replace),
    conversation(ticket, stage),
  );
}

function headingOf(shown: number, total: number): string {
  if (total === 0) return "No follow-ups";
  if (shown === total) return total === 1 ? "1 follow-up" : `${total} follow-ups`;
  return `${shown} of ${total} follow-ups`;
}

/** Reads earlier follow-ups, where there are some, and shows them before the others. */
function earlierButton(
  ticket: TicketAnswer,
  stage: Stage,
  replace: (ticket: TicketAnswer) => void,
): Contents {
  const { id, before, followups, forView } = ticket;
  if (!stage.host.canCall || before === undefined) return undefined;
  const read = () =>
    stage.work("Reading earlier follow-ups", async () => {
      const asked = { ticket_id: id, followups: FOLLOW_UPS, before };
      const earlier = await askTicket(asked, stage);
      const mailed = (one: TicketAnswer) =>
        one.followups.map((_, at) => one.forView.mailed?.[at] ?? []);
      replace({
        ...ticket,
        followups: [...earlier.followups, ...followups],
        before: earlier.before,
        forView: { ...forView, mailed: [...mailed(earlier), ...mailed(ticket)], isOpen: true },
      });
    });
  return button("plain", () => void read(), "Read earlier follow-ups");
}

/** Asks get_ticket for a ticket. */
export async function askTicket(given: Arguments, { host }: Stage): Promise<TicketAnswer> {
  return contentOf(await host.call("get_ticket", given));
}

function facts(ticket: TicketAnswer, stage: Stage): HTMLElement {
  const { created } = ticket;
  const rows: (readonly [string, Contents])[] = [
    ["Queue", foldedValue(nameOf(ticket.queue_name, ticket.queue, "None"))],
    ["Assigned to", foldedValue(nameOf(ticket.assigned_to_name, ticket.assigned_to, "Nobody"))],
    ["Submitter", foldedValue(ticket.submitter_email ?? "Unknown")],
    ["Opened", created === undefined ? undefined : moment(created, stage.host.context)],
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
