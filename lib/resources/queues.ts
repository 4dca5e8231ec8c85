import { choicesOf } from "../helpdesk/catalogue/references.ts";
import { renderChoices, renderIncomplete, viewChoices } from "../views/choice_view.ts";
import type { Resource } from "./resource.ts";

export const queues: Resource = {
  uri: "helpdesk://queues",
  name: "queues",
  title: "Queues",
  description: "The helpdesk's queues with their ids.",
  async read({ helpdesk, call }) {
    const catalogue = await helpdesk.catalogue.get(call);
    const allowed = choicesOf("queues", catalogue, helpdesk.queueLimit);
    const incomplete = catalogue.incomplete.get("queues");
    return {
      summary: `${allowed.length} ${allowed.length === 1 ? "queue" : "queues"}, by id.` +
        renderIncomplete(incomplete),
      quoted: renderChoices(viewChoices(allowed)),
    };
  },
};
