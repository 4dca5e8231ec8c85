import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import type { FollowUp, Ticket } from "../../../lib/demo/state/model.ts";
import { sameContent } from "../../../lib/demo/state/same_content.ts";
import { sampleContent } from "../../../lib/demo/samples/sample_content.ts";
import { readSettings } from "../../../lib/demo/state/settings.ts";
import { Store } from "../../../lib/demo/state/store.ts";
import { RawAgent } from "../raw_agent.ts";

function sampleStore(): Store {
  return Store.of(sampleContent(readSettings({})));
}

function ticket(store: Store, id = 1): Ticket {
  const found = store.tickets.get(id);
  assert.ok(found);
  return found;
}

function firstFollowUp(store: Store): FollowUp {
  const [found] = store.followUps();
  assert.ok(found);
  return found;
}

const CHANGES: Record<string, (store: Store) => void> = {
  "a field": (store) => ticket(store).title = "Changed",
  "a date": (store) => ticket(store).modified = new Date(0),
  "a custom value": (store) => ticket(store).customValues.set("room", "Changed"),
  "a follow-up": (store) => firstFollowUp(store).comment = "Changed",
  "an attachment": (store) =>
    firstFollowUp(store).attachments.push({
      ...{ id: store.nextId("attachment"), filename: "a.txt", mimeType: "text/plain" },
      ...{ content: new Uint8Array(1), path: "a.txt" },
    }),
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
    assert.equal(copy.nextId(table), first + 1);
    assert.equal(store.clone().nextId(table), first + 2);
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
  const helpdesk = createEmbeddedHelpdesk();
  const headers = { authorization: `Token ${helpdesk.token}`, "content-type": "application/json" };
  const rename = (title: string) =>
    helpdesk.fetch(
      new Request(`${helpdesk.baseUrl}api/tickets/1/`, {
        method: "PATCH",
        headers,
        body: JSON.stringify({ title }),
      }),
    );
  assert.equal((await rename("Committed")).status, 200);
  await helpdesk.failNext({ kind: "delay", milliseconds: 20 });
  const pending = rename("Later");
  await helpdesk.commitMain();
  assert.equal((await pending).status, 200);
  assert.equal((await helpdesk.ticket(1, "main"))?.title, "Later");
  const name = await (await RawAgent.logIn(helpdesk)).branch();
  assert.equal((await helpdesk.ticket(1, name))?.title, "Committed");
});
