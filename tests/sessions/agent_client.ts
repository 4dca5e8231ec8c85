import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { diagnose, type Diagnosis } from "../../lib/commands/doctor/diagnosis.ts";
import { readConfig } from "../../lib/settings/config.ts";
import { leave } from "../../lib/helpdesk/leaving.ts";
import { createLog } from "../../lib/log/log.ts";
import type { HelpdeskUnderTest } from "../contract/helpdesk_under_test.ts";
import type { AccountName } from "../../site/site_fixture.ts";
import { createToolCaller, textOf, type ToolCaller } from "../tool_caller.ts";
import { type Moment, Told } from "./told.ts";

/** A tool's answer as the tests look at it. */
export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly notices: readonly string[];
  // deno-lint-ignore no-explicit-any
  readonly content: any;
  /** When it came: what it says itself comes after. */
  readonly at: Moment;
}

/** A follow-up that was asked for, told from all others by its comment. */
export interface Write {
  readonly ticket: number;
  readonly comment: string;
  /**
   * What the caller was told: "done", on the branch `branch`; "refused", that nothing was done;
   * "misplaced", that it is not, or perhaps not, on its branch.
   */
  outcome: "done" | "unknown" | "refused" | "misplaced";
  /** Whether a finished session listed it as misplaced. */
  isListed: boolean;
  /** The branch that the receipt names. */
  readonly branch: string | undefined;
  readonly answer: Answer;
}

function outcomeOf({ isError, text }: Answer): Write["outcome"] {
  if (!isError) return "done";
  if (/outcome is unknown/.test(text)) return "unknown";
  return /^The helpdesk made the change/.test(text) ? "misplaced" : "refused";
}

/** What one request does before it is sent, or instead; resolving to undefined sends it. */
export type Hook = (request: Request) => Promise<Response | undefined>;

export const TICKET = 20;

/** One client of the program, with a program of its own on an account of the helpdesk. */
export class AgentClient {
  readonly caller: ToolCaller;
  readonly told = new Told();
  readonly writes: Write[] = [];
  /** Sees every request of the program before the helpdesk does. */
  beforeRequest: Hook = () => Promise.resolve(undefined);
  readonly #helpdesk: HelpdeskUnderTest;

  constructor(helpdesk: HelpdeskUnderTest, account: AccountName = "agent") {
    this.#helpdesk = helpdesk;
    this.caller = createToolCaller(
      settingsOf(helpdesk, account),
      async (request) => await this.beforeRequest(request) ?? await helpdesk.send(request),
    );
  }

  /** Calls a tool, whatever comes of it. A cancelled call's answer reaches nobody and tells nothing. */
  async call(
    tool: string,
    input: Record<string, unknown> = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    const result = await this.caller.call(tool, input, signal);
    const text = textOf(result);
    const isError = result.isError === true;
    const content = result.structuredContent;
    const notices = isError
      ? text.split("\n").filter((line) => line.startsWith("Note: "))
      : content?.["notices"] as string[] ?? [];
    const answer = { isError, text, notices, content, at: this.told.now };
    if (signal?.aborted !== true) this.#hear(tool, answer);
    return answer;
  }

  /** Calls a tool that must succeed. */
  async succeed(tool: string, input?: Record<string, unknown>): Promise<Answer> {
    const answer = await this.call(tool, input);
    assert.equal(answer.isError, false, answer.text);
    return answer;
  }

  /** Calls a tool that must fail; gives its text. */
  async fail(tool: string, input?: Record<string, unknown>): Promise<string> {
    const answer = await this.call(tool, input);
    assert.equal(answer.isError, true, answer.text);
    return answer.text;
  }

  /** Reads a ticket, which must succeed: the cheapest call that always asks the helpdesk. */
  read(ticket = TICKET): Promise<Answer> {
    return this.succeed("get_ticket", { ticket_id: ticket });
  }

  /** Does something before the follow-up of that number is sent from now on. */
  beforeFollowUp(number: number, act: () => unknown): void {
    let sent = 0;
    this.beforeRequest = async ({ method, url }) => {
      const isFollowUp = method === "POST" && url.endsWith("/api/followups/");
      if (isFollowUp && ++sent === number) await act();
      return undefined;
    };
  }

  /** Adds a follow-up with a comment of its own. */
  async write(options: { ticket?: number; signal?: AbortSignal } = {}): Promise<Write> {
    const { ticket = TICKET, signal } = options;
    const comment = `Checked ${crypto.randomUUID()}`;
    const input = { ticket_id: ticket, comment, public: false };
    const answer = await this.call("add_followup", input, signal);
    // Whatever it says reaches nobody: after the write was sent, it may be that a later look was cancelled.
    const isUntold = signal?.aborted === true && answer.isError;
    const outcome = isUntold ? "unknown" : outcomeOf(answer);
    const branch = answer.content?.branch_name;
    const write: Write = { ticket, comment, outcome, branch, answer, isListed: false };
    this.writes.push(write);
    return write;
  }

  /** Adds a follow-up, which must succeed. */
  async writeDone(ticket = TICKET): Promise<Write> {
    const write = await this.write({ ticket });
    assert.equal(write.outcome, "done", write.answer.text);
    return write;
  }

  /** The branch that the program works on now, by asking it. */
  async branch(): Promise<string> {
    return (await this.succeed("get_agent_session_info")).content.branch_name;
  }

  /**
   * Finishes the session, which must succeed, and checks that what is reported as finished really is:
   * its branch, and as many changes as people get to see.
   */
  async finish(intent?: string): Promise<Answer> {
    const answer = await this.succeed(
      "finish_agent_session",
      intent === undefined ? {} : { intent },
    );
    await this.checkFinished(answer);
    return answer;
  }

  /** Checks a finish that succeeded against what the helpdesk holds. */
  async checkFinished({ content, text }: Answer): Promise<void> {
    const branches = await this.#helpdesk.control.branches();
    const branch = branches.find(({ name }) => name === content.branch_name);
    // The helpdesk may have finished it for another session at the same time.
    const isCommitted = branch?.state === "finished" || branch?.state === "finished_by_server";
    const isEmpty = branch?.state === "deleted" && branch.writes.length === 0;
    assert.ok(isCommitted || isEmpty, `${content.branch_name} is ${branch?.state}`);
    const done = content.changes.filter(({ outcome }: { outcome?: string }) =>
      outcome === undefined
    );
    const unknown = content.changes_total - done.length;
    // Another session's writes may stand there too, and one in doubt may.
    const own = branch?.writes.filter(({ session }) => session === branch.name).length ?? 0;
    const perhaps = unknown + (content.misplaced?.length ?? 0);
    assert.ok(
      done.length <= own && own <= done.length + perhaps,
      `${done.length} changes are told as done, ${perhaps} perhaps, of ${own} on ${branch?.name}`,
    );
    const held = branch?.writes.length ?? 0;
    if (held === 0) assert.doesNotMatch(text, /its branch is committed and waits for review/);
    const requests = (await this.#helpdesk.control.pullRequests())
      .filter((request) => request.branch === branch?.name);
    assert.deepEqual(requests.map(({ title }) => title), held === 0 ? [] : [content.intent]);
  }

  /**
   * Has doctor look at the same account meanwhile.
   *
   * @param announce is told what doctor says beforehand; undefined: it may not log in
   */
  async diagnose(announce: ((sentence: string) => void) | undefined): Promise<Diagnosis> {
    const settings = new Map(Object.entries(settingsOf(this.#helpdesk, "agent")));
    const config = readConfig((name) => settings.get(name));
    return await diagnose({
      workplace: () =>
        Promise.resolve({ config, fetch: (request) => this.#helpdesk.send(request) }),
      isEmbedded: false,
      userAgent: "helpdesk-mcp/test",
      mayLogIn: announce !== undefined,
      ...announce === undefined ? {} : { announce },
    });
  }

  /** The client is gone: what the program does at its end. @returns the lines on stderr */
  async leave(onExit: "leave" | "finish" = "leave"): Promise<string[]> {
    const lines: string[] = [];
    const log = createLog({ debug: false, write: (line) => lines.push(line) });
    await leave(this.caller.helpdesk, onExit, log);
    for (const line of lines) this.told.add("stderr", line);
    return lines;
  }

  #hear(tool: string, { isError, text, notices, content }: Answer): void {
    if (isError) return this.told.add("error", text);
    for (const notice of notices) this.told.add("notice", notice);
    for (const { branch_name } of content.closed_branches ?? []) {
      this.told.add("closed_branches", branch_name);
    }
    if (tool === "finish_agent_session") this.told.add("finished", content.branch_name);
  }
}
