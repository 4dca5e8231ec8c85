import * as z from "zod";
import { closedQueues } from "../helpdesk/catalogue/closed_queues.ts";
import { choiceView, renderChoices, renderIncomplete, viewChoices } from "../views/choice_view.ts";
import { customFieldView, viewCustomFields } from "../views/custom_field_view.ts";
import { writeNamed } from "../views/named.ts";
import { defineTool } from "./tool.ts";

export const getQueues = defineTool({
  name: "get_queues",
  title: "List queues",
  description:
    "All queues with id and name, and the statuses, priorities and custom fields of this helpdesk.",
  effect: "read",
  input: z.object({}),
  output: z.object({
    queues: z.array(choiceView),
    statuses: z.array(choiceView),
    priorities: z.array(choiceView),
    custom_fields: z.array(customFieldView).optional(),
    closed: z.array(z.int()).optional().describe("Queues in which this account may not work"),
    incomplete: z.string().optional().describe("Why queues may be missing"),
  }),
  async run(_input, { helpdesk, call }) {
    const catalogue = await helpdesk.catalogue.get(call);
    const closed = await closedQueues(catalogue, helpdesk.session, call);
    return {
      closed: closed.length === 0 ? undefined : closed,
      queues: viewChoices(catalogue.queues),
      statuses: viewChoices(catalogue.statuses),
      priorities: viewChoices(catalogue.priorities),
      custom_fields: viewCustomFields(catalogue.customFields.values()),
      incomplete: catalogue.incomplete.get("queues"),
    };
  },
  render: ({ queues, closed = [], statuses, priorities, custom_fields = [], incomplete }) => ({
    summary: `${queues.length} ${queues.length === 1 ? "queue" : "queues"}.` +
      (closed.length === 0
        ? ""
        : ` This account may not work in queues ${
          closed.join(", ")
        }: ask its administrator for the rights.`) +
      renderIncomplete(incomplete),
    quoted: [
      renderChoices(queues) ?? "(none)",
      `Statuses: ${statuses.map(({ id, name }) => writeNamed(id, name)).join(", ")}`,
      `Priorities: ${priorities.map(({ id, name }) => writeNamed(id, name)).join(", ")}`,
      ...custom_fields.length === 0 ? [] : ["Custom fields:"],
      ...custom_fields.map(({ takes }) => takes),
    ].join("\n"),
  }),
});
