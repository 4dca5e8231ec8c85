/**
 * Started by memory.ts with the program's settings as JSON on stdin: lists every ticket sorted by title,
 * which an agent account can have only by reading them all, and prints a ScanMemory as JSON.
 */
import process from "node:process";
import { createToolCaller } from "../../tests/tool_caller.ts";
import type { ScanMemory } from "./result.ts";

const SAMPLE_MILLISECONDS = 20;

const settings: Record<string, string> = await new Response(Deno.stdin.readable).json();
const program = createToolCaller(settings);
await program.succeed("get_queues");

const startBytes = Deno.memoryUsage().rss;
let sampledBytes = startBytes;
const sample = () => sampledBytes = Math.max(sampledBytes, Deno.memoryUsage().rss);
const timer = setInterval(sample, SAMPLE_MILLISECONDS);
const started = performance.now();
const { total } = await program.succeed("list_tickets", { sort: "title" });
const milliseconds = performance.now() - started;
clearInterval(timer);
sample();

// Between two samples there may have been more: the system's own account (in KiB) has that too.
const peakBytes = Math.max(sampledBytes, process.resourceUsage().maxRSS * 1024);
const memory: ScanMemory = { tickets: total, startBytes, peakBytes, milliseconds };
console.log(JSON.stringify(memory));
