import assert from "node:assert/strict";
import * as z from "zod";
import type { Call } from "../../lib/helpdesk/calls/call.ts";
import type { Helpdesk } from "../../lib/helpdesk/helpdesk.ts";
import { defineTool } from "../../lib/tools/tool.ts";
import { startWork } from "../helpdesk/embedded_account.ts";

const ALLOWED = 1;
const FORBIDDEN = 2;

type Work = (helpdesk: Helpdesk, call: Call, ticket: number) => Promise<unknown>;

/** A tool that knows nothing of HELPDESK_QUEUES. */
function forgetfulTool(work: Work, ticket: number) {
  return defineTool({
    name: "forgetful",
    title: "Forgetful",
    description: "Does what it likes",
    effect: "update",
    input: z.object({}),
    output: z.object({ seen: z.string() }),
    run: async (_input, { helpdesk, call }) => ({
      seen: JSON.stringify(await work(helpdesk, call, ticket)),
    }),
    render: ({ seen }) => ({ summary: seen }),
  });
}

const NEW_TICKET = {
  ...{ queue: FORBIDDEN, title: "New", description: "New", priority: 3 },
  submitterEmail: "someone@example.com",
};
const newestOf = async ({ listing, catalogue }: Helpdesk, call: Call, queue?: number) =>
  await listing.list(
    { ...queue && { queue }, sort: "id", descending: true, offset: 0, limit: 100 },
    await catalogue.get(call),
    call,
  );
const noPermission = () => Promise.resolve();

/** What a tool may do with a ticket of another queue without asking whether it may. */
const REFUSED: Readonly<Record<string, Work>> = {
  "read a ticket": ({ tickets }, call, ticket) => tickets.get(ticket, call),
  "change a ticket": ({ tickets }, call, ticket) => tickets.update(ticket, { priority: 1 }, call),
  "open a ticket": ({ tickets }, call) => tickets.create(NEW_TICKET, call),
  "open a ticket once": async ({ writes, catalogue }, call) =>
    await writes.openTicket(NEW_TICKET, {}, await catalogue.get(call), call),
  "answer a ticket": async ({ writes, catalogue }, call, ticket) =>
    await writes.addFollowUp(
      { ticket, comment: "Forgotten", public: false },
      {},
      { permit: noPermission, check: () => {} },
      await catalogue.get(call),
      call,
    ),
  "list another queue": (helpdesk, call) => newestOf(helpdesk, call, FORBIDDEN),
};

for (const account of ["staff", "agent"] as const) {
  for (const [what, work] of Object.entries(REFUSED)) {
    Deno.test(`a tool that forgets HELPDESK_QUEUES cannot ${what}, as ${account}`, async () => {
      const started = startWork(account, {}, { HELPDESK_QUEUES: String(ALLOWED) });
      const ticket = await ticketIn(FORBIDDEN, started.embedded);
      const tool = forgetfulTool(work, ticket);
      await assert.rejects(
        started.run((helpdesk, call) => tool.call({}, { helpdesk, call })),
        /queue that HELPDESK_QUEUES does not allow/,
      );
      const changed = (await started.asked(/^(?:POST|PATCH|PUT|DELETE) .*\/api\//))
        .filter((line) => !line.includes("intent"));
      assert.deepEqual(changed, []);
    });
  }

  Deno.test(`a tool that forgets HELPDESK_QUEUES sees no other queue in lists, as ${account}`, async () => {
    const started = startWork(account, {}, { HELPDESK_QUEUES: String(ALLOWED) });
    const tool = forgetfulTool(async (helpdesk, call) => {
      const { tickets } = await newestOf(helpdesk, call);
      const { queues } = await helpdesk.catalogue.get(call);
      return { listed: tickets.map(({ queue }) => queue?.id), queues: queues.map(({ id }) => id) };
    }, 0);
    const { structured } = await started.run((helpdesk, call) => tool.call({}, { helpdesk, call }));
    const { listed, queues } = JSON.parse(String(structured["seen"]));
    assert.deepEqual([...new Set(listed)], [ALLOWED]);
    assert.deepEqual(queues, [ALLOWED]);
  });
}

async function ticketIn(
  queue: number,
  embedded: ReturnType<typeof startWork>["embedded"],
): Promise<number> {
  for (let id = 1; id <= embedded.fixture.ticketCount; id++) {
    if ((await embedded.ticket(id))?.queue === queue) return id;
  }
  return assert.fail(`No ticket is in queue ${queue}`);
}
