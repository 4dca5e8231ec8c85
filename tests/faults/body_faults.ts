import { gzipSync } from "node:zlib";
import { jsonText, type Misbehaviour, type RawAnswer } from "./misbehaviour.ts";
import {
  ANSWER,
  CHANGE,
  READ,
  type ServerFault,
  TICKET_PATH,
  UNKNOWN_OUTCOME,
} from "./server_fault.ts";

const TICKET = JSON.stringify({ id: 20, title: "Partial data", queue: 1, followup_set: [] });
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const CHUNK = `${TICKET.length.toString(16)}\r\n${TICKET}\r\n`;
const BROKE_OFF = /broke before the answer was complete|broke off after/;
const IN_TIME = /did not answer within 1 s/;

function sends(text: string, then: RawAnswer["then"]): Misbehaviour {
  return () => ({ parts: [HEAD + text], then });
}

async function* byteByByte(text: string, pauseMilliseconds: number): AsyncGenerator<string> {
  for (const character of text) {
    yield character;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}

const crawling: Misbehaviour = () => {
  const head = `${HEAD}content-length: ${TICKET.length}\r\n\r\n`;
  const parts = async function* () {
    yield head;
    yield* byteByByte(TICKET, 1_000);
  };
  return { parts: parts(), then: "keep" };
};

function gzipped(bytes: Uint8Array): Misbehaviour {
  const head = `${HEAD}content-encoding: gzip\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return () => ({ parts: [head, bytes], then: "close" });
}

/** 300 MiB of spaces in 300 KiB. */
export function gzipBomb(): Uint8Array {
  return gzipSync(new Uint8Array(300 * 1024 * 1024).fill(0x20));
}

/** Answers that are incomplete although every one of them holds a whole JSON document. */
const incomplete: readonly { what: string; answer: Misbehaviour; fails: RegExp }[] = [
  { what: "a body at one byte a second", answer: crawling, fails: IN_TIME },
  {
    what: "a body that stops",
    answer: sends(`content-length: ${TICKET.length + 1}\r\n\r\n${TICKET}`, "hang"),
    fails: IN_TIME,
  },
  {
    what: "fewer bytes than announced",
    answer: sends(`content-length: ${TICKET.length + 1}\r\n\r\n${TICKET}`, "close"),
    fails: BROKE_OFF,
  },
  {
    what: "chunks without an end",
    answer: sends(`transfer-encoding: chunked\r\n\r\n${CHUNK}`, "hang"),
    fails: IN_TIME,
  },
  {
    what: "chunks that break off",
    answer: sends(`transfer-encoding: chunked\r\n\r\n${CHUNK}`, "close"),
    fails: BROKE_OFF,
  },
  {
    what: "a chunk of a length that is none",
    answer: sends(`transfer-encoding: chunked\r\n\r\nzz\r\n${TICKET}\r\n`, "close"),
    fails: BROKE_OFF,
  },
  {
    what: "a body in the middle of which the connection is reset",
    answer: sends(`content-length: ${TICKET.length + 1}\r\n\r\n${TICKET}`, "reset"),
    fails: BROKE_OFF,
  },
  {
    what: "gzip that breaks off",
    answer: gzipped(gzipSync(new TextEncoder().encode(TICKET)).subarray(0, -12)),
    fails: BROKE_OFF,
  },
  {
    what: "gzip that is none",
    answer: gzipped(new TextEncoder().encode(TICKET)),
    fails: BROKE_OFF,
  },
];

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

/** Case 6: bodies that never come whole. Each is met by a read, a POST and a PATCH. */
export const incompleteBodyFaults: readonly ServerFault[] = incomplete.flatMap((
  { what, answer, fails },
): ServerFault[] => [
  {
    name: what,
    arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, answer, Infinity),
    ...READ,
    fails,
    seconds: fails === IN_TIME ? 1 : 10,
  },
  ...[{ ...ANSWER, path: "POST /api/followups/" }, { ...CHANGE, path: `PATCH ${TICKET_PATH}` }].map(
    ({ path, tool, input }): ServerFault => ({
      name: what,
      arrange: (helpdesk) => helpdesk.misbehave(path, answer, Infinity),
      tool,
      input,
      fails: UNKNOWN_OUTCOME,
      requests: { [path]: 1 },
      seconds: fails === IN_TIME ? 1 : 10,
    }),
  ),
]);

/** Case 7, as far as it is about meaning; what it costs is measured by memory_test.ts. */
export const bodyFaults: readonly ServerFault[] = [
  {
    name: "200,000 levels of JSON in place of a ticket",
    arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, jsonText(deep(200_000))),
    ...READ,
    fails: /with something else than expected/,
  },
  {
    name: "200,000 levels of JSON in the fields of a ticket",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        `GET ${TICKET_PATH}`,
        jsonText(
          `{"id":20,"title":${deep(200_000)},"description":${deep(200_000)},` +
            `"custom_room":${deep(200_000)},"unknown":${deep(200_000)},"followup_set":` +
            `[${deep(200_000)},{"id":1,"comment":"Still here",` +
            `"email_recipients":${deep(200_000)},"followupattachment_set":${deep(200_000)}}]}`,
        ),
      ),
    ...READ,
    succeeds: /Ticket 20.*Still here/s,
  },
  {
    name: "200,000 levels of JSON in a refusal",
    arrange: (helpdesk) =>
      helpdesk.misbehave(`PATCH ${TICKET_PATH}`, jsonText(`{"title":${deep(200_000)}}`, 400)),
    ...CHANGE,
    fails: /refused to update ticket 20/,
  },
  {
    name: "200,000 levels of JSON in a list",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        "GET /api/tickets/?page",
        jsonText(`{"count":1,"results":[${deep(200_000)},{"id":1,"title":${deep(200_000)}}]}`),
      ),
    tool: "list_tickets",
    succeeds: /1 of 1 ticket/,
  },
  {
    name: "200,000 levels of JSON in the choices of a field",
    fromStart: true,
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        "OPTIONS /api/tickets/",
        jsonText(
          `{"actions":{"POST":{"status":{"choices":[{"value":1,"display_name":${
            deep(200_000)
          }}]},"title":${deep(200_000)},"custom_x":{"label":${deep(200_000)}}}}}`,
        ),
        Infinity,
      ),
    tool: "get_queues",
    succeeds: /4 queues/,
  },
  {
    name: "200,000 levels of JSON about the agent session",
    fromStart: true,
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        "GET /api/agent-session-info/",
        jsonText(`{"is_agent":true,"branch_name":${deep(200_000)},"intent":${deep(200_000)}}`),
        Infinity,
      ),
    tool: "get_agent_session_info",
    succeeds: /./,
  },
  {
    name: "200,000 levels of JSON in a refusal of the agent session",
    fromStart: true,
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        "GET /api/agent-session-info/",
        jsonText(`{"detail":${deep(200_000)}}`, 403),
        Infinity,
      ),
    tool: "get_agent_session_info",
    fails: /is not an agent|did not say whether/,
  },
  {
    name: "text that is not UTF-8",
    arrange: (helpdesk) =>
      helpdesk.misbehave(`GET ${TICKET_PATH}`, () => ({
        parts: [
          `${HEAD}content-length: 12\r\n\r\n`,
          '{"id":',
          new Uint8Array([0xff, 0xfe]),
          "20 }",
        ],
        then: "keep",
      }), Infinity),
    ...READ,
    fails: /is not UTF-8 text/,
  },
  {
    name: "an empty body",
    arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, jsonText("")),
    ...READ,
    fails: /with something else than expected/,
  },
  {
    name: "a ticket of 50 MB",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        `GET ${TICKET_PATH}`,
        jsonText(`{"id":20,"description":"${"x".repeat(50_000_000)}"}`),
      ),
    ...READ,
    fails: /is larger than 10 MiB and was refused/,
  },
  {
    name: "a ticket of 9 MB",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        `GET ${TICKET_PATH}`,
        jsonText(`{"id":20,"description":"${"x".repeat(9_000_000)}"}`),
      ),
    ...READ,
    succeeds: /\[cut: 10000 of 9000000 characters\]/,
  },
  {
    name: "a gzip bomb",
    arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, gzipped(gzipBomb())),
    ...READ,
    fails: /is larger than 10 MiB and was refused/,
  },
];
