/** A call, and texts that its answer must hold to show that it did what it is for. */
export interface InspectorCall {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly shows: readonly string[];
  /** Whether the answer must be an error. */
  readonly isRefused?: true;
  /** Whether it changes a ticket without an intent, which the server points out when it ends. */
  readonly leavesWork?: true;
}

/** Things of the helpdesk that calls need the ids of. */
export interface SampleIds {
  /** "Label printer in the warehouse prints Letter instead of A4", whose follow-up has a file. */
  readonly printerTicket: number;
  /** The file: the log of the spooler, a text. */
  readonly printerLog: number;
  /** An image. */
  readonly readerPhoto: number;
}

const PRINTER = "Label printer in the warehouse prints Letter instead of A4";

/** A call of each tool by its name; each is made on a helpdesk as it is at the start. */
export function toolCalls(ids: SampleIds): ReadonlyMap<string, InspectorCall> {
  return new Map<string, InspectorCall>([
    ["list_tickets", {
      arguments: { status: "Open,Reopened", queue_id: 1, priority: "1,2", sort: "title" },
      shows: [PRINTER, "Radio link to the test field is unreliable"],
    }],
    ["get_ticket", {
      arguments: { ticket_id: ids.printerTicket },
      shows: [PRINTER, "Priority: 2. High", "spooler-log.txt"],
    }],
    ["get_attachment", {
      arguments: { attachment_id: ids.printerLog },
      // The demo's account is an agent, whom the helpdesk does not let read files.
      shows: [`attachment ${ids.printerLog}`, "agent account"],
      isRefused: true,
    }],
    ["create_ticket", {
      arguments: {
        queue: 2,
        title: "Label printer needs a bigger table",
        description: "The paper falls off",
        submitter_email: "warehouse@example.com",
        priority: 4,
        due_date: "2031-03-30",
      },
      shows: ["Label printer needs a bigger table", "Facilities & Workplace", "2031-03-30"],
      leavesWork: true,
    }],
    ["add_followup", {
      arguments: {
        ticket_id: ids.printerTicket,
        comment: "The driver was set to Letter",
        public: true,
        new_status: 3,
        time_spent: "0:20",
      },
      shows: ["The driver was set to Letter", "Resolved", "warehouse@example.com"],
      leavesWork: true,
    }],
    ["update_ticket", {
      arguments: { ticket_id: ids.printerTicket, priority: 1, assigned_to: 5 },
      shows: ["1. Critical", "network"],
      leavesWork: true,
    }],
    ["update_tickets", {
      arguments: { ticket_ids: [ids.printerTicket], due_date: "2031-03-30" },
      shows: [PRINTER, "updated"],
      leavesWork: true,
    }],
    ["edit_followup", {
      arguments: { followup_id: 1, comment: "Written by somebody else" },
      shows: ["is not known to be this account's own"],
      isRefused: true,
    }],
    ...[
      ["search_knowledge", { query: "paper size" }] as const,
      ["get_article", { article_id: 3 }] as const,
      ["canned_replies", {}] as const,
    ].map(([name, input]): [string, InspectorCall] => [name, {
      arguments: input,
      // Web pages are closed to that agent as well.
      shows: ["use its API only"],
      isRefused: true,
    }]),
    ["get_queues", { arguments: {}, shows: ["Customer Orders", "Duplicate", "5. Very Low"] }],
    ["get_users", { arguments: {}, shows: ["staff", "network", "facilities"] }],
    ["get_agent_session_info", { arguments: {}, shows: ["Branch: agent-", "Intent: none set"] }],
    ["set_agent_intent", {
      arguments: { intent: "Sort out the label printer" },
      shows: ["Branch: agent-", "Intent: Sort out the label printer"],
    }],
    ["finish_agent_session", {
      arguments: { intent: "Sort out the label printer" },
      shows: ["The agent session is finished", "Intent: Sort out the label printer"],
    }],
  ]);
}

/** Every resource by its address, with texts that it holds. */
export const resourceTexts: ReadonlyMap<string, readonly string[]> = new Map([
  ["helpdesk://queues", ["1 IT Support", "4 Lab Equipment – 実験室"]],
  ["helpdesk://statuses", ["1 Open", "5 Duplicate"]],
]);

/** An address of every template, with texts that are found there. */
export function templateTexts(
  ids: SampleIds,
): ReadonlyMap<string, { readonly uri: string; readonly shows: readonly string[] }> {
  const uri = `helpdesk://ticket/${ids.printerTicket}`;
  return new Map([["helpdesk://ticket/{id}", { uri, shows: [PRINTER, "spooler-log.txt"] }]]);
}

/** Every prompt by its name. */
export function promptCalls(ids: SampleIds): ReadonlyMap<string, InspectorCall> {
  const { printerTicket } = ids;
  return new Map([
    ["triage_queue", {
      arguments: { queue: "IT Support", assigned_to: "staff" },
      shows: ["Triage queue 1", PRINTER],
    }],
    ["draft_answer", {
      arguments: { ticket_id: printerTicket, tone: "brief" },
      shows: [`ticket ${printerTicket}`, "Tone: brief", PRINTER],
    }],
    ["report_session", {
      arguments: { audience: "reviewers" },
      shows: ["It is for: reviewers", "No changes by this program"],
    }],
  ]);
}
