import assert from "node:assert/strict";
import type { HelpdeskUnderTest } from "../contract/helpdesk_under_test.ts";
import type { AccountName } from "../site/site_fixture.ts";
import type { Branch, BranchWrite } from "../site/site_records.ts";
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
   * Checks that nothing was lost or doubled: what was told "done" is stored once and stands on one
   * branch, which its client finished or was told of afterwards; what was told "refused" is not stored.
   *
   * @param options `withoutBranches`: the clients are no agents, and nothing may stand on a branch
   */
  async check({ withoutBranches = false } = {}): Promise<void> {
    const branches = await this.control.branches();
    if (withoutBranches) assert.deepEqual(branches, []);
    for (const client of this.clients) {
      for (const write of client.writes) {
        const stored = await this.#checkStored(write);
        if (write.outcome === "done" && !withoutBranches) {
          checkBranch(stored, write, client, branches);
        }
      }
    }
  }

  /** @returns the follow-up's id; 0 when it is not stored, and need not be */
  async #checkStored({ ticket, comment, outcome }: Write): Promise<number> {
    const stored = (await this.control.followups(ticket))
      .filter((followUp) => followUp.comment === comment);
    const most = outcome === "refused" ? 0 : 1;
    assert.ok(stored.length <= most, `${stored.length} follow-ups of a write told as ${outcome}`);
    if (outcome === "done") {
      assert.equal(stored.length, 1, "A write that was told as done is not stored");
    }
    return stored[0]?.id ?? 0;
  }
}

function checkBranch(
  followUp: number,
  { answer }: Write,
  client: AgentClient,
  branches: readonly Branch[],
): void {
  const places = branches.flatMap((branch) =>
    branch.writes.filter((made) => isCreation(made, followUp)).map(({ late }) => ({ branch, late }))
  );
  assert.equal(places.length, 1, "A write must be on one branch");
  for (const { branch, late } of places) {
    const isFinished = branch.state === "finished" && !late &&
      client.told.reportsFinished(branch.name, answer.at);
    assert.ok(
      isFinished || client.told.names(branch.name, answer.at),
      `A write on branch ${branch.name} (${branch.state}, ended by ${branch.endedBy}) was lost from ` +
        `sight. The client was told:\n${client.told}`,
    );
  }
}

function isCreation({ method, path, objectId }: BranchWrite, id: number): boolean {
  return method === "POST" && path.endsWith("/api/followups/") && objectId === id;
}
