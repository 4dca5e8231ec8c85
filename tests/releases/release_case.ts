import assert from "node:assert/strict";
import type { StoredFollowUp, StoredTicket } from "../../site/site_records.ts";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";

/**
 * What a tool did on a release, held against the database:
 * - "right": what was asked, told as it is
 * - "warned": the same, with a warning of what is missing
 * - "refused": nothing, with the reason
 *
 * Anything else fails the case.
 */
export type Outcome = "right" | "warned" | "refused";

/** A helpdesk of one release, and what its database held at the beginning. */
export interface Work {
  readonly site: TestHelpdesk;
  readonly staff: ToolCaller;
  readonly agent: ToolCaller;
  readonly tickets: readonly StoredTicket[];
  /** By ticket. */
  readonly followUps: ReadonlyMap<number, readonly StoredFollowUp[]>;
}

/** One thing that a tool is to do on every release. */
export interface ReleaseCase {
  readonly tool: string;
  /** What is asked, as a reader of the documents understands it. */
  readonly asked: string;
  run(work: Work): Promise<Outcome>;
}

/** Calls a tool, and gives its outcome as far as the answer tells, with the structured content. */
export async function ask(
  caller: ToolCaller,
  tool: string,
  input: Record<string, unknown> = {},
  // deno-lint-ignore no-explicit-any
): Promise<{ outcome: Outcome; content: any; text: string }> {
  const result = await caller.call(tool, input);
  const text = textOf(result);
  if (result.isError) {
    assert.match(text, /cannot|refused|closed|has no|not an agent|may not/, text);
    assert.doesNotMatch(text, /try again|Internal error|HELPDESK_BASE_URL/i);
    return { outcome: "refused", content: undefined, text };
  }
  const isWarned = /^Warning: |WARNING: /m.test(text);
  return { outcome: isWarned ? "warned" : "right", content: result.structuredContent, text };
}
