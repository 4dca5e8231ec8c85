import assert from "node:assert/strict";
import type { JsonSchema } from "../../lib/tools/arguments/arguments.ts";
import { tools } from "../../lib/tools/registry.ts";
import type { ToolEffect } from "../../lib/tools/tool.ts";

type Promised = readonly [effect: ToolEffect, required: string, optional: string];

/** What the tools are called, what they do and take; it is what clients rely on. */
const EXPECTED: Record<string, Promised> = {
  list_tickets: ["read", "", "status queue_id assigned_to page page_size"],
  get_ticket: ["read", "ticket_id", ""],
  get_attachment: ["read", "attachment_id", "offset"],
  create_ticket: [
    "create",
    "queue title description submitter_email",
    "priority assigned_to due_date",
  ],
  add_followup: ["create", "ticket_id comment", "title public new_status time_spent attachments"],
  update_ticket: ["update", "ticket_id", "title description status priority assigned_to due_date"],
  update_tickets: [
    "update",
    "ticket_ids",
    "title description status priority assigned_to due_date",
  ],
  edit_followup: ["update", "followup_id", "comment title public"],
  search_knowledge: ["read", "query", "limit"],
  get_article: ["read", "article_id", ""],
  canned_replies: ["read", "", "search ticket_id"],
  get_queues: ["read", "", ""],
  get_users: ["read", "", "page"],
  get_agent_session_info: ["read", "", ""],
  set_agent_intent: ["session", "intent", ""],
  finish_agent_session: ["session", "", "intent"],
};

type Limits = Record<string, unknown>;

const ID = { type: "integer" };
const TEXT = { type: "string" };
const PAGE = { type: "integer", minimum: 1, default: 1 };
const INTENT = { type: "string", minLength: 1, maxLength: 512 };
const UNLIMITED = { type: "integer", minimum: undefined, maximum: undefined, default: undefined };

/** Types, limits and defaults that are promised, by tool and parameter. */
const LIMITS: Record<string, Record<string, Limits>> = {
  list_tickets: {
    ...{ status: TEXT, queue_id: ID, assigned_to: ID, page: PAGE },
    page_size: { type: "integer", minimum: 1, maximum: 25, default: 25 },
  },
  get_ticket: { ticket_id: ID },
  get_attachment: { attachment_id: ID, offset: { type: "integer", minimum: 0, default: 0 } },
  create_ticket: { queue: ID, priority: UNLIMITED, assigned_to: ID, due_date: TEXT },
  add_followup: {
    ...{ public: { type: "boolean", default: true }, new_status: ID, time_spent: TEXT },
    attachments: { type: "array", maxItems: 10 },
  },
  update_ticket: { status: ID, priority: UNLIMITED, assigned_to: { type: "integer", minimum: 0 } },
  get_users: { page: PAGE },
  set_agent_intent: { intent: INTENT },
  finish_agent_session: { intent: INTENT },
};

/** Tools whose answers clients are not told the form of. */
const UNTOLD = [
  ...["get_attachment", "get_ticket", "get_article"],
  ...["get_agent_session_info", "set_agent_intent", "finish_agent_session"],
];

/** Every schema within a schema, with its place. */
function* partsOf(schema: unknown, place: string): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(schema)) {
    for (const [index, item] of schema.entries()) yield* partsOf(item, `${place}[${index}]`);
  } else if (typeof schema === "object" && schema !== null) {
    yield [place, schema as Record<string, unknown>];
    for (const [key, item] of Object.entries(schema)) yield* partsOf(item, `${place}.${key}`);
  }
}

/** Every property of a schema, at any depth. */
function* propertiesOf(schema: JsonSchema): Generator<[string, Record<string, unknown>]> {
  for (const [place, part] of partsOf(schema, "")) {
    if (/\.properties\.[^.]+$/.test(place)) yield [place, part];
  }
}

Deno.test("tools are those that clients rely on, in their order", () => {
  assert.deepEqual(tools.map(({ name }) => name), Object.keys(EXPECTED));
});

for (const tool of tools) {
  const { name, inputSchema } = tool;
  const outputSchema = tool.outputSchema ?? { type: "object", properties: {} };
  const [effect, required = "", optional = ""] = EXPECTED[name] ?? [];
  const needed = required.split(" ").filter(Boolean);
  const schemas = [inputSchema, outputSchema];

  Deno.test(`${name} requires its parameters and has the optional ones`, () => {
    assert.deepEqual(inputSchema.required ?? [], needed);
    const names = Object.keys(inputSchema.properties);
    const promised = [...needed, ...optional.split(" ").filter(Boolean)];
    assert.deepEqual(promised.filter((parameter) => !names.includes(parameter)), []);
  });

  Deno.test(`${name} keeps the promised types, limits and defaults`, () => {
    for (const [parameter, limits] of Object.entries(LIMITS[name] ?? {})) {
      const schema: Limits = { ...inputSchema.properties[parameter] };
      for (const [keyword, value] of Object.entries(limits)) {
        assert.equal(schema[keyword], value, `${parameter}.${keyword}`);
      }
    }
  });

  Deno.test(`${name} has the hints of its effect`, () => {
    assert.equal(tool.effect, effect);
    const { readOnlyHint, destructiveHint, openWorldHint } = tool.hints;
    const hints = [readOnlyHint, destructiveHint, openWorldHint];
    assert.deepEqual(hints, [effect === "read", effect === "update", true]);
  });

  Deno.test(`${name} has flat schemas: no references, no unions, no long patterns`, () => {
    for (const schema of schemas) {
      assert.equal(schema.type, "object");
      for (const [place, part] of partsOf(schema, name)) {
        for (const keyword of ["$ref", "$defs", "anyOf", "oneOf", "allOf", "not", "$schema"]) {
          assert.ok(!(keyword in part), `${place} has ${keyword}`);
        }
        // Within `properties`, "type" and "pattern" would be names of properties.
        if (place.endsWith(".properties")) continue;
        assert.ok(!Array.isArray(part.type), `${place} has several types`);
        assert.ok(String(part.pattern ?? "").length <= 60, `${place} has a long pattern`);
      }
    }
  });

  Deno.test(`${name} describes itself and every parameter, in words`, () => {
    assert.ok(tool.title.length > 3 && tool.title.length < 60);
    assert.ok(tool.description.length > 20 && tool.description.length < 1_000);
    for (const [place, { description }] of propertiesOf(inputSchema)) {
      assert.ok(typeof description === "string" && description.length > 1, `${name}${place}`);
    }
    // What an answer's field means is said by its name, or else in words.
    for (const [place, { description = "--" }] of propertiesOf(outputSchema)) {
      assert.ok(typeof description === "string" && description.length > 1, `${name}${place}`);
    }
  });

  Deno.test(`${name} takes simple values only, files as texts, and tickets as a list`, () => {
    const simple = ["string", "integer", "boolean"];
    for (const [parameter, { type }] of Object.entries(inputSchema.properties)) {
      if (["attachments", "attachment", "ticket_ids"].includes(parameter)) continue;
      assert.ok(simple.includes(type ?? ""), parameter);
    }
    for (const [place, { type }] of propertiesOf(inputSchema)) {
      if (place.includes(".items.")) assert.equal(type, "string", place);
    }
  });

  Deno.test(`${name} lets an answer hold notices, and promises none of its fields`, () => {
    // A client that is told of one leaves out an attachment's image; that of a ticket is long, and of little use.
    const isTold = Object.keys(outputSchema.properties).length > 0;
    assert.equal(isTold, !UNTOLD.includes(name));
    assert.ok(!("notices" in outputSchema.properties));
    for (const [place, part] of partsOf(outputSchema, name)) {
      if (place.endsWith(".properties")) continue;
      assert.ok(!("additionalProperties" in part), place);
      assert.ok(!("required" in part), place);
    }
  });
}
