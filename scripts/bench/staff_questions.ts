import { parseOptionsPage } from "../../lib/helpdesk/answers/options_page.ts";
import type { Site } from "../../site/site.ts";
import { listedIds, queueIds, shownTicket, tableIds } from "./answers.ts";
import type { BenchClient } from "./client.ts";
import { PAGE_SIZE, type Question } from "./question.ts";

const SEARCH = "device 42";

/** What the bench asks as a staff account, whose lists come from the database. */
export async function staffQuestions(site: Site, client: BenchClient): Promise<Question[]> {
  const queue = site.fixture.queues[0]?.id ?? NaN;
  const open = { status: "Open", queue_id: queue };
  // The ticket to read is one of a list, from which its status is known.
  const [ticket = NaN] = listedIds(await client.program.succeed("list_tickets", open));
  return [
    {
      name: "open tickets of one queue",
      kind: "list",
      tool: "list_tickets",
      input: open,
      raw: table({ filtering: { queue__id__in: [queue], status__in: [1] } }),
      toolIds: listedIds,
      rawIds: tableIds,
      naive: { kind: "every_page" },
    },
    {
      name: "page 3 of all",
      kind: "list",
      tool: "list_tickets",
      input: { page: 3 },
      raw: table({}, 2 * PAGE_SIZE),
      toolIds: listedIds,
      rawIds: tableIds,
      naive: { kind: "pages_from_end", offset: 2 * PAGE_SIZE, limit: PAGE_SIZE },
    },
    {
      name: "search",
      kind: "search",
      tool: "list_tickets",
      input: { search: SEARCH },
      raw: table({ search_string: SEARCH }),
      toolIds: listedIds,
      rawIds: tableIds,
      naive: { kind: "every_page" },
    },
    {
      name: "one ticket after a list",
      kind: "ticket",
      tool: "get_ticket",
      input: { ticket_id: ticket },
      raw: { path: `api/tickets/${ticket}/?status=1` },
      toolIds: shownTicket,
      rawIds: (body) => shownTicket(JSON.parse(body)),
      naive: { kind: "ticket", id: ticket },
    },
    {
      name: "queues",
      kind: "queues",
      tool: "get_queues",
      input: {},
      raw: { method: "OPTIONS", path: "api/tickets/", accept: "text/html" },
      toolIds: queueIds,
      rawIds: (body) => (parseOptionsPage(body).selects.get("queue") ?? []).map(({ id }) => id),
      naive: { kind: "every_page" },
      withoutCatalogue: true,
    },
  ];
}

/** A request to the staff list endpoint, newest ticket first. */
function table(
  query: { filtering?: Record<string, readonly number[]>; search_string?: string },
  start = 0,
) {
  const newest = { filtering: {}, sorting: "id", sortreverse: true, search_string: "", ...query };
  const segment = encodeURIComponent(btoa(JSON.stringify({ ...newest, filtering_null: {} })));
  return { path: `datatables_ticket_list/${segment}?start=${start}&length=${PAGE_SIZE}` };
}
