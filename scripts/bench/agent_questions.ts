import type { Site } from "../../site/site.ts";
import { countOf, listedIds, newestRows } from "./answers.ts";
import type { BenchClient } from "./client.ts";
import { evenPageSize, smallestLastPage } from "./page_plan.ts";
import { PAGE_SIZE, type Question } from "./question.ts";

/** Rows in one request when nobody can know how far back the asked ones reach. */
const LARGE_PAGE = 500;

/**
 * What the bench asks as an agent account that may use `api/` alone. Each list can be answered by one
 * request, for the last page of a size that fits; to choose the size one must know the count, which is
 * asked here and not measured.
 */
export async function agentQuestions(site: Site, client: BenchClient): Promise<Question[]> {
  const queue = site.fixture.queues[0]?.id ?? NaN;
  const all = countOf(await client.raw({ path: "api/tickets/?page_size=1" }));
  const open = countOf(await client.raw({ path: "api/tickets/?page_size=1&status=1" }));
  const offset = 2 * PAGE_SIZE;
  // One row more tells that there is a next page.
  const allSize = smallestLastPage(all, offset + PAGE_SIZE + 1);
  const openSize = evenPageSize(open, LARGE_PAGE);
  return [
    {
      name: "open tickets of one queue",
      kind: "list",
      tool: "list_tickets",
      input: { status: "Open", queue_id: queue },
      raw: { path: `api/tickets/?status=1&page_size=${openSize}&page=last` },
      toolIds: listedIds,
      rawIds: (body) =>
        newestRows(body)
          .filter((row) => row.queue === queue && row.status === 1)
          .slice(0, PAGE_SIZE)
          .map(({ id }) => id),
      naive: { kind: "every_page" },
    },
    {
      name: "page 3 of all",
      kind: "list",
      tool: "list_tickets",
      input: { page: 3 },
      raw: { path: `api/tickets/?page_size=${allSize}&page=last` },
      toolIds: listedIds,
      rawIds: (body) => newestRows(body).slice(offset, offset + PAGE_SIZE).map(({ id }) => id),
      naive: { kind: "pages_from_end", offset, limit: PAGE_SIZE },
    },
  ];
}
