import { renderChoices, viewChoices } from "../views/choice_view.ts";
import type { Resource } from "./resource.ts";

export const statuses: Resource = {
  uri: "helpdesk://statuses",
  name: "statuses",
  title: "Ticket statuses",
  description: "The statuses that a ticket can have on this helpdesk, with their ids.",
  async read({ helpdesk, call }) {
    const catalogue = await helpdesk.catalogue.get(call);
    const { length } = catalogue.statuses;
    return {
      summary: `${length} ticket ${length === 1 ? "status" : "statuses"}, by id.`,
      quoted: renderChoices(viewChoices(catalogue.statuses)),
    };
  },
};
