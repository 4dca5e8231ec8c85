import assert from "node:assert/strict";
import type { HelpdeskUnderTest } from "../contract/helpdesk_under_test.ts";
import type { AccountName } from "../../site/site_fixture.ts";
import type { Branch } from "../../site/site_records.ts";
import { AgentClient, type Write } from "./agent_client.ts";

/** A helpdesk with the clients that work on it, whose answers are checked against what it holds. */
export class Stage {
  readonly helpdesk: HelpdeskUnderTest;
  readonly clients: AgentClient[] = [];

  constructor(helpdesk: HelpdeskUnderTest) {
    this.helpdesk = helpdesk;
  }

  get control(): HelpdeskUnderTest["control"] {
    return this.helpdesk.control;
  }

  /** A further client, with a program of its own. */
  client(account?: AccountName): AgentClient {
    const client = new AgentClient(this.helpdesk, account);
    this.clients.push(client);
    return client;
  }

  /** A further client of the agent's account, which has set an intent, if any, and added a follow-up. */
  async clientAtWork({ intent }: { intent?: string } = {}): Promise<AgentClient> {
    const client = this.client();
    if (intent !== undefined) await client.succeed("set_agent_intent", { intent });
    await client.writeDone();
    return client;
  }

  /** Ends all sessions of the agent account at the server, unnoticed by its clients. */
  async expire(): Promise<void> {
    await this.control.expireSessions("agent");
  }

  /** Lets the next POST to a path fail so. */
  async fail(
    kind: "lost_answer" | "lost_request" | "error_after" | "error_before",
    pathContains: string,
    times = 1,
  ): Promise<void> {
    await this.control.failNext({ kind, method: "POST", pathContains, times });
  }

  /** Has the next POST to a path answered so, without doing anything. */
  async answer(
    pathContains: string,
    status: number,
    body = "",
    type = "application/json",
  ): Promise<void> {
    const headers = { "content-type": type };
    const fault = { kind: "status", status, body, headers } as const;
    await this.control.failNext({ ...fault, method: "POST", pathContains });
  }

  /** A branch by its name, which must be there. */
  async branch(name: string): Promise<Branch> {
    const branch = (await this.control.branches()).find((branch) => branch.name === name);
    assert(branch !== undefined, `There is no branch ${name}`);
    return branch;
  }

  /** How many requests came whose method and path begin so. */
  async countRequests(beginning: string): Promise<number> {
    const { requests } = await this.control.requests();
    return requests.filter(({ method, path }) => `${method} ${path}`.startsWith(beginning)).length;
  }

  /**
   * Checks every write against what the helpdesk holds: what was told "done" is stored once, on the branch
   * that its receipt names, which its client finished or was told of afterwards; what was told "refused" is
   * not stored; what agents changed on main was not told "done".
   *
   * @param options `withoutBranches`: the clients are not agents, and nothing may stand on a branch;
   * `onlyHandedOver`: what was told of a branch counts when its client has finished it
   */
  async check({ withoutBranches = false, onlyHandedOver = false } = {}): Promise<void> {
    const branches = await this.control.branches();
    if (withoutBranches) assert.deepEqual(branches, []);
    for (const client of this.clients) {
      for (const write of client.writes) {
        const { outcome, branch = "", answer } = write;
        const isPassing = outcome === "done" && !client.told.reportsFinished(branch, answer.at);
        if (!onlyHandedOver || !isPassing) await this.checkWrite(write);
        if (write.outcome === "done" && !withoutBranches) checkTold(write, client, branches);
      }
    }
  }

  /** Checks where each write is now against what was told of it. */
  async checkWrites(): Promise<void> {
    for (const { writes } of this.clients) {
      for (const write of writes) await this.checkWrite(write);
    }
  }

  /** Checks where a write is now against what was told of it. */
  async checkWrite({ ticket, comment, outcome, branch, answer }: Write): Promise<void> {
    const places = await this.placesOf(ticket, comment);
    const where = places.join(", ") || "nowhere";
    if (outcome === "done") {
      assert.deepEqual(
        places,
        [branch ?? "main"],
        `told as done on ${branch ?? "main"}, is on ${where}`,
      );
    } else if (outcome === "refused") {
      assert.deepEqual(places, [], `told as refused, is on ${where}: ${answer.text}`);
    } else {
      // What was written while another session deleted its branch is nowhere.
      assert.ok(places.length <= 1, `told as ${outcome}, is on ${where}`);
    }
  }

  /** Names of the branches on which a follow-up is, as often as it is there; "main" among them. */
  async placesOf(ticket: number, comment: string): Promise<string[]> {
    const open = await this.#openBranches();
    try {
      const places: string[] = [];
      for (const name of ["main", ...open]) {
        const stored = (await this.control.followups(ticket, name))
          .filter((followUp) => followUp.comment === comment);
        places.push(...stored.map(() => name));
      }
      return places;
    } catch (error) {
      // The server still works at what a cancelled call had sent, and may delete a branch meanwhile.
      const left = await this.#openBranches();
      if (open.every((name) => left.includes(name))) throw error;
      return await this.placesOf(ticket, comment);
    }
  }

  async #openBranches(): Promise<string[]> {
    const branches = await this.control.branches();
    return branches.filter(({ state }) => state !== "deleted").map(({ name }) => name);
  }
}

/** A branch that a client left unfinished must be named to it after its last write there. */
function checkTold(
  { answer, branch: name = "" }: Write,
  client: AgentClient,
  branches: readonly Branch[],
): void {
  const branch = branches.find((branch) => branch.name === name);
  // The helpdesk may have committed it for another session before its own client finished it.
  const isCommitted = branch?.state === "finished" || branch?.state === "finished_by_server";
  const isFinished = isCommitted && client.told.reportsFinished(name, answer.at);
  assert.ok(
    isFinished || client.told.names(name, answer.at),
    `A write on branch ${name} (${branch?.state}, ended by ${branch?.endedBy}) was lost from sight. The ` +
      `client was told:\n${client.told}`,
  );
}
