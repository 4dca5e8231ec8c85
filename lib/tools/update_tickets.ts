import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { differingFields } from "../helpdesk/tickets/difference.ts";
import { changeEach, type ChangeOutcome } from "../helpdesk/writes/many_changes.ts";
import { settleChanges } from "../helpdesk/writes/settled_changes.ts";
import { inLine } from "../text/strangers_text.ts";
import { fieldText, receiptOf, renderReceipt } from "../views/receipt.ts";
import { ticketIds } from "./arguments/argument_roles.ts";
import { noteOpenDependencies, untoldEnd } from "./checks/ending_notes.ts";
import { changeFields, CLEARING, readChanges } from "./checks/ticket_changes.ts";
import { defineTool, type ToolContext } from "./tool.ts";

/** Most tickets of one call. */
const MOST_TICKETS = 50;

const ticketOutcome = z.object({
  ticket_id: z.int(),
  title: z.string().optional(),
  outcome: z.enum(["updated", "differs", "failed", "unknown", "not tried"]),
  reason: z.string().optional(),
});
type ToldOutcome = z.infer<typeof ticketOutcome>;

export const updateTickets = defineTool({
  name: "update_tickets",
  title: "Change several tickets",
  description:
    "Changes the same fields of several tickets, as update_ticket does, and tells what became of each. Mails " +
    "nobody.",
  effect: "update",
  clearing: CLEARING,
  input: z.object({
    ticket_ids: ticketIds(MOST_TICKETS),
    ...changeFields,
  }),
  output: z.object({
    tickets: z.array(ticketOutcome),
    stopped: z.string().optional(),
    branch_name: z.string().optional(),
  }),
  async run({ ticket_ids, ...given }, context, _show, tellView) {
    const { helpdesk, call } = context;
    const ids = [...new Set(ticket_ids)];
    const { changes, catalogue } = await readChanges("update_tickets", given, ids, context);
    const update = (ticket: number) => helpdesk.tickets.update(ticket, changes, call);
    const { outcomes: made, stopped } = await changeEach(ids, update, call);
    const outcomes = await settleChanges(made, helpdesk.session, call);
    if (changes.status !== undefined) {
      const untold = untoldEnd(changes.status, catalogue);
      if (untold !== undefined) call.notice(untold);
      await noteAllDependencies(outcomes, catalogue, context);
    }
    // A session that was lost on the way goes on with another branch.
    const branches = new Set(
      outcomes.flatMap((outcome) => outcome.kind === "changed" ? outcome.written.branch ?? [] : []),
    );
    const [branch] = branches.size === 1 ? branches : [];
    const { baseUrl } = helpdesk.session;
    const changed = outcomes.find((outcome) => outcome.kind === "changed");
    if (changed !== undefined) {
      tellView({
        asked: changed.written.fields.filter(({ asked }) => asked !== undefined)
          .map(({ field, asked }) => ({ field, asked: fieldText(field, asked, catalogue) })),
      });
    }
    return {
      tickets: outcomes.map((outcome) => told(outcome, branch, catalogue, baseUrl)),
      stopped,
      branch_name: branch,
    };
  },
  render({ tickets, stopped, branch_name }) {
    const count = (...kinds: ToldOutcome["outcome"][]) =>
      tickets.filter(({ outcome }) => kinds.includes(outcome)).length;
    const others = [
      ["stored otherwise than asked", count("differs")],
      ["failed", count("failed")],
      ["of unknown outcome", count("unknown")],
      ["not tried", count("not tried")],
    ].filter(([, number]) => number !== 0).map(([what, number]) => `${number} ${what}`);
    const isScattered = tickets.some(({ outcome, reason }) =>
      outcome === "updated" && reason !== undefined
    );
    const where = branch_name !== undefined
      ? `, on branch ${branch_name}`
      : isScattered
      ? ", on several branches, since the session was lost meanwhile: each is named below"
      : "";
    return {
      summary:
        `${
          count("updated")
        } of ${tickets.length} tickets were updated and stored as asked${where}` +
        (others.length === 0 ? "" : `; WARNING: ${others.join(", ")}, see below`) +
        `. Nobody was mailed.${stopped === undefined ? "" : ` Stopped: ${stopped}.`}`,
      quoted: tickets.map(renderOutcome).join("\n"),
    };
  },
});

/** @param only the branch that all changes are on */
function told(
  outcome: ChangeOutcome,
  only: string | undefined,
  catalogue: Catalogue,
  baseUrl: URL,
): ToldOutcome {
  const { ticket, kind } = outcome;
  if (kind === "not_tried") return { ticket_id: ticket, outcome: "not tried" };
  if (kind !== "changed") return { ticket_id: ticket, outcome: kind, reason: outcome.reason };
  const { title, ...receipt } = receiptOf(outcome.written, catalogue, baseUrl);
  const differs = differingFields(outcome.written.fields).length > 0;
  const fields = receipt.fields.filter(({ field }) => receipt.differences.includes(field));
  const { branch_name } = receipt;
  const reasons = [
    ...branch_name === undefined || branch_name === only ? [] : [`on branch ${branch_name}`],
    ...differs ? [renderReceipt({ ...receipt, fields, mailed: undefined })] : [],
  ];
  return {
    ticket_id: ticket,
    title,
    outcome: differs ? "differs" : "updated",
    reason: reasons.join("; ") || undefined,
  };
}

function renderOutcome({ ticket_id, title, outcome, reason }: ToldOutcome): string {
  return `${ticket_id}${title === undefined ? "" : ` ${inLine(title)}`}: ${outcome}${
    reason === undefined ? "" : ` (${inLine(reason)})`
  }`;
}

async function noteAllDependencies(
  outcomes: readonly ChangeOutcome[],
  catalogue: Catalogue,
  context: ToolContext,
): Promise<void> {
  for (const outcome of outcomes) {
    if (outcome.kind !== "changed") continue;
    await noteOpenDependencies(outcome.written.ticket, catalogue, context);
  }
}
