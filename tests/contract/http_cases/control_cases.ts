import assert from "node:assert/strict";
import { type HttpCase, test } from "../http_case.ts";

/** What tests can provoke and see, so that those which use it may run on either kind. */
export const CONTROL_CASES: readonly HttpCase[] = [
  test.asStaff("requests are recorded with their account and in their order", async ({ client, control, baseUrl }) => {
    const mount = new URL(baseUrl).pathname;
    await control.resetRequests();
    await client.get("api/tickets/1/?status=%31");
    await client.post("api/tickets/", { title: "x" });
    const { requests, peak } = await control.requests();
    assert.equal(peak, 1);
    const rows = requests.map(({ method, path, query, username }) =>
      `${username} ${method} ${path} ${query}`
    );
    const first = `staff GET ${mount}api/tickets/1/ status=%31`;
    assert.deepEqual(rows, [first, `staff POST ${mount}api/tickets/ `]);
    assert.equal(requests[1]?.status, 400);
    assert.equal(requests[1]?.json, '{"title":"x"}');
    assert.equal(requests[0]?.json, null);
    assert.ok(requests[1]?.headers["x-csrftoken"]);
    assert.deepEqual(requests.map(({ started, ended }) => [started, ended]), [[1, 2], [3, 4]]);
  }).on(["plain", "mounted"]),
  test.asStaff("an ordered fault hits the next request that matches, before or after the work", async ({ client, control }) => {
    const { id } = await client.createTicket();
    const path = `api/tickets/${id}/`;
    await control.failNext({ kind: "error_before", method: "PATCH", pathContains: path });
    assert.equal((await client.get(path)).status, 200);
    const failed = await client.patch(path, { title: "One" });
    assert.equal(failed.status, 500);
    assert.match(failed.headers.get("content-type") ?? "", /^text\/html/);
    await control.failNext({ kind: "error_after", method: "PATCH", skip: 1 });
    assert.equal((await client.patch(path, { title: "Two" })).status, 200);
    assert.equal((await client.patch(path, { title: "Three" })).status, 500);
    assert.equal((await client.readTicket(id)).title, "Three");
    const headers = { "retry-after": "1" };
    const status = { kind: "status", status: 503, headers, body: "x" } as const;
    await control.failNext({ ...status, times: 2 });
    for (let count = 0; count < 2; count++) {
      const { status, text, headers } = await client.get(path);
      assert.deepEqual([status, text, headers.get("retry-after")], [503, "x", "1"]);
    }
    assert.equal((await client.get(path)).status, 200);
    await control.failNext(status);
    await control.clearFaults();
    assert.equal((await client.get(path)).status, 200);
  }),
  test.asStaff("a lost request does nothing and a lost answer everything; both fail like a network", async ({ client, control }) => {
    const { id } = await client.createTicket();
    const path = `api/tickets/${id}/`;
    await control.resetRequests();
    await control.failNext({ kind: "lost_request", method: "PATCH" });
    await assert.rejects(client.patch(path, { title: "Lost" }), TypeError);
    await control.failNext({ kind: "lost_answer", method: "PATCH" });
    await assert.rejects(client.patch(path, { priority: 1 }), TypeError);
    const { requests } = await control.requests();
    const seen = requests.map(({ method, status }) => [method, status]);
    assert.deepEqual(seen, [["PATCH", null], ["PATCH", null]]);
    const { title, priority } = await client.readTicket(id);
    assert.deepEqual([title, priority], ["Contract", 1]);
  }),
  test.asStaff("delays overlap, and the log counts how many requests were under way", async ({ client, control }) => {
    await control.resetRequests();
    await control.failNext({ kind: "delay", milliseconds: 100, times: 3 });
    await Promise.all([1, 2, 3].map((id) => client.get(`api/tickets/${id}/`)));
    assert.equal((await control.requests()).peak, 3);
    await control.failNext({ kind: "delay_answer", milliseconds: 10 });
    assert.equal((await client.get("api/tickets/1/")).status, 200);
  }),
  test.asStaff("many tickets and accounts can be made at once", async ({ client, control }) => {
    const { firstId, lastId } = await control.createTickets(30, { followUpsEach: 1 });
    assert.equal(lastId - firstId, 29);
    const ticket = await client.readTicket(lastId);
    assert.equal(ticket.followup_set.length, 1);
    assert.match(ticket.title, /^Bulk ticket/);
    assert.equal((await control.followups(firstId, "main")).length, 1);
    const username = `many-${crypto.randomUUID()}`;
    const [id] = await control.createUsers([{ username, staff: true }]);
    const changed = await client.patch(`api/tickets/${lastId}/`, { assigned_to: id });
    assert.equal(changed.json().assigned_to, id);
  }),
];
