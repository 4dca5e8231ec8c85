import assert from "node:assert/strict";
import type { JsonSchema } from "../../lib/tools/arguments/arguments.ts";
import { tools } from "../../lib/tools/registry.ts";
import type { ToolEffect } from "../../lib/tools/tool.ts";

/** What the tools are called, what they do and take; it is what clients rely on. */
const EXPECTED: Record<string, { effect: ToolEffect; required: string[]; optional: string[] }> = {
  list_tickets: {
    effect: "read",
    required: [],
    optional: ["status", "queue_id", "assigned_to", "page", "page_size"],
  },
  get_ticket: { effect: "read", required: ["ticket_id"], optional: [] },
  get_attachment: { effect: "read", required: ["attachment_id"], optional: ["offset"] },
  create_ticket: {
    effect: "create",
    required: ["queue", "title", "description", "submitter_email"],
    optional: ["priority", "assigned_to", "due_date"],
  },
  add_followup: {
    effect: "create",
    required: ["ticket_id", "comment"],
    optional: ["title", "public", "new_status", "time_spent", "attachments"],
  },
  update_ticket: {
    effect: "update",
    required: ["ticket_id"],
    optional: ["title", "description", "status", "priority", "assigned_to", "due_date"],
  },
  update_tickets: {
    effect: "update",
    required: ["ticket_ids"],
    optional: ["title", "description", "status", "priority", "assigned_to", "due_date"],
  },
  edit_followup: {
    effect: "update",
    required: ["followup_id"],
    optional: ["comment", "title", "public"],
  },
  search_knowledge: { effect: "read", required: ["query"], optional: ["limit"] },
  get_article: { effect: "read", required: ["article_id"], optional: [] },
  canned_replies: { effect: "read", required: [], optional: ["search", "ticket_id"] },
  get_queues: { effect: "read", required: [], optional: [] },
  get_users: { effect: "read", required: [], optional: ["page"] },
  get_agent_session_info: { effect: "read", required: [], optional: [] },
  set_agent_intent: { effect: "session", required: ["intent"], optional: [] },
  finish_agent_session: { effect: "session", required: [], optional: ["intent"] },
};

type Limits = Record<string, unknown>;

/** Types, limits and defaults that are promised, by tool and parameter. */
const LIMITS: Record<string, Record<string, Limits>> = {
  list_tickets: {
    status: { type: "string" },
    queue_id: { type: "integer" },
    assigned_to: { type: "integer" },
    page: { type: "integer", minimum: 1, default: 1 },
    page_size: { type: "integer", minimum: 1, maximum: 25, default: 25 },
  },
  get_ticket: { ticket_id: { type: "integer" } },
  get_attachment: {
    attachment_id: { type: "integer" },
    offset: { type: "integer", minimum: 0, default: 0 },
  },
  create_ticket: {
    queue: { type: "integer" },
    priority: { type: "integer", minimum: undefined, maximum: undefined, default: undefined },
    assigned_to: { type: "integer" },
    due_date: { type: "string" },
  },
  add_followup: {
    public: { type: "boolean", default: true },
    new_status: { type: "integer" },
    time_spent: { type: "string" },
    attachments: { type: "array", maxItems: 10 },
  },
  update_ticket: {
    status: { type: "integer" },
    priority: { type: "integer", minimum: undefined, maximum: undefined },
    assigned_to: { type: "integer", minimum: 0 },
  },
  get_users: { page: { type: "integer", minimum: 1, default: 1 } },
  set_agent_intent: { intent: { type: "string", minLength: 1, maxLength: 512 } },
  finish_agent_session: { intent: { type: "string", minLength: 1, maxLength: 512 } },
};

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
  const expected = EXPECTED[name];
  const schemas = [inputSchema, outputSchema];

  Deno.test(`${name} requires its parameters and has the optional ones`, () => {
    assert.deepEqual(inputSchema.required ?? [], expected?.required);
    const names = Object.keys(inputSchema.properties);
    const promised = [...expected?.required ?? [], ...expected?.optional ?? []];
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
    assert.equal(tool.effect, expected?.effect);
    assert.equal(tool.hints.readOnlyHint, expected?.effect === "read");
    assert.equal(tool.hints.destructiveHint, expected?.effect === "update");
    assert.equal(tool.hints.openWorldHint, true);
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
        const { pattern = "" } = part;
        assert.ok(
          typeof pattern === "string" && pattern.length <= 60,
          `${place} has a long pattern`,
        );
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
    assert.equal(isTold, !["get_attachment", "get_ticket"].includes(name));
    assert.ok(!("notices" in outputSchema.properties));
    for (const [place, part] of partsOf(outputSchema, name)) {
      if (place.endsWith(".properties")) continue;
      assert.ok(!("additionalProperties" in part), place);
      assert.ok(!("required" in part), place);
    }
  });
}
