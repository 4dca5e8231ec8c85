import assert from "node:assert/strict";
import { namedRows, shareNames } from "../../lib/views/shared_names.ts";

const ROWS = [
  { id: 3, queue: 1, queue_name: "Support", status: 1, status_name: "Open" },
  { id: 2, queue: 1, queue_name: "Support", status: 1, status_name: "Open - On Hold" },
  { id: 1, queue: 2, status_name: "Waiting", assigned_to_name: "Ann Lee" },
];

Deno.test("shareNames() says each name once, and leaves those in rows that ids do not stand for", () => {
  assert.deepEqual(shareNames(ROWS), {
    names: { queue: { 1: "Support" }, status: { 1: "Open" } },
    rows: [
      { id: 3, queue: 1, status: 1 },
      { id: 2, queue: 1, status: 1, status_name: "Open - On Hold" },
      ROWS[2],
    ],
  });
});

Deno.test("namedRows() puts shared names back", () => {
  const { names, rows } = shareNames(ROWS);
  assert.deepEqual(namedRows({ names, tickets: rows }), ROWS);
  assert.deepEqual(namedRows({ tickets: ROWS }), ROWS);
});
