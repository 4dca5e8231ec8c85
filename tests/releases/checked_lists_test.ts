import assert from "node:assert/strict";
import { type HelpdeskOptions, helpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf } from "../tools/site_caller.ts";
import { countCases } from "./cases/count_cases.ts";
import { listingCases } from "./cases/listing_cases.ts";
import { runCases } from "./run_cases.ts";

type Ignores = NonNullable<HelpdeskOptions["listIgnores"]>;

/** What a list passes over, what it is asked then, and what it is found not to apply. */
const LISTS: readonly (readonly [Ignores, asked: Record<string, unknown>, named: string])[] = [
  [["filtering"], { status: "Open", queue_id: 2 }, "status and queue_id"],
  [["filtering"], { priority: "1" }, "priority"],
  [["filtering"], { unassigned: true }, "unassigned"],
  [["filtering"], { mine: true }, "assigned_to"],
  ...["priority", "status", "queue", "title"].map((sort) =>
    [["sorting", "order"], { sort }, `sort "${sort}"`] as const
  ),
  [
    ["filtering", "filtering_null", "sorting", "order"],
    { status: "Open", sort: "priority" },
    'status and sort "priority"',
  ],
  [["search_string"], { search: "keyboard" }, "search"],
];

for (const ignores of new Set(LISTS.map(([ignores]) => ignores.join()))) {
  const listIgnores = ignores.split(",") as unknown as Ignores;
  helpdeskTest(
    `a list that passes over ${ignores} is not believed`,
    { listIgnores },
    async (site) => {
      for (const [, asked, named] of LISTS.filter(([own]) => own.join() === ignores)) {
        const { warnings } = await callerOf(site, "staff").succeed("list_tickets", asked);
        const warning =
          `This helpdesk's own list was not used, because it did not apply ${named}: `;
        assert.ok(warnings.join().includes(warning), warnings.join());
      }
      const found = await runCases(site, [...listingCases, ...countCases]);
      const wrong = Object.entries(found).filter(([, outcome]) => typeof outcome !== "string");
      assert.deepEqual(wrong, []);
    },
  );
}
