import assert from "node:assert/strict";
import { asAgent, asStaff } from "../../contract/http_case.ts";
import { embeddedHelpdesk } from "../../contract/helpdesk_under_test.ts";
import type { FollowUp, Ticket } from "../../../lib/demo/state/model.ts";
import { sameContent } from "../../../lib/demo/state/same_content.ts";
import { sampleContent } from "../../../lib/demo/samples/sample_content.ts";
import { readSettings } from "../../../lib/demo/state/settings.ts";
import { Store } from "../../../lib/demo/state/store.ts";

const sampleStore = () => Store.of(sampleContent(readSettings({})));
const ticket = (store: Store): Ticket => store.tickets.get(1) ?? assert.fail();
const firstFollowUp = (store: Store): FollowUp => store.followUps()[0] ?? assert.fail();

const FILE = {
  filename: "a.txt",
  mimeType: "text/plain",
  content: new Uint8Array(1),
  path: "a.txt",
};
const CHANGES: Record<string, (store: Store) => void> = {
  "a field": (store) => ticket(store).title = "Changed",
  "a date": (store) => ticket(store).modified = new Date(0),
  "a custom value": (store) => ticket(store).customValues.set("room", "Changed"),
  "a follow-up": (store) => firstFollowUp(store).comment = "Changed",
  "an attachment": (store) =>
    firstFollowUp(store).attachments.push({ ...FILE, id: store.nextId("attachment") }),
  "a ticket more": (store) => store.addTicket({ ...ticket(store), id: store.nextId("ticket") }),
  "a ticket less": (store) => store.removeTicket(40),
  "a follow-up less": (store) => store.removeFollowUp(firstFollowUp(store)),
  "a moved follow-up": (store) => store.moveFollowUp(firstFollowUp(store), 40),
};

for (const [name, change] of Object.entries(CHANGES)) {
  Deno.test(`Store.clone() makes a state of its own: ${name}`, () => {
    const store = sampleStore();
    const [copy, before] = [store.clone(), store.clone()];
    assert.ok(sameContent(store, copy));
    change(copy);
    assert.ok(!sameContent(store, copy));
    assert.ok(!sameContent(copy, store));
    assert.ok(sameContent(store, before));
  });
}

Deno.test("Store.clone() goes on counting the same ids, and knows the same accounts", () => {
  const store = sampleStore();
  const copy = store.clone();
  for (const table of ["ticket", "followUp", "attachment"] as const) {
    const first = store.nextId(table);
    assert.deepEqual([copy.nextId(table), store.clone().nextId(table)], [first + 1, first + 2]);
  }
  assert.equal(copy.accounts, store.accounts);
});

Deno.test("sameContent() holds a moment for the same whatever object it is", () => {
  const store = sampleStore();
  const copy = store.clone();
  ticket(copy).modified = new Date(ticket(store).modified);
  assert.ok(sameContent(store, copy));
});

Deno.test("a request that is under way when main is committed does not change the commit", async () => {
  const helpdesk = embeddedHelpdesk({});
  const { control } = helpdesk;
  const staff = await asStaff(helpdesk);
  const rename = (title: string) => staff.patch("api/tickets/1/", { title });
  assert.equal((await rename("Committed")).status, 200);
  await control.failNext({ kind: "delay", milliseconds: 20 });
  const pending = rename("Later");
  await control.commitMain();
  assert.equal((await pending).status, 200);
  assert.equal((await control.ticket(1, "main"))?.title, "Later");
  const { branch_name } = await (await asAgent(helpdesk)).info();
  assert.equal((await control.ticket(1, branch_name))?.title, "Committed");
});
