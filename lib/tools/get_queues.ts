import * as z from "zod";
import { choiceView, renderChoices, renderIncomplete, viewChoices } from "../views/choice_view.ts";
import { writeNamed } from "../views/named.ts";
import { defineTool } from "./tool.ts";

export const getQueues = defineTool({
  name: "get_queues",
  title: "List queues",
  description: "All queues with id and name, and the statuses and priorities of this helpdesk.",
  effect: "read",
  input: z.object({}),
  output: z.object({
    queues: z.array(choiceView),
    statuses: z.array(choiceView),
    priorities: z.array(choiceView),
    incomplete: z.string().optional().describe("Why queues may be missing"),
  }),
  async run(_input, { helpdesk, call }) {
    const catalogue = await helpdesk.catalogue.get(call);
    return {
      queues: viewChoices(catalogue.queues),
      statuses: viewChoices(catalogue.statuses),
      priorities: viewChoices(catalogue.priorities),
      incomplete: catalogue.incomplete.get("queues"),
    };
  },
  render: ({ queues, statuses, priorities, incomplete }) => ({
    summary: `${queues.length} ${queues.length === 1 ? "queue" : "queues"}.` +
      renderIncomplete(incomplete),
    quoted: [
      renderChoices(queues) ?? "(none)",
      `Statuses: ${statuses.map(({ id, name }) => writeNamed(id, name)).join(", ")}`,
      `Priorities: ${priorities.map(({ id, name }) => writeNamed(id, name)).join(", ")}`,
    ].join("\n"),
  }),
});
