import assert from "node:assert/strict";
import { type DescribedTool, toolReference, toolTable } from "../../scripts/docs/tool_reference.ts";

const ID = { type: "integer" };
const read: DescribedTool = {
  name: "get_thing",
  effect: "read",
  description: "One thing. See list_things for others <all>.",
  inputSchema: {
    type: "object",
    properties: {
      thing_id: { type: "integer", minimum: 1, description: "Id, from list_things" },
      parts: { type: "integer", minimum: 0, maximum: 100, default: 10, description: "a|b" },
      sort: { type: "string", enum: ["id", "title"], default: "id", description: "Order" },
    },
    required: ["thing_id"],
  },
  outputSchema: { type: "object", properties: { id: ID, due: { type: "string" } } },
};
const file = { name: { type: "string", minLength: 1, maxLength: 1000 } };
const items = { type: "object", properties: file, required: ["name"] };
const files = { type: "array", maxItems: 5, description: "Files", items };
const create: DescribedTool = {
  ...{ name: "add_files", effect: "create", description: "Adds files" },
  inputSchema: { type: "object", properties: { files } },
  outputSchema: { type: "object", properties: { stored: { type: "boolean" } } },
};
const bare: DescribedTool = {
  ...{ name: "list_things", effect: "session", description: "Lists." },
  inputSchema: { type: "object", properties: {} },
};

Deno.test("toolReference() lists the tools with effect and first sentence", () => {
  const lines = toolReference([read, create]).split("\n");
  assert.deepEqual(lines.slice(0, 4), [
    "| tool | effect | what it does |",
    "| --- | --- | --- |",
    "| [`get_thing`](#get_thing) | reads | One thing. |",
    "| [`add_files`](#add_files) | creates | Adds files |",
  ]);
});

Deno.test("toolReference() tells type, limits, default and meaning of each parameter", () => {
  const lines = toolReference([read, create]).split("\n");
  const expected = [
    "### `get_thing`",
    "_Reads._ One thing. See `list_things` for others \\<all>.",
    "| `thing_id` | integer, at least 1 | required | Id, from `list_things` |",
    "| `parts` | integer, 0 to 100 | `10` | a\\|b |",
    "| `sort` | one of `id`, `title` | `id` | Order |",
    "| `files` | list of object, at most 5 entries |  | Files |",
    "| `files[].name` | string, 1 to 1,000 characters | required |  |",
  ];
  for (const line of expected) assert(lines.includes(line), line);
});

Deno.test("toolReference() names what the answer holds", () => {
  const text = toolReference([read, create]);
  assert.match(text, /^Answers with `id`, `due`\.\n\n### `add_files`$/m);
});

Deno.test("toolReference() takes a tool without parameters or output schema", () => {
  const text = toolReference([read, bare]);
  assert.match(text, /_Agent session._ Lists\.\n\nIt takes no parameters\.$/);
});

Deno.test("toolTable() links each tool to the document that describes it", () => {
  const lines = toolTable([read], "docs/tools.md").split("\n");
  assert.equal(lines[2], "| [`get_thing`](docs/tools.md#get_thing) | reads | One thing. |");
});
