import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { createToolCaller } from "../tool_caller.ts";
import { callerOf } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

realHelpdeskTest(
  "a prefix for the language is named, and works in HELPDESK_BASE_URL",
  { languagePrefix: true, agents: false },
  async (site) => {
    const message = await callerOf(site, "staff").fail("list_tickets");
    const whole = `${site.baseUrl}en/`;
    assert.ok(message.includes("to /en/api/tickets/, which was not followed"), message);
    assert.ok(message.endsWith(`Set HELPDESK_BASE_URL to ${whole}`), message);
    await assertDoctorSays(site, { api: ["failed", /Set HELPDESK_BASE_URL to http:\S+\/en\/$/] });
    await assertDoctorSays(site, {}, { HELPDESK_BASE_URL: whole });
    const caller = callerOf(site, "staff", { HELPDESK_BASE_URL: whole });
    assert.equal((await caller.succeed("list_tickets")).total, site.fixture.ticketCount);
    const update = { ticket_id: 20, title: "Lamp" };
    assert.deepEqual((await caller.succeed("update_ticket", update)).differences, []);
  },
);

realHelpdeskTest(
  "attachments are read through a proxy that hands on another Host",
  {},
  async (site) => {
    const proxy = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async (request) => {
        const { pathname, search } = new URL(request.url);
        const { method } = request;
        const body = request.body === null ? undefined : await request.blob();
        const headers = new Headers(request.headers);
        headers.delete("host");
        const address = new URL(`${pathname}${search}`, site.baseUrl);
        return await fetch(address, { method, headers, body, redirect: "manual" });
      },
    );
    try {
      const baseUrl = `http://127.0.0.1:${proxy.addr.port}/`;
      const caller = createToolCaller({ ...settingsOf(site, "staff"), HELPDESK_BASE_URL: baseUrl });
      const ticket = { ticket_id: site.fixture.tickets.textAttachment };
      const { followups } = await caller.succeed("get_ticket", ticket);
      const [attachment] = followups.flatMap((followUp: { attachments: { id: number }[] }) =>
        followUp.attachments
      );
      const read = await caller.succeed("get_attachment", { attachment_id: attachment.id });
      assert.match(JSON.stringify(read), /Feeder: jammed/);
      const own = new RegExp(
        `takes itself for ${new URL(site.baseUrl).origin}: its proxy hands on`,
      );
      await assertDoctorSays(site, { own_address: ["limited", own] }, {
        HELPDESK_BASE_URL: baseUrl,
      });
    } finally {
      await proxy.shutdown();
    }
  },
);

realHelpdeskTest(
  "queues that an account may not use are not among those it is told",
  { agents: false, settings: { HELPDESK_ENABLE_PER_QUEUE_STAFF_PERMISSION: true } },
  async (site) => {
    const limited = ["limited", /lists lack: .*rights on single queues/] as const;
    await assertDoctorSays(site, { ids: limited, browsable_page: ["passed", /lists 1 queues/] });
    const caller = callerOf(site, "staff");
    const { queues } = await caller.succeed("get_queues");
    // The one that takes tickets from everybody: django-helpdesk offers it to all accounts.
    const [everybodys] = site.fixture.queues;
    assert.deepEqual(queues, [{ id: everybodys?.id, name: everybodys?.title }]);
    const ticket = { title: "x", description: "x", submitter_email: "a@example.com" };
    const refused = await caller.fail("create_ticket", { ...ticket, queue: 2 });
    assert.match(refused, /There is no queue 2; get_queues lists 1 "General Support"$/);
    const { ticket_id, differences } = await caller.succeed("create_ticket", {
      ...ticket,
      queue: 1,
    });
    assert.deepEqual(differences, []);
    assert.match(await caller.fail("get_ticket", { ticket_id }), /or this account may not see it/);
  },
);

realHelpdeskTest(
  "queues that an account may not use are marked where an older API lists them",
  {
    release: "2.3.3",
    agents: false,
    settings: { HELPDESK_ENABLE_PER_QUEUE_STAFF_PERMISSION: true },
  },
  async (site) => {
    const { queues, closed } = await callerOf(site, "staff").succeed("get_queues");
    assert.deepEqual([queues.length, closed.toSorted()], [3, [2, 3]]);
    assert.equal((await callerOf(site, "admin").succeed("get_queues")).closed, undefined);
  },
);
