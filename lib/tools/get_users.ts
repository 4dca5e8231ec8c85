import * as z from "zod";
import { isStandIn } from "../helpdesk/answers/stand_in.ts";
import {
  choicePage,
  choiceView,
  renderChoices,
  renderIncomplete,
  viewChoices,
} from "../views/choice_view.ts";
import { defineTool } from "./tool.ts";

const STAND_INS = " Ids of 13 digits stand for this helpdesk's own keys, which are no numbers.";

export const getUsers = defineTool({
  name: "get_users",
  title: "List users",
  description: "Users with id and name, 25 a page.",
  effect: "read",
  input: z.object({ page: z.int().min(1).default(1).describe("Page, from 1") }),
  output: z.object({
    users: z.array(choiceView),
    page: z.int(),
    pages: z.int(),
    total: z.int(),
    incomplete: z.string().optional().describe("Why users may be missing"),
  }),
  async run({ page }, { helpdesk, call }) {
    const catalogue = await helpdesk.catalogue.get(call);
    const { choices, pages } = choicePage(catalogue.users, page);
    return {
      users: viewChoices(choices),
      page,
      pages,
      total: catalogue.users.length,
      incomplete: catalogue.incomplete.get("users"),
    };
  },
  render: ({ users, page, pages, total, incomplete }) => ({
    summary:
      `${users.length} of ${total} ${total === 1 ? "user" : "users"}, page ${page} of ${pages}` +
      (page < pages ? `; page=${page + 1} continues.` : ".") +
      renderIncomplete(incomplete) + (users.some(({ id }) => isStandIn(id)) ? STAND_INS : ""),
    quoted: renderChoices(users),
  }),
});
