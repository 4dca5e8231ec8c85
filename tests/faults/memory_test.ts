import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Program } from "../e2e/program.ts";
import { gzipBomb } from "./body_faults.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { jsonText, type Misbehaviour } from "./misbehaviour.ts";

const MOST_MEBIBYTES = 250;
const PROGRAM = fileURLToPath(new URL("program_with_peak.ts", import.meta.url));

const GZIP_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n";

const text = (length: number, character = "x") => character.repeat(length);
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

function bomb(): Misbehaviour {
  const bytes = gzipBomb();
  const head = `${GZIP_HEAD}content-length: ${bytes.length}\r\n\r\n`;
  return () => ({ parts: [head, bytes], then: "close" });
}

async function* spaces(): AsyncGenerator<string> {
  yield "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
  const chunk = `10000\r\n${text(0x10000, " ")}\r\n`;
  for (;;) yield chunk;
}

interface MemoryCase {
  readonly name: string;
  readonly path: string;
  readonly answer: Misbehaviour;
  readonly tool: string;
  readonly input: Record<string, unknown>;
  readonly says: RegExp;
}

const reading = { path: "GET /api/tickets/20/", tool: "get_ticket", input: { ticket_id: 20 } };
const listing = { path: "GET /api/tickets/?page", tool: "list_tickets", input: {} };

const cases: readonly MemoryCase[] = [
  { name: "a gzip bomb", ...reading, answer: bomb(), says: /larger than 10 MiB/ },
  { name: "a gzip bomb as a list", ...listing, answer: bomb(), says: /larger than 64 MiB/ },
  {
    name: "200,000 levels of JSON",
    ...reading,
    answer: jsonText(`{"id":20,"custom_room":${deep(200_000)}}`),
    says: /Ticket 20/,
  },
  {
    name: "a body without an end",
    ...reading,
    answer: () => ({ parts: spaces(), then: "close" }),
    says: /larger than 10 MiB/,
  },
  {
    name: "a list without an end",
    ...listing,
    answer: () => ({ parts: spaces(), then: "close" }),
    says: /larger than 64 MiB/,
  },
  {
    name: "a description of 50 MB",
    ...reading,
    answer: jsonText(`{"id":20,"description":"${text(50_000_000)}"}`),
    says: /larger than 10 MiB/,
  },
  {
    name: "a description of 50 MB in a list",
    ...listing,
    answer: jsonText(
      `{"count":1,"results":[{"id":20,"title":"Large","description":"${text(50_000_000)}"}]}`,
    ),
    says: /1 of 1 ticket/,
  },
  {
    name: "a list of 60 MB of characters beyond Latin",
    ...listing,
    answer: jsonText(
      `{"count":1,"results":[{"id":20,"title":"Large","description":"${text(20_000_000, "験")}"}]}`,
    ),
    says: /1 of 1 ticket/,
  },
  {
    name: "a page of forms with a million fields",
    path: "OPTIONS /api/tickets/",
    answer: () =>
      new Response(`<form>${text(700_000, "<input>")}</form>`, {
        headers: { "content-type": "text/html" },
      }),
    tool: "get_queues",
    input: {},
    says: /./,
  },
];

/** The program's peak, in MiB, over one call. */
async function measure({ path, answer, tool, input, says }: MemoryCase): Promise<number> {
  await using helpdesk = await FaultyHelpdesk.start();
  helpdesk.misbehave(path, answer);
  await using program = new Program(helpdesk.settings(), {
    deno: ["run", "--no-prompt", "--allow-all", PROGRAM],
  });
  await program.initialize();
  const result = await program.call(tool, input);
  assert.match(result.text.slice(0, 2_000), says);
  await program.endInput();
  assert.equal(await program.end(), 0);
  return Number(/^peak: (\S+) MiB$/m.exec(program.stderr)?.[1]);
}

for (const memoryCase of cases) {
  Deno.test({
    name: `the program stays below 250 MiB under ${memoryCase.name}`,
    // Elsewhere a process cannot ask for its peak.
    ignore: Deno.build.os !== "linux",
    async fn() {
      const peak = await measure(memoryCase);
      assert(peak < MOST_MEBIBYTES, `The program had ${peak} MiB`);
    },
  });
}
