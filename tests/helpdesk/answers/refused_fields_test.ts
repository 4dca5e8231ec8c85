import assert from "node:assert/strict";
import { remedyFor } from "../../../lib/helpdesk/answers/refused_fields.ts";
import { tools } from "../../../lib/tools/registry.ts";

const REMEDIES: readonly [body: unknown, remedy: RegExp][] = [
  [{ assigned_to: ["Invalid pk"] }, /^Correct assigned_to \(get_users lists the users\)$/],
  [{ queue: ["Invalid pk"], title: ["Too long."] }, /^Correct queue \(get_queues .*\), title$/],
  [{ submitter_email: ["Enter a valid email address."] }, /^Correct submitter_email$/],
  [{ ticket: ["Invalid pk"] }, /^Correct ticket_id \(list_tickets finds tickets\)$/],
  [{ new_status: ["Not a choice."] }, /^Correct new_status \(get_queues lists the statuses\)$/],
  [{ custom_room: ["This field is required."] }, /^Correct custom_fields$/],
  [{ custom_room: ["x"], title: ["x"] }, /^Correct title\. Correct custom_fields$/],
  ...[{ detail: "No." }, { no_custom_room: ["x"] }, { constructor: ["x"], "secret_token": ["x"] }]
    .map((body) => [body, /^$/] as [object, RegExp]),
  ...[["title"], "title", null, undefined].map((body) => [body, /^$/] as [unknown, RegExp]),
];

for (const [body, remedy] of REMEDIES) {
  Deno.test(`remedyFor() knows what fixes ${JSON.stringify(body)}`, () => {
    assert.match(remedyFor(body), remedy);
  });
}

Deno.test("remedyFor() names no argument that the writing tools do not have", () => {
  const known = new Set(tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties)));
  const fields = [
    ...["queue", "title", "description", "submitter_email", "priority", "assigned_to", "due_date"],
    ...["status", "ticket", "comment", "public", "new_status", "time_spent", "intent"],
  ];
  for (const field of fields) {
    const [, argument] = /^Correct (\w+)/.exec(remedyFor({ [field]: ["Wrong."] })) ?? [];
    assert.ok(argument !== undefined && known.has(argument), field);
  }
});
