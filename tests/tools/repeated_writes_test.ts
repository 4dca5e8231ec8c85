import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { SAMPLE_ACCOUNTS } from "../../lib/demo/samples/sample_accounts.ts";
import { helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";

const TICKET = {
  queue: 1,
  title: "Printer on fire",
  description: "It burns.\n\nStill.",
  submitter_email: "submitter@example.com",
};
const FOLLOW_UP = { ticket_id: 20, comment: "Use {{ the }} other one.", time_spent: "30" };

/** A write whose answer is lost although the helpdesk carried it out. */
async function lose(
  site: TestHelpdesk,
  caller: ToolCaller,
  tool: "create_ticket" | "add_followup",
  input: Record<string, unknown>,
): Promise<void> {
  const pathContains = tool === "create_ticket" ? "api/tickets/" : "api/followups/";
  await site.failNext({ kind: "lost_answer", method: "POST", pathContains });
  assert.match(await caller.fail(tool, input), /outcome is unknown/);
}

const posts = (site: TestHelpdesk) => requestLines(site, isWrite);

for (const account of ["staff", "agent"] as const) {
  helpdeskTest(
    `a repeated create_ticket of ${account} answers with what arrived`,
    {},
    async (site) => {
      const caller = await freshCaller(site, account);
      await lose(site, caller, "create_ticket", TICKET);
      const result = await caller.call("create_ticket", TICKET);
      const receipt = result.structuredContent;
      assert.equal(receipt?.["earlier"], true);
      assert.deepEqual(receipt?.["differences"], []);
      assert.match(textOf(result), /An earlier try.*had arrived: no second one was sent/);
      assert.equal((await posts(site)).length, 1);
      const stored = await site.ticket(Number(receipt?.["ticket_id"]));
      assert.equal(stored?.description, TICKET.description);
      const { entries } = caller.helpdesk.session.ledger;
      assert.deepEqual(entries.map(({ outcome }) => outcome), ["done"]);

      const another = await caller.succeed("create_ticket", TICKET);
      assert.equal(another.earlier, undefined);
      assert.notEqual(another.ticket_id, receipt?.["ticket_id"]);
      assert.equal((await posts(site)).length, 2);
    },
  );

  helpdeskTest(
    `create_ticket of ${account} finds what a failure left behind`,
    {},
    async (site) => {
      const caller = await freshCaller(site, account);
      await site.failNext({ kind: "error_after", method: "POST", pathContains: "api/tickets/" });
      const receipt = await caller.succeed("create_ticket", TICKET);
      assert.equal(receipt.earlier, undefined);
      assert.deepEqual(receipt.differences, []);
      assert.match(
        receipt.notices.join("\n"),
        /the ticket was found saved there: do not repeat it/,
      );
      assert.equal((await posts(site)).length, 1);
      const stored = await site.ticket(receipt.ticket_id);
      assert.equal(stored?.description, TICKET.description);
      const { entries } = caller.helpdesk.session.ledger;
      assert.deepEqual(entries.map(({ outcome }) => outcome), ["done"]);
    },
  );

  helpdeskTest(
    `a repeated add_followup of ${account} answers with what arrived`,
    {},
    async (site) => {
      const caller = await freshCaller(site, account);
      const before = (await site.followups(FOLLOW_UP.ticket_id)).length;
      const titled = { ...FOLLOW_UP, title: "Seen on site" };
      await lose(site, caller, "add_followup", titled);
      const receipt = await caller.succeed("add_followup", titled);
      assert.equal(receipt.earlier, true);
      assert.deepEqual(receipt.differences, []);
      const followUps = await site.followups(FOLLOW_UP.ticket_id);
      assert.equal(followUps.length, before + 1);
      assert.equal(followUps.at(-1)?.id, receipt.followup_id);
      assert.equal(followUps.at(-1)?.title, "Seen on site");

      const another = await caller.succeed("add_followup", titled);
      assert.equal(another.earlier, undefined);
      assert.equal((await site.followups(FOLLOW_UP.ticket_id)).length, before + 2);
    },
  );

  helpdeskTest(`other arguments of ${account} are another write`, {}, async (site) => {
    const caller = await freshCaller(site, account);
    await lose(site, caller, "add_followup", FOLLOW_UP);
    const other = await caller.succeed("add_followup", { ...FOLLOW_UP, public: false });
    assert.equal(other.earlier, undefined);
    await lose(site, caller, "create_ticket", TICKET);
    const ticket = await caller.succeed("create_ticket", { ...TICKET, queue: 2 });
    assert.equal(ticket.earlier, undefined);
    assert.equal((await posts(site)).length, 4);
  });

  helpdeskTest(
    `what ${account} wrote before the lost try is not taken for it`,
    {},
    async (site) => {
      const caller = await freshCaller(site, account);
      const first = await caller.succeed("create_ticket", TICKET);
      const followUp = await caller.succeed("add_followup", FOLLOW_UP);
      await lose(site, caller, "create_ticket", TICKET);
      await lose(site, caller, "add_followup", FOLLOW_UP);
      const ticket = await caller.succeed("create_ticket", TICKET);
      assert.equal(ticket.earlier, true);
      assert.ok(ticket.ticket_id > first.ticket_id);
      const answer = await caller.succeed("add_followup", FOLLOW_UP);
      assert.equal(answer.earlier, true);
      assert.ok(answer.followup_id > followUp.followup_id);
    },
  );

  helpdeskTest(
    `a repetition of ${account} sends nothing while nobody can look`,
    {},
    async (site) => {
      const caller = await freshCaller(site, account);
      await lose(site, caller, "create_ticket", TICKET);
      await lose(site, caller, "add_followup", FOLLOW_UP);
      const failing = { kind: "status", status: 500, method: "GET", times: 20 } as const;
      await site.failNext({ ...failing, pathContains: "ticket" });
      for (
        const [tool, input] of [["create_ticket", TICKET], ["add_followup", FOLLOW_UP]] as const
      ) {
        const message = await caller.fail(tool, input);
        assert.match(
          message,
          /^Nothing was sent: the outcome of an earlier .* is unknown, and looking/,
        );
        assert.match(message, /status 500/);
      }
      assert.equal((await posts(site)).length, 2);
      await site.clearFaults();
      assert.equal((await caller.succeed("create_ticket", TICKET)).earlier, true);
      assert.equal((await caller.succeed("add_followup", FOLLOW_UP)).earlier, true);
      assert.equal((await posts(site)).length, 2);
    },
  );
}

helpdeskTest("what other arguments wrote since is not taken for the lost try", {}, async (site) => {
  const caller = await freshCaller(site, "staff");
  await lose(site, caller, "create_ticket", TICKET);
  await lose(site, caller, "add_followup", FOLLOW_UP);
  const urgent = await caller.succeed("create_ticket", { ...TICKET, priority: 1 });
  const titled = await caller.succeed("add_followup", { ...FOLLOW_UP, title: "Seen" });
  const ticket = await caller.succeed("create_ticket", TICKET);
  const followUp = await caller.succeed("add_followup", FOLLOW_UP);
  assert.deepEqual([ticket.earlier, followUp.earlier], [true, true]);
  assert.ok(ticket.ticket_id < urgent.ticket_id);
  assert.ok(followUp.followup_id < titled.followup_id);
});

helpdeskTest("what was seen before the lost try is not taken for it", {}, async (site) => {
  await site.reset();
  const other = await callerOf(site, "staff").succeed("create_ticket", TICKET);
  await callerOf(site, "staff").succeed("add_followup", FOLLOW_UP);
  // Too short to wait until the lost ones must have arrived.
  const caller = callerOf(site, "staff", { HELPDESK_TIMEOUT: "5" });
  for (const ticket_id of [other.ticket_id, FOLLOW_UP.ticket_id]) {
    await caller.succeed("get_ticket", { ticket_id });
  }
  for (const [tool, input] of [["create_ticket", TICKET], ["add_followup", FOLLOW_UP]] as const) {
    await site.failNext({ kind: "error_before", method: "POST", pathContains: "api/" });
    await caller.fail(tool, input);
    assert.match(await caller.fail(tool, input), /is not on the helpdesk yet and may still arrive/);
  }
});

helpdeskTest("two calls at once with a lost answer write once", {}, async (site) => {
  const caller = await freshCaller(site, "staff");
  await site.failNext({ kind: "lost_answer", method: "POST", pathContains: "api/tickets/" });
  const [first, second] = await Promise.all([
    caller.call("create_ticket", TICKET),
    caller.call("create_ticket", TICKET),
  ]);
  assert.equal(first.isError, true);
  assert.equal(second.structuredContent?.["earlier"], true);
  assert.equal((await posts(site)).length, 1);
});

helpdeskTest(
  "a call that the client gave up is not doubled by its repetition",
  {},
  async (site) => {
    const caller = await freshCaller(site, "staff");
    await site.failNext({
      ...{
        kind: "delay_answer",
        milliseconds: 1_000,
        method: "POST",
        pathContains: "api/tickets/",
      },
    });
    const controller = new AbortController();
    const first = caller.call("create_ticket", TICKET, controller.signal);
    while ((await posts(site)).length === 0) await new Promise((next) => setTimeout(next, 5));
    controller.abort();
    assert.equal((await first).isError, true);
    assert.equal((await caller.succeed("create_ticket", TICKET)).earlier, true);
    assert.equal((await posts(site)).length, 1);
  },
);

helpdeskTest("what may be older is left to the caller", {}, async (site) => {
  await site.reset();
  // A helpdesk that tells no dates, as F does in lists.
  const dateless: TestHelpdesk = Object.assign(Object.create(site), {
    async fetch(request: Request) {
      const response = await site.fetch(request);
      if (!response.headers.get("content-type")?.includes("json")) return response;
      const text = (await response.text()).replaceAll(
        /"(date|created)": ?"[^"]*"/g,
        '"$1":"1 minute ago"',
      );
      const headers = new Headers(response.headers);
      headers.delete("content-length");
      return new Response(text, { status: response.status, headers });
    },
  });
  const other = await callerOf(dateless, "staff").succeed("create_ticket", TICKET);
  const sooner = await callerOf(dateless, "staff").succeed("add_followup", FOLLOW_UP);
  const caller = callerOf(dateless, "staff");
  await caller.succeed("get_ticket", { ticket_id: 3 });
  await site.failNext({ kind: "error_before", method: "POST", pathContains: "api/tickets/" });
  assert.match(await caller.fail("create_ticket", TICKET), /outcome is unknown/);
  const message = await caller.fail("create_ticket", TICKET);
  assert.match(
    message,
    new RegExp(`^Nothing was sent.*ticket ${other.ticket_id} holds the same texts`),
  );
  assert.match(message, /get_ticket shows it .*call create_ticket again: it will be sent$/);
  await site.failNext({ kind: "error_before", method: "POST", pathContains: "api/followups/" });
  await caller.fail("add_followup", FOLLOW_UP);
  assert.match(
    await caller.fail("add_followup", FOLLOW_UP),
    new RegExp(
      `^Nothing was sent.*follow-up ${sooner.followup_id} of ticket 20 holds the same text`,
    ),
  );
  await site.resetRequests();
  const receipt = await caller.succeed("create_ticket", TICKET);
  assert.equal(receipt.earlier, undefined);
  assert.ok(receipt.ticket_id > other.ticket_id);
  assert.equal((await posts(site)).length, 1);
});

helpdeskTest("what others wrote is not taken for the lost try", {}, async (site) => {
  await site.reset();
  const other = await callerOf(site, "staff").succeed("create_ticket", TICKET);
  const sooner = await callerOf(site, "staff").succeed("add_followup", FOLLOW_UP);
  await site.commitMain();
  const caller = callerOf(site, "agent");
  await caller.succeed("get_ticket", { ticket_id: 3 });
  for (const [tool, input] of [["create_ticket", TICKET], ["add_followup", FOLLOW_UP]] as const) {
    await site.failNext({ kind: "lost_request", method: "POST", pathContains: "api/" });
    assert.match(await caller.fail(tool, input), /outcome is unknown/);
  }
  const [ticket, followUp] = await Promise.all([
    caller.succeed("create_ticket", TICKET),
    caller.succeed("add_followup", FOLLOW_UP),
  ]);
  assert.ok(ticket.ticket_id > other.ticket_id);
  assert.ok(followUp.followup_id > sooner.followup_id);
  for (const { earlier, notices } of [ticket, followUp]) {
    assert.equal(earlier, undefined);
    assert.match(
      notices[0],
      /whose outcome was unknown, was not found on the helpdesk, so it was sent/,
    );
  }
});

helpdeskTest(
  "another follow-up with the same comment is not taken for the lost one",
  {},
  async (site) => {
    const caller = await freshCaller(site, "staff");
    const ticket_id = 21;
    const status = (await site.ticket(ticket_id))?.status === 4 ? 1 : 4;
    const done = { ticket_id, comment: "Done", public: false };
    const first = await caller.succeed("add_followup", done);
    await site.failNext({ kind: "lost_answer", method: "POST", pathContains: "api/followups/" });
    const closing = { ...done, new_status: status, title: "Closed" };
    assert.match(await caller.fail("add_followup", closing), /outcome is unknown/);
    const second = await caller.succeed("add_followup", closing);
    assert.equal(second.earlier, true);
    assert.ok(second.followup_id > first.followup_id);
    assert.equal((await site.ticket(ticket_id))?.status, status);
    const titles = (await site.followups(ticket_id)).slice(-2).map(({ title }) => title);
    assert.deepEqual(titles, ["Comment", "Closed"]);
  },
);

for (const [minutes, isOlder] of [[-3, true], [1, false]] as const) {
  const age = isOlder ? "older" : "younger";
  Deno.test(`a ticket that is ${age} than the lost try is told apart by its date`, async () => {
    let offset = minutes * 60_000;
    const helpdesk = createEmbeddedHelpdesk({ now: () => new Date(Date.now() + offset) });
    const site: TestHelpdesk = Object.assign(helpdesk, { users: SAMPLE_ACCOUNTS });
    const other = await callerOf(site, "staff").succeed("create_ticket", TICKET);
    offset = 0;
    const caller = callerOf(site, "staff");
    await site.failNext({ kind: "lost_request", method: "POST", pathContains: "api/tickets/" });
    await caller.fail("create_ticket", TICKET);
    const receipt = await caller.succeed("create_ticket", TICKET);
    assert.equal(receipt.earlier, isOlder ? undefined : true);
    assert.equal(receipt.ticket_id === other.ticket_id, !isOlder);
  });
}

Deno.test("a repetition in another agent session names the branch of the lost try", async () => {
  const clock = FakeTimers.install({ now: Date.now(), toFake: ["Date"] });
  try {
    const helpdesk = createEmbeddedHelpdesk();
    const site: TestHelpdesk = Object.assign(helpdesk, { users: SAMPLE_ACCOUNTS });
    const caller = callerOf(site, "agent");
    const { branch_name } = await caller.succeed("get_agent_session_info");
    await site.failNext({ kind: "error_before", method: "POST", pathContains: "api/tickets/" });
    await caller.fail("create_ticket", TICKET);
    await site.expireSessions();
    clock.setSystemTime(Date.now() + 11_000);
    const { notices } = await caller.succeed("create_ticket", TICKET);
    assert.match(notices.join("\n"), new RegExp(`It went to branch ${branch_name}, which is not`));
  } finally {
    clock.uninstall();
  }
});

helpdeskTest("new_status is told as the ticket has it", {}, async (site) => {
  const caller = await freshCaller(site, "staff");
  const status = (await site.ticket(FOLLOW_UP.ticket_id))?.status;
  await caller.succeed("add_followup", FOLLOW_UP);
  // Without a status there is none to read.
  assert.equal((await requestLines(site)).length, 1);
  const same = await caller.succeed("add_followup", { ...FOLLOW_UP, new_status: status });
  assert.deepEqual(same.differences, []);
  assert.deepEqual(same.notices, [`Ticket ${FOLLOW_UP.ticket_id} already had the asked status.`]);

  const asked = status === 4 ? 1 : 4;
  const body = { id: 999, ticket: FOLLOW_UP.ticket_id, comment: FOLLOW_UP.comment, public: true };
  await site.failNext({
    ...{ kind: "status", method: "POST", pathContains: "api/followups/", status: 201 },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, time_spent: "00:30:00" }),
  });
  const ignored = await caller.succeed("add_followup", { ...FOLLOW_UP, new_status: asked });
  assert.deepEqual(ignored.differences, ["new_status"]);
  assert.equal(ignored.notices, undefined);

  const failing = { kind: "status", status: 500, method: "GET", times: 20 } as const;
  await site.failNext({ ...failing, pathContains: `api/tickets/${FOLLOW_UP.ticket_id}/` });
  const now = (await site.ticket(FOLLOW_UP.ticket_id))?.status;
  const unread = await caller.succeed("add_followup", { ...FOLLOW_UP, new_status: now });
  assert.deepEqual(unread.differences, ["new_status"]);
  assert.match(
    unread.notices[0],
    /was saved, but whether ticket 20 has the asked status could not/,
  );
});
