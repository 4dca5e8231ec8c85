import assert from "node:assert/strict";
import fc from "fast-check";
import * as z from "zod";
import { HelpdeskError } from "../../../lib/errors.ts";
import { ticketIds } from "../../../lib/tools/arguments/argument_roles.ts";
import { jsonSchemaOf, readArguments } from "../../../lib/tools/arguments/arguments.ts";

const INPUT = z.object({
  ticket_id: z.int().min(1).describe("Ticket id"),
  title: z.string().min(2).optional().describe("Title"),
  public: z.boolean().default(true).describe("Whether it is public"),
});
const LISTS = z.object({ count: z.int().optional(), files: z.array(z.string()).optional() });
const LISTS_SCHEMA = jsonSchemaOf(LISTS, "input");
const SCHEMA = jsonSchemaOf(INPUT, "input");

const read = (raw: unknown) => readArguments("update_it", INPUT, SCHEMA, raw).values;

function refusal(raw: unknown): string {
  let message = "";
  assert.throws(() => read(raw), (error) => {
    assert.ok(error instanceof HelpdeskError);
    assert.equal(error.kind, "invalid");
    message = error.message;
    return true;
  });
  return message;
}

Deno.test("jsonSchemaOf() of an input requires what has no default, and describes everything", () => {
  assert.deepEqual(SCHEMA, {
    type: "object",
    properties: {
      ticket_id: { type: "integer", description: "Ticket id" },
      title: { type: "string", minLength: 2, description: "Title" },
      public: { type: "boolean", default: true, description: "Whether it is public" },
    },
    required: ["ticket_id"],
  });
});

Deno.test("jsonSchemaOf() of an output requires nothing, allows more, and tells its first level alone", () => {
  const output = z.object({ tickets: z.array(z.object({ id: z.int() })) });
  assert.deepEqual(jsonSchemaOf(output, "output"), {
    type: "object",
    properties: { tickets: { type: "array" } },
  });
});

Deno.test("jsonSchemaOf() tells no length that nobody reaches", () => {
  const { properties } = jsonSchemaOf(
    z.object({ long: z.string().max(200_000), short: z.string().max(512) }),
    "input",
  );
  assert.deepEqual(properties.long, { type: "string" });
  const most = jsonSchemaOf(z.object({ text: z.string().max(100_000) }), "input");
  assert.deepEqual(most.properties.text, { type: "string" });
  assert.deepEqual(properties.short, { type: "string", maxLength: 512 });
});

Deno.test("jsonSchemaOf() leaves out the limits of JavaScript's integers", () => {
  const { properties } = jsonSchemaOf(z.object({ any: z.int(), few: z.int().max(5) }), "input");
  assert.deepEqual(properties.any, { type: "integer" });
  assert.deepEqual(properties.few, { type: "integer", maximum: 5 });
});

Deno.test("readArguments() reads negative integers and lists as text", () => {
  const readLists = (raw: unknown) => readArguments("list_it", LISTS, LISTS_SCHEMA, raw).values;
  assert.deepEqual(readLists({ count: "-7", files: ' ["a"] ' }), { count: -7, files: ["a"] });
  const IDS = z.object({ ids: ticketIds(3) });
  const forms = [
    ["12", 13, "#14", 12],
    "12, #13 14",
    "[12, 13, 14]",
    '["#12", "13", 14]',
    "[12,#13;14]",
  ];
  for (const ids of [...forms, "#12\n13 and 14", ["12 #13", 14]]) {
    const { values } = readArguments("list_it", IDS, jsonSchemaOf(IDS, "input"), { ids });
    assert.deepEqual(values.ids, [12, 13, 14]);
  }
  assert.throws(() => readLists({ files: "[a" }), /files: .*expected array, received string/);
});

const TAKEN: readonly [raw: unknown, taken: unknown][] = [
  [{ ticket_id: 7 }, { ticket_id: 7, public: true }],
  [{ ticket_id: "7" }, { ticket_id: 7, public: true }],
  [{ ticket_id: " +7 " }, { ticket_id: 7, public: true }],
  [{ ticket_id: 7, public: "false" }, { ticket_id: 7, public: false }],
  [{ ticket_id: 7, public: " TRUE " }, { ticket_id: 7, public: true }],
  [{ ticket_id: 7, title: "12" }, { ticket_id: 7, title: "12", public: true }],
  [{ ticket_id: 7, title: 12 }, { ticket_id: 7, title: "12", public: true }],
  [{ ticket_id: 7, title: "[1]" }, { ticket_id: 7, title: "[1]", public: true }],
  [{ ticket_id: "9007199254740991" }, { ticket_id: Number.MAX_SAFE_INTEGER, public: true }],
  [{ ticket_id: 7, title: "true" }, { ticket_id: 7, title: "true", public: true }],
  [{ ticket_id: 7, title: null, public: null }, { ticket_id: 7, public: true }],
];

for (const [raw, taken] of TAKEN) {
  Deno.test(`readArguments() reads ${JSON.stringify(raw)}`, () => {
    assert.deepEqual(read(raw), taken);
  });
}

const REFUSED: readonly [raw: unknown, words: RegExp][] = [
  [{}, /^update_it was not called: ticket_id is missing \(Ticket id, from list_tickets\)$/],
  [undefined, /ticket_id is missing/],
  [null, /ticket_id is missing/],
  [{ ticket_id: null }, /ticket_id is missing/],
  [{ ticket_id: "seven" }, /ticket_id: .* received string \(Ticket id, from list_tickets\)$/],
  [{ ticket_id: "" }, /ticket_id: /],
  [{ ticket_id: "7.5" }, /ticket_id: /],
  [{ ticket_id: "1e2" }, /ticket_id: /],
  [{ ticket_id: "0x10" }, /ticket_id: /],
  [{ ticket_id: "9".repeat(17) }, /ticket_id: /],
  [{ ticket_id: "9".repeat(16) }, /ticket_id: /],
  [{ ticket_id: 7.5 }, /ticket_id: /],
  [{ ticket_id: 0 }, /ticket_id: /],
  [{ ticket_id: [7] }, /ticket_id: /],
  [{ ticket_id: 7, public: "yes" }, /public: /],
  [{ ticket_id: 7, public: 1 }, /public: /],
  [{ ticket_id: 7, title: ["12"] }, /title: /],
  [
    { ticket_id: 7, id: 7 },
    /^[^:]+: "id" is not an argument of update_it, which takes ticket_id, title, public \(did you mean ticket_id\?\)$/,
  ],
  [JSON.parse('{"ticket_id": 7, "__proto__": {"title": "xx"}}'), /"__proto__" is not an argument/],
  [{ ticket_id: 7, constructor: 1 }, /"constructor" is not an argument/],
  [
    { ticket_id: 7, ticketTitle: "x" },
    /"ticketTitle" is not an argument .* \(did you mean title\?\)$/,
  ],
  ["7", /^The arguments of update_it must be an object; it takes ticket_id, title, public$/],
  [[7], /must be an object/],
  [7, /must be an object/],
];

for (const [raw, words] of REFUSED) {
  Deno.test(`readArguments() refuses ${JSON.stringify(raw)?.slice(0, 60)}`, () => {
    assert.match(refusal(raw), words);
  });
}

Deno.test("readArguments() names every argument that does not fit, at once", () => {
  const message = refusal({ ticket_id: "x", title: "a", public: "maybe", more: 1, other: 2 });
  const named = message.replace("update_it was not called: ", "").split("; ")
    .map((problem) => /^"?(\w+)/.exec(problem)?.[1]);
  assert.deepEqual(named, ["more", "other", "ticket_id", "title", "public"]);
});

Deno.test("readArguments() bounds and cleans the names that it quotes", () => {
  const message = refusal({ ticket_id: 7, [`a\u202e\n${"x".repeat(500)}`]: 1 });
  assert.match(message, /"a x+…" is not an argument/);
  assert.ok(message.length < 200);
});

Deno.test("readArguments() says of a tool without arguments that it takes none", () => {
  const input = z.object({});
  const readNothing = (raw: unknown) =>
    readArguments("list", input, jsonSchemaOf(input, "input"), raw).values;
  assert.deepEqual(readNothing(undefined), {});
  assert.throws(
    () => readNothing({ page: 1 }),
    /"page" is not an argument of list, which takes no arg/,
  );
});

Deno.test("readArguments() takes any JSON or refuses it with a message", () => {
  fc.assert(fc.property(fc.jsonValue(), (raw) => {
    try {
      assert.ok(Number.isInteger(read(raw).ticket_id));
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
    }
  }));
});
