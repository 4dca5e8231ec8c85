import { listTickets } from "../tools/list_tickets.ts";
import { completeChoice, completeLast, requireChoice } from "./choice_argument.ts";
import { mayReadKnowledge } from "./known_answers.ts";
import { definePrompt } from "./prompt.ts";

/** Ids of the statuses in which django-helpdesk waits for its staff: Open and Reopened. */
const OPEN_STATUSES: readonly number[] = [1, 2];

export const triageQueue = definePrompt({
  name: "triage_queue",
  title: "Triage a queue",
  description:
    "Goes through a queue's tickets and proposes priority, assignee and next step of each.",
  arguments: {
    queue: {
      title: "Queue",
      description: "Queue, by id or name",
      required: true,
      complete: completeChoice("queues"),
    },
    status: {
      title: "Statuses",
      description: "Statuses by name or id, comma-separated; open ones when left out",
      required: false,
      complete: completeLast(completeChoice("statuses")),
    },
    assigned_to: {
      title: "Assignee",
      description: "Only tickets of this user, by id or name",
      required: false,
      complete: completeChoice("users"),
    },
  },
  async write({ queue, status, assigned_to }, context) {
    const { helpdesk, call } = context;
    const queueId = await requireChoice("queue", queue, "queues", context);
    const userId = assigned_to === undefined
      ? undefined
      : await requireChoice("assigned_to", assigned_to, "users", context);
    const { statuses } = await helpdesk.catalogue.get(call);
    const open = statuses.filter(({ id }) => OPEN_STATUSES.includes(id)).map(({ id }) => id);
    // A helpdesk with statuses of its own may have neither.
    const asked = { queue_id: queueId, status: status ?? open.join(","), assigned_to: userId };
    const { rendered } = await listTickets.call(asked, context);
    const conditions = Object.entries(asked)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ");
    return [
      {
        kind: "words",
        text: instructionsFor(queueId, conditions, await mayReadKnowledge(context)),
      },
      { kind: "data", rendered },
    ];
  },
});

function instructionsFor(queue: number, conditions: string, hasKnowledge: boolean): string {
  const lines = [
    `Triage queue ${queue} of the helpdesk. The next message is what list_tickets answered to ` +
    `${conditions}: one line a ticket, newest first. Where it says that a further page exists, get it with ` +
    "the same arguments.",
    "For each ticket say in one line what it is about, and propose priority, assignee and next step, each " +
    "with its reason. Put the most urgent first. Point out tickets that seem to be about the same thing.",
    "A line has no more than the title: read a ticket with get_ticket before you say anything about it that " +
    "its line does not. get_users lists who can be assigned, get_queues the priorities and statuses.",
  ];
  if (hasKnowledge) {
    lines.push(
      "search_knowledge looks for each whether the answer exists, as an article or an earlier resolution: where it " +
        "does, propose it as the next step, with where it comes from.",
    );
  }
  lines.push(
    "Change nothing yet: show the proposal. For what I agree to use update_ticket, which mails nobody, and " +
      "add_followup, whose public follow-ups are mailed to the submitter.",
  );
  return lines.join("\n");
}
