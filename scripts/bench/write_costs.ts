import type { BareWrite, BenchClient } from "./client.ts";
import { compareTimes } from "./measure.ts";
import type { Site } from "../../site/site.ts";
import type { WriteCost } from "./result.ts";

interface Write {
  readonly name: string;
  readonly tool: string;
  readonly input: (turn: number) => Record<string, unknown>;
  /** The bare request that changes the same. */
  readonly raw: (turn: number) => BareWrite;
}

/**
 * Measures what an account's writes take with the program and as bare requests in the same session. An
 * agent's are looked at before and read back after; those of other accounts are not.
 *
 * @param ticket one that the account sees, open
 */
export async function measureWrites(
  site: Site,
  client: BenchClient,
  account: WriteCost["account"],
  ticket: number,
): Promise<WriteCost[]> {
  const costs: WriteCost[] = [];
  if (account === "agent") await client.program.succeed("set_agent_intent", { intent: "Measure" });
  for (const { name, tool, input, raw } of writesOn(ticket)) {
    let turn = 0;
    const write = () => client.program.succeed(tool, input(++turn));
    await write();
    await site.resetRequests();
    await write();
    const requests = (await site.requests()).requests.length;
    const bare = () => client.write(raw(++turn));
    costs.push({
      write: name,
      account,
      requests,
      ...await compareTimes({ tool: write, raw: bare }),
    });
  }
  return costs;
}

function writesOn(ticket: number): Write[] {
  return [
    {
      name: "a private follow-up",
      tool: "add_followup",
      input: (turn) => ({ ticket_id: ticket, comment: `Measured ${turn}`, public: false }),
      raw: (turn) => ({
        method: "POST",
        path: "api/followups/",
        body: { ticket, title: "", comment: `Measured ${turn}`, public: false },
      }),
    },
    {
      name: "another title",
      tool: "update_ticket",
      input: (turn) => ({ ticket_id: ticket, title: `Measured ${turn}` }),
      raw: (turn) => ({
        method: "PATCH",
        path: `api/tickets/${ticket}/?status=1`,
        body: { title: `Measured ${turn}` },
      }),
    },
  ];
}
