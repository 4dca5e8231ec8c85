import { SAMPLE_KNOWLEDGE } from "../../../lib/demo/samples/sample_knowledge.ts";
import type { KnowledgeContent } from "../../../lib/demo/state/knowledge.ts";
import type { TestHelpdesk } from "../../helpdesk_test_case.ts";
import type { ToolCaller } from "../../tool_caller.ts";

/** How tickets of the sample were resolved, for helpdesks that hold other tickets: title, text, comment. */
const RESOLVED = [
  [
    "Oscilloscope does not boot",
    "Stops at the logo. Serial 12-4471.",
    "Firmware written again from the service menu, boots and passes the self test.",
  ],
  [
    "Coffee machine on floor two leaks",
    "A puddle under it every morning.",
    "Seal replaced, watched it for a day.",
  ],
  [
    "Password expired while on leave",
    "I came back today and cannot log in anywhere. My manager is copied.",
    "Reset at the desk after checking your badge. Please choose a new one at the first login.",
  ],
];

/** The sample's knowledge for the queues that a helpdesk has. */
export function sampleKnowledgeFor(helpdesk: TestHelpdesk): KnowledgeContent {
  const known = new Set(helpdesk.fixture.queues.map(({ id }) => id));
  return {
    categories: SAMPLE_KNOWLEDGE.categories.map((category) => ({
      ...category,
      queue: known.has(category.queue ?? 0) ? category.queue : null,
    })),
    replies: SAMPLE_KNOWLEDGE.replies.map((reply) => ({
      ...reply,
      queues: reply.queues.filter((id) => known.has(id)),
    })),
  };
}

/** Gives any helpdesk the sample's knowledge, and tickets that were resolved like the sample's. */
export async function fillKnowledge(helpdesk: TestHelpdesk, caller: ToolCaller): Promise<void> {
  await helpdesk.fillKnowledge(sampleKnowledgeFor(helpdesk));
  for (const [title, description, comment] of RESOLVED) {
    const { ticket_id } = await caller.succeed("create_ticket", {
      ...{ queue: 1, title, description, submitter_email: "lab1@example.com" },
    });
    await caller.succeed("add_followup", { ticket_id, comment, new_status: 3 });
  }
}
