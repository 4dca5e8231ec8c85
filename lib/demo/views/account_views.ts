import type { Exchange } from "../web/exchange.ts";
import { type Fields, readFields, textField } from "../rest/fields.ts";
import type { Ticket } from "../state/model.ts";
import { paginate } from "../rest/pagination.ts";
import { refuseUnknown, RestError } from "../rest/rest_error.ts";
import type { RestAnswer, RestCall, RestView } from "../rest/rest_view.ts";
import { userTicketJson } from "../rest/ticket_json.ts";

const OWN_TICKETS = "A list of all the tickets submitted by the current user\n\n" +
  "The view is paginated by default";

/** The tickets whose submitter has the address of the caller, newest first. */
function ownTickets({ exchange, user }: RestCall): Ticket[] {
  if (!user?.email) return [];
  return [...exchange.helpdesk.store.tickets.values()]
    .filter(({ submitterEmail }) => submitterEmail === user.email)
    .sort((a, b) => b.created.getTime() - a.created.getTime() || b.id - a.id);
}

/** `api/user_tickets/` */
export const USER_TICKET_LIST: RestView = {
  name: "User Ticket List",
  description: OWN_TICKETS,
  permission: "authenticated",
  methods: {
    GET: (call) =>
      paginate(call, ownTickets(call), (ticket) => userTicketJson(call.exchange, ticket)),
  },
};

/** `api/user_tickets/ID/` */
export const USER_TICKET_INSTANCE: RestView = {
  name: "User Ticket Instance",
  description: OWN_TICKETS,
  permission: "authenticated",
  methods: {
    GET: (call) => {
      const key = call.parameters[0] ?? "";
      const ticket = ownTickets(call).find(({ id }) => String(id) === key);
      if (ticket === undefined) throw refuseUnknown("Ticket", key);
      return { status: 200, data: userTicketJson(call.exchange, ticket) };
    },
  },
};

/** What makes an account. */
interface AccountFields {
  first_name: string;
  last_name: string;
  username: string;
  email: string;
  password: string;
}

const ACCOUNT_FIELDS: Fields<AccountFields> = {
  first_name: textField({ allowBlank: true, maxLength: 150 }),
  last_name: textField({ allowBlank: true, maxLength: 150 }),
  username: textField({ required: true, maxLength: 150 }),
  email: textField({ allowBlank: true, maxLength: 254, email: true }),
  password: textField({ required: true }),
};

/** `api/users/`: makes accounts, shows none. */
export const USER_LIST: RestView = {
  name: "Create User List",
  description: "Create a user account.",
  permission: "superuser",
  methods: { POST: createAccount },
};

async function createAccount(call: RestCall): Promise<RestAnswer> {
  const { store } = call.exchange.helpdesk;
  const values = readFields(ACCOUNT_FIELDS, await call.input(), false);
  const username = values.username ?? "";
  if (store.accounts.some((account) => account.username === username)) {
    throw new RestError(400, { username: ["A user with that username already exists."] });
  }
  const account = {
    id: store.nextId("account"),
    username,
    password: values.password ?? "",
    email: values.email ?? "",
    firstName: values.first_name ?? "",
    lastName: values.last_name ?? "",
    isStaff: false,
    isSuperuser: false,
    isAgent: false,
  };
  store.accounts.push(account);
  const { firstName, lastName, email } = account;
  return {
    status: 201,
    data: { first_name: firstName, last_name: lastName, username, email },
  };
}

/** `api/`: the addresses of the lists. */
export const API_ROOT: RestView = {
  name: "Api Root",
  description: "The default basic root view for DefaultRouter",
  permission: "anyone",
  methods: { GET: ({ exchange }) => ({ status: 200, data: addresses(exchange) }) },
};

function addresses({ helpdesk, url }: Exchange): Record<string, string> {
  const names = ["tickets", "user_tickets", "followups", "followups-attachments", "users"];
  const base = `${url.origin}${helpdesk.settings.mount}api/`;
  return Object.fromEntries(names.map((name) => [name, `${base}${name}/`]));
}
