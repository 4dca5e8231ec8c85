import * as z from "zod";
import { isStandIn } from "../helpdesk/answers/stand_in.ts";
import { tellsFullNames, USER_NAMES_ONLY } from "../helpdesk/catalogue/choice.ts";
import { usersLike } from "../helpdesk/catalogue/user_search.ts";
import { learnAddress } from "../helpdesk/listing/assignee_addresses.ts";
import { choicePage, renderIncomplete } from "../views/choice_view.ts";
import { renderUsers, userView, viewUsers } from "../views/user_view.ts";
import { lineOrNothing } from "./arguments/fields.ts";
import { defineTool } from "./tool.ts";

const STAND_INS = " Ids of 13 digits stand for this helpdesk's own keys, which are no numbers.";

export const getUsers = defineTool({
  name: "get_users",
  title: "List users",
  description: "Users with id and names, 25 a page.",
  effect: "read",
  input: z.object({
    page: z.int().min(1).default(1).describe("Page, from 1"),
    search: lineOrNothing("Part of a user name or full name").optional(),
  }),
  output: z.object({
    users: z.array(userView),
    page: z.int(),
    pages: z.int(),
    total: z.int(),
    incomplete: z.string().optional().describe("Why users may be missing"),
  }),
  async run({ page, search = "" }, { helpdesk, call }) {
    if (search.includes("@")) await learnAddress(search, helpdesk, call);
    const catalogue = await helpdesk.catalogue.getWithNames(
      call,
      ({ users }) => usersLike(search, users).length > 0,
    );
    const matching = usersLike(search, catalogue.users);
    const { choices, pages } = choicePage(matching, page);
    const isByUserName = search.trim() !== "" && !tellsFullNames(catalogue.users);
    return {
      users: viewUsers(choices),
      page,
      pages,
      total: matching.length,
      incomplete: catalogue.incomplete.get("users") ??
        (isByUserName ? USER_NAMES_ONLY : undefined),
    };
  },
  render: ({ users, page, pages, total, incomplete }) => ({
    summary: (total === 0
      ? incomplete === USER_NAMES_ONLY
        ? "No user name has that; without search all are listed."
        : "No user has that in a user name or full name; addresses are as a rule not told. Without search all are listed."
      : `${users.length} of ${total} ${total === 1 ? "user" : "users"}, page ${page} of ${pages}` +
        (page < pages ? `; page=${page + 1} continues.` : ".")) +
      renderIncomplete(incomplete) + (users.some(({ id }) =>
          isStandIn(id)
        )
        ? STAND_INS
        : ""),
    quoted: renderUsers(users),
  }),
});
