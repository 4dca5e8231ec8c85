import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import type { WireTicket } from "../helpdesk/answers/wire.ts";
import { mailedIn } from "../helpdesk/writes/mailed.ts";
import {
  followUpsInOrder,
  followUpView,
  renderFollowUp,
  viewFollowUp,
} from "../views/followup_view.ts";
import { setOff } from "../text/strangers_text.ts";
import { describePart, textPart } from "../views/text_part.ts";
import { renderTicket, ticketView, viewTicket } from "../views/ticket_view.ts";
import { ticketId } from "./arguments/argument_roles.ts";
import { id } from "./arguments/fields.ts";
import { defineTool } from "./tool.ts";

/** Most follow-ups that are shown at once. */
export const MOST_FOLLOW_UPS = 100;

const output = ticketView.partial({ description: true, custom_fields: true }).extend({
  followups: z.array(followUpView).describe("Oldest first"),
  followups_total: z.int(),
  before: z.int().optional().describe("Shows those before the ones here"),
  part: z.object({ text: z.string(), offset: z.int(), total_characters: z.int() }).optional(),
});
type Result = z.infer<typeof output>;

export const getTicket = defineTool({
  name: "get_ticket",
  title: "Read a ticket",
  description:
    "One ticket with all fields and its newest follow-ups, oldest of them first. Mail quoted below " +
    "an answer is left out.",
  effect: "read",
  input: z.object({
    ticket_id: ticketId(),
    followups: z.int().min(0).max(MOST_FOLLOW_UPS).default(10)
      .describe("How many of the newest follow-ups to show"),
    before: id("Follow-up id: those before it, in place of the newest").optional(),
    quoted: z.boolean().optional().describe("true: with quoted mail"),
    followup_id: id("Only the text of this follow-up, whole").optional(),
    offset: z.int().min(0).optional()
      .describe("Character to read the description, or that follow-up, on from"),
  }),
  // As long as the rest of the tool, and of use to nobody who reads the answer.
  isOutputUntold: true,
  output,
  async run(given, { helpdesk, call }, _show, tellView) {
    const [ticket, catalogue] = await Promise.all([
      helpdesk.tickets.get(given.ticket_id, call),
      helpdesk.catalogue.getWithNames(call),
    ]);
    const created = await helpdesk.listing.createdOf(ticket, catalogue, call);
    const view = viewTicket(ticket, catalogue, helpdesk.session.baseUrl, created);
    const total = { followups_total: ticket.followup_set.length };
    const { before, followup_id, offset } = given;
    const { description: _, read_on_at: __, resolution: ___, custom_fields: ____, ...short } = view;
    if (followup_id !== undefined || offset !== undefined) {
      const { text, what } = longTextOf(ticket, followup_id);
      return { ...short, ...total, followups: [], part: textPart(text, offset ?? 0, what) };
    }
    const all = followUpsInOrder(ticket);
    const end = before === undefined ? all.length : placeOf(before, ticket, all);
    const start = Math.max(0, end - given.followups);
    const shown = all.slice(start, end);
    const older = start > 0 ? shown[0]?.id : undefined;
    tellView({ mailed: shown.map(({ email_recipients }) => mailedIn(email_recipients) ?? []) });
    return {
      ...before === undefined ? view : short,
      ...total,
      followups: shown.map((followUp) =>
        viewFollowUp(followUp, catalogue, {
          quoted: given.quoted,
          description: before === undefined ? ticket.description : undefined,
        })
      ),
      before: older,
    };
  },
  render(result) {
    const { followups, part } = result;
    const heading = `Ticket ${result.id}: ${result.url}`;
    const isNewestShown = followups.length > 0 && result.description !== undefined;
    const head = renderTicket({
      custom_fields: [],
      ...result,
      // It stands at the follow-up itself.
      last_followup: isNewestShown ? undefined : result.last_followup,
      description: result.description ?? "",
    });
    if (part !== undefined) {
      return {
        summary: `${heading}\nOf the text: ${describePart(part)}.`,
        quoted: `${head}\n\n${setOff(part.text)}`,
      };
    }
    const quoted = [head, ...followups.map(renderFollowUp)].join("\n\n");
    const cut = quoted.includes("\n> [cut: ") ? " What is cut is whole on that page." : "";
    return { summary: `${heading}\n${historyOf(result)}${cut}`, quoted };
  },
});

function longTextOf(
  ticket: WireTicket,
  followUp: number | undefined,
): { readonly text: string; readonly what: string } {
  if (followUp === undefined) {
    return { text: ticket.description ?? "", what: `the description of ticket ${ticket.id}` };
  }
  const all = followUpsInOrder(ticket);
  const text = all[placeOf(followUp, ticket, all)]?.comment ?? "";
  return { text, what: `follow-up ${followUp}` };
}

/** @throws {HelpdeskError} "invalid" when the ticket has no such follow-up */
function placeOf(
  id: number,
  ticket: WireTicket,
  followUps: readonly WireTicket["followup_set"][number][],
): number {
  const place = followUps.findIndex((followUp) => followUp.id === id);
  if (place >= 0) return place;
  const newest = followUps.at(-1)?.id;
  throw new HelpdeskError(
    "invalid",
    `Ticket ${ticket.id} has no follow-up ${id}; ` +
      (newest === undefined
        ? "it has none at all"
        : `get_ticket shows them, ${newest} is its newest`),
  );
}

function historyOf({ followups, followups_total: total, before, description }: Result): string {
  if (total === 0) return "It has no follow-ups.";
  if (followups.length === total) {
    const all = total === 1 ? "Its one follow-up is shown" : `All ${total} follow-ups are shown`;
    return `${all}, oldest first.`;
  }
  const isNewest = description !== undefined;
  const count = isNewest
    ? `The newest ${followups.length} of ${total} follow-ups are shown`
    : `${followups.length} earlier ones of ${total} follow-ups are shown`;
  const all = total > MOST_FOLLOW_UPS || !isNewest ? undefined : `followups=${total} shows all`;
  const older = before === undefined ? undefined : `before=${before} shows earlier ones`;
  const more = [all, older].filter((way) => way !== undefined);
  const rest = more.length > 0 ? more.join(", ") : isNewest ? "" : "none is earlier";
  return `${count}, oldest first${rest === "" ? "" : `; ${rest}`}.`;
}
