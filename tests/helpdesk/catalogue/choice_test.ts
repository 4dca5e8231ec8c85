import assert from "node:assert/strict";
import { choiceList, labelOf } from "../../../lib/helpdesk/catalogue/choice.ts";

const CHOICES = [{ id: 1, label: "Open" }, { id: 2, label: "" }, { id: 0, label: "Zero" }];

Deno.test("labelOf() finds a label by its id", () => {
  const labels = [1, 2, 0, 9, undefined].map((id) => labelOf(CHOICES, id));
  assert.deepEqual(labels, ["Open", "", "Zero", undefined, undefined]);
});

Deno.test("choiceList() lists ids with labels, and says how many it leaves out", () => {
  assert.equal(choiceList([]), "");
  assert.equal(choiceList(CHOICES), '1 "Open", 2 "", 0 "Zero"');
  assert.equal(choiceList(CHOICES, 3), '1 "Open", 2 "", 0 "Zero"');
  assert.equal(choiceList(CHOICES, 1), '1 "Open" and 2 more');
  const many = Array.from({ length: 21 }, (_, place) => ({ id: place, label: "x" }));
  assert.match(choiceList(many), /19 "x" and 1 more$/);
});
