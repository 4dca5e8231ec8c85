import { renderChoices, renderIncomplete, viewChoices } from "../views/choice_view.ts";
import type { Resource } from "./resource.ts";

export const queues: Resource = {
  uri: "helpdesk://queues",
  name: "queues",
  title: "Queues",
  description: "The helpdesk's queues with their ids.",
  async read({ helpdesk, call }) {
    const { queues: allowed, incomplete: reasons } = await helpdesk.catalogue.get(call);
    const incomplete = reasons.get("queues");
    return {
      summary: `${allowed.length} ${allowed.length === 1 ? "queue" : "queues"}, by id.` +
        renderIncomplete(incomplete),
      quoted: renderChoices(viewChoices(allowed)),
    };
  },
};
