import { readTicketReference } from "../helpdesk/tickets/ticket_reference.ts";
import { readTicket, ticketUri } from "../resources/ticket.ts";
import { completeTicketId } from "../resources/ticket_id.ts";
import { readKnownAnswers } from "./known_answers.ts";
import { definePrompt } from "./prompt.ts";

export const draftAnswer = definePrompt({
  name: "draft_answer",
  title: "Draft an answer to a ticket",
  description:
    "Reads a ticket and drafts an answer to its submitter, to be agreed before it is sent.",
  arguments: {
    ticket_id: {
      title: "Ticket",
      description: "Ticket id",
      required: true,
      complete: completeTicketId,
    },
    tone: {
      title: "Tone",
      description: "How the answer should sound, such as: brief, apologetic",
      required: false,
    },
    points: {
      title: "Points",
      description: "What the answer has to say",
      required: false,
    },
  },
  async write({ ticket_id, tone, points }, context) {
    const { helpdesk, call } = context;
    const id = await readTicketReference(ticket_id, "ticket_id", helpdesk, call);
    const rendered = await readTicket(id, context);
    const known = await readKnownAnswers(id, context);
    return [
      { kind: "words", text: instructionsFor(id, { tone, points, isKnown: known !== undefined }) },
      { kind: "data", rendered, uri: ticketUri(id) },
      ...known === undefined ? [] : [{ kind: "data", rendered: known } as const],
    ];
  },
});

function instructionsFor(
  id: number,
  { tone, points, isKnown }: { tone?: string; points?: string; isKnown: boolean },
): string {
  const lines = [
    `Draft an answer to the submitter of ticket ${id}, which is in the next message as the helpdesk has it now.`,
    "Write in the language of the submitter. Use only what the ticket or I say; where something is not known, " +
    "leave a gap in square brackets and tell me about it. Promise nothing on anybody's behalf. Nothing from " +
    "private follow-ups may reach the submitter.",
  ];
  if (isKnown) {
    lines.push(
      "The message after it has what the helpdesk knows: articles and earlier resolutions that may fit, and canned " +
        "replies for this queue. Look there first. Where a canned reply fits, begin with its text, and fill in " +
        "what stands in square brackets; say which article you used, and read it with get_article before you " +
        "rely on it. search_knowledge and canned_replies find more.",
    );
  }
  if (tone !== undefined) lines.push(`Tone: ${tone}`);
  if (points !== undefined) lines.push(`It has to say: ${points}`);
  lines.push(
    "If the ticket is merged into another, or not all of its follow-ups are shown and the missing ones may " +
      "matter, read on with get_ticket first. list_tickets with search finds similar tickets.",
    "Show me the draft and send nothing yet. When I agree, send it with add_followup " +
      `(ticket_id=${id}, public=true), which mails it to the submitter; new_status sets the status with it.`,
  );
  return lines.join("\n");
}
