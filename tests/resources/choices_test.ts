import assert from "node:assert/strict";
import { converse, partsOf, readText } from "../mcp/embedded_conversation.ts";

Deno.test("helpdesk://queues lists the queues with their ids", async () => {
  await using conversation = await converse();
  const { queues } = conversation.embedded.fixture;
  const { before, inside } = partsOf(await readText(conversation.client, "helpdesk://queues"));
  assert.equal(before, "4 queues, by id.");
  assert.deepEqual(
    inside.split("\n").toSorted(),
    queues.map(({ id, title }) => `${id} ${title}`).toSorted(),
  );
});

Deno.test("helpdesk://queues says where the list may be incomplete", async () => {
  await using conversation = await converse({ helpdesk: { browsablePage: false } });
  const { before } = partsOf(await readText(conversation.client, "helpdesk://queues"));
  const says = /The list may be incomplete: the helpdesk's browsable API page is switched off/;
  assert.match(before, says);
});

for (const statuses of ["default", "custom"] as const) {
  Deno.test(`helpdesk://statuses lists the statuses of a helpdesk with ${statuses} ones`, async () => {
    await using conversation = await converse({ helpdesk: { statuses } });
    const known = conversation.embedded.fixture.statuses;
    const { before, inside } = partsOf(await readText(conversation.client, "helpdesk://statuses"));
    assert.equal(before, `${known.length} ticket statuses, by id.`);
    assert.equal(inside, known.map(({ id, name }) => `${id} ${name}`).join("\n"));
    assert.equal(known.length, statuses === "custom" ? 7 : 5);
  });
}
