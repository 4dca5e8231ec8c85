import assert from "node:assert/strict";
import { isLine } from "../../lib/tools/arguments/fields.ts";
import { tools } from "../../lib/tools/registry.ts";
import { settingsFor } from "../e2e/silent_helpdesk.ts";
import { createToolCaller } from "../tool_caller.ts";

const CHANGES = {
  ...{ title: "Printer", description: "It smokes.", status: 1, status_name: "1", priority: 3 },
  ...{ assigned_to: 2, assignee: "2", due_date: "2026-12-31", queue: 2 },
  ...{ submitter_email: "office@example.com", on_hold: true, resolution: "Cleaned." },
  custom_fields: '{"room": "B-7"}',
};

/** Arguments of which every one is right. */
const RIGHT: Readonly<Record<string, Record<string, unknown>>> = {
  list_tickets: {
    ...{ status: "Open", queue_id: 1, queue_name: "1", assigned_to: 2, assignee: "2", page: 1 },
    ...{ page_size: 5, search: "printer", priority: "1,2", unassigned: false, mine: false },
    ...{ created_after: "2026-01-01", created_before: "2026-12-31", updated_after: "2026-01-01" },
    ...{ due_after: "2026-01-01", due_before: "2026-12-31", overdue: false, submitter: "office" },
    ...{ count_by: "status", sort: "id", descending: true },
  },
  get_ticket: { ticket_id: 1, followups: 5, before: 7, quoted: true, followup_id: 7, offset: 0 },
  get_attachment: { attachment_id: 1, offset: 5 },
  create_ticket: {
    ...{ queue: 1, title: "Printer", description: "It smokes.", priority: 3, assigned_to: 2 },
    ...{ submitter_email: "office@example.com", assignee: "2", due_date: "2026-12-31" },
    ...{ custom_fields: '{"room": "B-7"}', attachment: { filename: "note.txt", text: "Hello" } },
  },
  add_followup: {
    ...{ ticket_id: 1, comment: "Looked at it.", title: "Note", public: false, new_status: 3 },
    ...{ status_name: "3", time_spent: "30", on_merged: false },
    attachments: [{ filename: "note.txt", content_base64: "SGVsbG8=" }],
  },
  update_ticket: { ticket_id: 1, ...CHANGES },
  update_tickets: { ticket_ids: [1, 2], ...CHANGES },
  edit_followup: { followup_id: 1, comment: "Looked at it.", title: "Note", public: false },
  search_knowledge: { query: "printer", limit: 3 },
  get_article: { article_id: 1 },
  canned_replies: { search: "printer", ticket_id: 1 },
  get_queues: {},
  get_users: { page: 1, search: "net" },
  get_agent_session_info: {},
  set_agent_intent: { intent: "Look at it" },
  finish_agent_session: { intent: "Look at it" },
};

const LARGE = "x".repeat(10_000_000);
const NO_INTEGER: readonly unknown[] = [
  ...[-1, 1.5, Infinity, NaN, 2 ** 60, 1e300, "1/../../admin", "..", "1?x", "1#x", "%2e%2e"],
  ...["1e3", "0x10", "１", "", "9".repeat(40), LARGE, true, [1], { id: 1 }],
];
/** What ids must not be besides; other numbers have ranges of their own. */
const NO_ID: readonly unknown[] = [...NO_INTEGER, 0, "0", "-0"];
const NO_TEXT: readonly unknown[] = [true, ["text"], { text: "text" }, LARGE, "half \ud800 of it"];
const NO_LINE = [...NO_TEXT, "two\r\nlines", "two\nlines", "NUL\0", "\x1b[31m", "\x85"];

const FILE = { filename: "note.txt", content_base64: "SGVsbG8=" };
const NO_FILES: readonly unknown[] = [
  ...["note.txt", 1, true, FILE, LARGE],
  ...[[FILE, 1], [null], ["note.txt"], [[]], [{}], [{ content_base64: "SGVsbG8=" }]],
  ...[[{ ...FILE, content_base64: 1 }], [{ ...FILE, filename: 1 }], Array(11).fill(FILE)],
  [{ ...FILE, content_base64: ["SGVsbG8="] }],
];
const NO_FILE: readonly unknown[] = [
  ...["note.txt", 1, true, [1], [[]], LARGE],
  ...[{}, { content_base64: "SGVsbG8=" }, { ...FILE, filename: 1 }, { ...FILE, more: 1 }],
];
const NO_CUSTOM_FIELDS: readonly unknown[] = [
  ...["room", 1, true, LARGE, [], {}, "{}", "[1]"],
  ...[[1], [null], ["room"], [{}], [{ name: "room" }], [{ value: "x" }]],
  ...[[{ name: 1, value: "x" }], { room: ["x"] }, { "": "x" }],
];

/** Values that a field must refuse. */
function wrongFor(tool: string, field: string, type: string | undefined): readonly unknown[] {
  if (type === "integer") {
    // Which names and numbers these have is known to the helpdesk alone.
    const isNamed = (value: unknown) => typeof value === "string" && isLine(value) && value !== "";
    if (["priority", "status", "new_status"].includes(field)) {
      return NO_INTEGER.filter((value) => value !== -1 && !isNamed(value));
    }
    if (["queue", "queue_id", "assigned_to"].includes(field)) {
      return NO_INTEGER.filter((value) => !isNamed(value));
    }
    return ["followups", "offset", "attachment_id"].includes(field) ? NO_INTEGER : NO_ID;
  }
  if (field === "custom_fields") return NO_CUSTOM_FIELDS;
  if (type === "object") return NO_FILE;
  if (field === "ticket_ids") {
    const many = Array.from({ length: 51 }, (_, place) => place + 1);
    return [true, LARGE, [], [0], [true], [[1]], {}, many];
  }
  if (type === "array") return NO_FILES;
  if (type === "boolean") return ["yes", 1, 0, "", [], {}, LARGE];
  // It may be empty, which clears it.
  if (field === "resolution") return [...NO_TEXT, "NUL\0"];
  const isLong = ["description", "comment", "intent"].includes(field);
  const isList = tool === "list_tickets" && ["status", "priority"].includes(field);
  if (isList) return NO_LINE.filter((value) => !Array.isArray(value));
  return isLong ? [...NO_TEXT, "NUL\0", " \n "] : NO_LINE;
}

/** The program with a network that counts. */
function countingCaller() {
  let requests = 0;
  const caller = createToolCaller(settingsFor("http://127.0.0.1:1/"), () => {
    requests++;
    return Promise.resolve(new Response("Not here", { status: 404 }));
  });
  return { caller, requests: () => requests };
}

for (const { name, inputSchema } of tools) {
  const right = RIGHT[name] ?? {};
  const required = inputSchema.required ?? [];

  Deno.test(`${name}: RIGHT has every argument, and is right`, async () => {
    assert.deepEqual(new Set(Object.keys(right)), new Set(Object.keys(inputSchema.properties)));
    const { caller, requests } = countingCaller();
    await caller.fail(name, right);
    assert.equal(requests() > 0, true, "Nothing was sent although the arguments are right");
  });

  for (const field of Object.keys(inputSchema.properties)) {
    Deno.test(`${name} refuses values that are no ${field}, and sends nothing`, async () => {
      const { caller, requests } = countingCaller();
      for (const wrong of wrongFor(name, field, inputSchema.properties[field]?.type)) {
        const shown = JSON.stringify(wrong)?.slice(0, 60);
        const message = await caller.fail(name, { ...right, [field]: wrong });
        assert.match(message, new RegExp(`\\b${field}\\b`), `${shown}: ${message}`);
        assert(message.length < 1_000, `${shown}: ${message.length} characters`);
        assert.equal(requests(), 0, `${shown} was sent`);
      }
    });
  }

  for (const field of required) {
    Deno.test(`${name} says that ${field} is missing, and sends nothing`, async () => {
      const { caller, requests } = countingCaller();
      const { [field]: _, ...others } = right;
      for (const input of [others, { ...others, [field]: null }]) {
        assert.match(await caller.fail(name, input), new RegExp(`\\b${field} is missing`));
      }
      assert.equal(requests(), 0);
    });
  }

  Deno.test(`${name} refuses unknown arguments by name, and sends nothing`, async () => {
    const { caller, requests } = countingCaller();
    const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"];
    for (const unknown of [...inherited, "url", "password", "x".repeat(1_000_000), ""]) {
      // A computed name makes an own property, "__proto__" too.
      const message = await caller.fail(name, { ...right, [unknown]: 1 });
      assert(message.includes(`"${unknown.slice(0, 20)}`), message);
      assert.match(message, /is not an argument of/);
      assert(message.length < 1_000);
    }
    assert.equal(requests(), 0);
  });

  Deno.test(`${name} refuses arguments that are no object`, async () => {
    const { caller, requests } = countingCaller();
    for (const wrong of [[], [1], "text", 7, true]) {
      const message = await caller.fail(name, wrong as unknown as Record<string, unknown>);
      assert.match(message, new RegExp(`arguments of ${name} must be an object`));
    }
    assert.equal(requests(), 0);
  });
}
