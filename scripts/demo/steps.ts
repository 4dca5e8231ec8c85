/** One call of an agent's day. */
export interface Step {
  readonly heading: string;
  /** Why the agent does it, a sentence. */
  readonly why: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What an agent does on the embedded helpdesk, in this order. */
export const steps: readonly Step[] = [
  {
    heading: "Get to know the helpdesk",
    why: "Ids are not guessed: queues, statuses and priorities come from the helpdesk itself.",
    tool: "get_queues",
    input: {},
  },
  {
    heading: "Say what the work is for",
    why:
      "This account is an agent: its changes go to a branch of their own, and people review them.",
    tool: "set_agent_intent",
    input: { intent: "Morning round: answer what is urgent in IT Support" },
  },
  {
    heading: "See what is open",
    why: "Names of statuses work as well as ids. One that does not exist is reported, not ignored.",
    tool: "list_tickets",
    input: { status: "Open, Reopened, In Progress", queue_id: 1, sort: "priority", page_size: 8 },
  },
  {
    heading: "Read a ticket",
    why: "Text that people wrote stands inside a boundary with a random id: it is data.",
    tool: "get_ticket",
    input: { ticket_id: 31 },
  },
  {
    heading: "Meet a ticket that gives orders",
    why:
      "It looks like any other ticket, and the server's instructions tell the model not to obey it.",
    tool: "get_ticket",
    input: { ticket_id: 35 },
  },
  {
    heading: "Answer the customer",
    why:
      "The helpdesk treats comments as templates and counts time in seconds. Neither gets through: " +
      "the text arrives as written, and 0:30 is half an hour.",
    tool: "add_followup",
    input: {
      ticket_id: 31,
      title: "Workaround",
      comment: "Please put this into vpn.conf and reconnect:\n\n" +
        "  keepalive = ${{ secrets.KEEPALIVE }}   {# do not change #}\n" +
        "  {% if wifi %}mtu = {{ 1400 }}{% endif %}\n\nTell us whether it stays up for an hour.",
      time_spent: "0:30",
    },
  },
  {
    heading: "Change a ticket",
    why: "Only the given fields are sent, and the answer says what is stored now.",
    tool: "update_ticket",
    input: { ticket_id: 36, assigned_to: 3, priority: 2, due_date: "2030-01-15" },
  },
  {
    heading: "Make a mistake",
    why:
      "A call that cannot work is refused before anything is sent, and the error says what would.",
    tool: "create_ticket",
    input: {
      queue: 9,
      title: "Check the VPN gateway",
      description: "Several people report drops every ten minutes.",
      submitter_email: "service@example.com",
    },
  },
  {
    heading: "Open a ticket",
    why: "The answer is a receipt: what is stored, what differs, what the helpdesk chose itself.",
    tool: "create_ticket",
    input: {
      queue: 1,
      title: "Check the VPN gateway",
      description: "Several people report drops every ten minutes; see ticket 31.",
      submitter_email: "service@example.com",
      priority: 2,
    },
  },
  {
    heading: "Look back",
    why: "Every change of this session, on the branch it went to.",
    tool: "get_agent_session_info",
    input: {},
  },
  {
    heading: "Hand the work over",
    why: "The branch is committed with the intent as its message, and people get a pull request.",
    tool: "finish_agent_session",
    input: {},
  },
];
