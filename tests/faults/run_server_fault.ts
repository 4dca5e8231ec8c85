import assert from "node:assert/strict";
import { createToolCaller, textOf } from "../tool_caller.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { assertHoldsNone } from "./secret_forms.ts";
import type { ServerFault } from "./server_fault.ts";

/** An origin of this machine that counts who connects to it. */
export class Elsewhere implements Disposable {
  connections = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });

  constructor() {
    this.#count();
  }

  get host(): string {
    return `127.0.0.1:${this.#listener.addr.port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  async #count(): Promise<void> {
    for await (const connection of this.#listener) {
      this.connections++;
      connection.close();
    }
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }
}

/** Brings a fault about, makes the call, and checks what it came to. */
export async function runServerFault(fault: ServerFault): Promise<void> {
  await using helpdesk = await FaultyHelpdesk.start();
  using elsewhere = new Elsewhere();
  const settings = helpdesk.settings(fault.account);
  const caller = createToolCaller({
    ...settings,
    HELPDESK_TIMEOUT: String(fault.seconds ?? 10),
    MCP_DEBUG: "1",
  });
  if (!fault.fromStart) {
    await caller.succeed("get_queues");
    helpdesk.behave();
  }
  fault.arrange(helpdesk, elsewhere.origin);
  const started = performance.now();
  const result = await caller.call(fault.tool, fault.input);
  const elapsed = performance.now() - started;
  assert(elapsed >= (fault.takesMilliseconds ?? 0), `The call took ${elapsed} ms`);
  checkOutcome(fault, textOf(result), result.isError === true, elsewhere);
  checkRequests(fault, helpdesk);
  if (fault.cookiesAfter !== undefined) {
    helpdesk.behave();
    await caller.succeed("get_ticket", { ticket_id: 21 });
    assert.deepEqual(cookieNames(helpdesk), fault.cookiesAfter);
  }
  assert.equal(elsewhere.connections, 0, "Something was sent elsewhere");
  const secrets = [...helpdesk.secrets, settings.HELPDESK_PASSWORD ?? ""];
  assertHoldsNone(secrets, JSON.stringify(result), "the result");
  assertHoldsNone(secrets, caller.logged.join("\n"), "stderr");
}

/** Checks a call's text. */
export function checkOutcome(
  { fails, succeeds }: ServerFault,
  text: string,
  isError: boolean,
  elsewhere: Elsewhere,
): void {
  const expected = fails ?? succeeds;
  assert(expected !== undefined, "The fault does not say what it comes to");
  assert.equal(isError, fails !== undefined, text.slice(0, 2_000));
  const host = elsewhere.host.replaceAll(".", "\\.");
  assert.match(
    text.slice(0, 20_000),
    new RegExp(expected.source.replaceAll("ELSEWHERE", host), expected.flags),
  );
  if (isError) {
    assert(text.length < 3_000, `The message has ${text.length} characters`);
    assert.doesNotMatch(text, /Internal error|Traceback|<\/?\w+>|SECRET_KEY|site-packages/);
  }
}

function cookieNames(helpdesk: FaultyHelpdesk): string[] {
  const cookies = helpdesk.requests[0]?.headers.get("cookie")?.split("; ") ?? [];
  return cookies.map((cookie) => cookie.replace(/=.*/, "")).sort();
}

function checkRequests(
  { requests = {}, mostRequests = Infinity }: ServerFault,
  helpdesk: FaultyHelpdesk,
): void {
  assert(helpdesk.requests.length <= mostRequests, helpdesk.asked().join("\n"));
  for (const [start, count] of Object.entries(requests)) {
    assert.equal(helpdesk.asked(start).length, count, helpdesk.asked().join("\n"));
  }
}
