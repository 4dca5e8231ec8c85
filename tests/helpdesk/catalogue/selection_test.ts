import assert from "node:assert/strict";
import { selectChoices } from "../../../lib/helpdesk/catalogue/selection.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { withCall } from "../fake_session.ts";
import { browsablePage } from "../answers/options_page_html.ts";
import { keeperOf } from "./fake_keeper.ts";

const PAGE = browsablePage({
  statuses: [
    ...[[1, "Open"], [6, "In Progress"], [7, "Waiting for customer"], [8, "ERLEDIGT"]] as const,
    ...[[9, "Waiting, third party, abroad"], [10, "Waiting"], [11, "On hold - parts"]] as const,
    ...[[12, "Twice"], [13, "twice"]] as const,
  ],
  priorities: [[1, "1. Critical"], [-1, "Hoch"], [10, "20"], [20, "Low"]],
});

const select = (list: "statuses" | "priorities", text: string) =>
  withCall((call) => selectChoices(list, text, keeperOf(PAGE).keeper, call));

type Case = [text: string, known: readonly number[], unknown?: readonly string[]];
const SELECTIONS: Record<"statuses" | "priorities", readonly Case[]> = {
  statuses: [
    ["Open", [1]],
    ["open", [1]],
    [" 6 , OPEN,,", [6, 1]],
    ["In Progress", [6]],
    ["in_progress", [6]],
    ["in-progress", [6]],
    ["IN   PROGRESS", [6]],
    ["erledigt", [8]],
    ["1,Open,1", [1]],
    ["Open,Someday,99", [1], ["Someday", "99"]],
    ["waiting for customer", [7]],
    ["Ｏｐｅｎ", [1]],
    ["waiting, third party, abroad", [9]],
    ["Open, waiting, third party, abroad, Waiting", [1, 9, 10]],
    ["Waiting, third party", [10], ["third party"]],
    ["on hold - parts", [11]],
    ["Twice", [12, 13]],
  ],
  priorities: [
    ["1,-1", [1, -1]],
    ["critical, hoch", [1, -1]],
    ["1. Critical", [1]],
    ["20", [20]],
    ["3,Low", [20], ["3"]],
  ],
};

for (const list of ["statuses", "priorities"] as const) {
  for (const [text, known, unknown = []] of SELECTIONS[list]) {
    Deno.test(`selectChoices() finds the ${list} ${known.join(", ")} in "${text}"`, async () => {
      const selection = await select(list, text);
      assert.deepEqual(selection.known.map(({ id }) => id), known);
      assert.deepEqual(selection.unknown, unknown);
    });
  }
}

for (const text of ["Someday", "Open Progress", "99", "01", ",", " "]) {
  Deno.test(`selectChoices() refuses "${text}", naming the statuses there are`, async () => {
    const { message } = await expectFailure("invalid", select("statuses", text));
    const says = `status ${
      JSON.stringify(text.trim())
    } names no status of this helpdesk; get_queues`;
    assert.ok(message.startsWith(`${says} lists 1 "Open", 6 "In Progress"`), message);
  });
}

Deno.test("selectChoices() takes a thousand names in no time", async () => {
  const started = performance.now();
  await expectFailure("invalid", select("statuses", "x,".repeat(1_000)));
  assert.ok(performance.now() - started < 1_000);
});
