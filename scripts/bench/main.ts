import { runProgram } from "../command_line.ts";
import { agentQuestions } from "./agent_questions.ts";
import { type BenchSite, startBenchSite } from "./bench_site.ts";
import { BenchClient } from "./client.ts";
import { Interview } from "./interview.ts";
import { describeMachine } from "./machine.ts";
import { measureScanMemory } from "./memory.ts";
import { BENCH_USAGE, type BenchOptions, readBenchOptions } from "./options.ts";
import type { Question } from "./question.ts";
import { duration, renderReport } from "./report.ts";
import type { BenchResult, ReportRow, ScanMemory, SizeResult, WriteCost } from "./result.ts";
import { measureWrites } from "./write_costs.ts";
import { listedIds } from "./answers.ts";
import { staffQuestions } from "./staff_questions.ts";

const ACCOUNTS = ["staff", "agent"] as const;

/** Progress goes to stderr, so that stdout has the report alone. */
function progress(text: string): void {
  console.error(text);
}

async function measureSize({ site, tickets, followUps }: BenchSite): Promise<SizeResult> {
  const rows: ReportRow[] = [];
  const writes: WriteCost[] = [];
  for (const account of ACCOUNTS) {
    const client = await BenchClient.open(site, site.accounts[account]);
    const questions: Question[] = account === "staff"
      ? await staffQuestions(site, client)
      : await agentQuestions(site, client);
    const interview = new Interview(site, client, account, tickets);
    for (const question of questions) {
      const row = await interview.ask(question);
      progress(
        `${tickets} tickets, ${account}, ${row.question}: tool ${duration(row.tool)}, ` +
          `raw ${duration(row.raw)}, ratio ${row.ratio.toFixed(2)} in ${row.rounds} rounds`,
      );
      rows.push(row);
    }
    const [ticket = NaN] = listedIds(
      await client.program.succeed("list_tickets", { status: "Open" }),
    );
    for (const cost of await measureWrites(site, client, account, ticket)) {
      progress(`${tickets} tickets, ${account}, ${cost.write}: ${cost.ratio.toFixed(2)} times`);
      writes.push(cost);
    }
  }
  return { tickets, followUps, rows, writes };
}

async function bench(sizes: BenchOptions["sizes"]): Promise<BenchResult> {
  const machine = await describeMachine();
  const results: SizeResult[] = [];
  let memory: ScanMemory | undefined;
  for (const size of sizes) {
    await using opened = await startBenchSite(size, progress);
    results.push(await measureSize(opened));
    if (size !== sizes.at(-1)) continue;
    progress(`Reading all ${size} tickets as the agent in a process of its own`);
    memory = await measureScanMemory(opened.site);
  }
  if (memory === undefined) throw new RangeError("No sizes to measure");
  return { machine, sizes: results, memory };
}

await runProgram({
  usage: BENCH_USAGE,
  read: readBenchOptions,
  async run({ sizes, json }) {
    const result = await bench(sizes);
    console.log(json ? JSON.stringify(result, undefined, 2) : renderReport(result));
  },
});
