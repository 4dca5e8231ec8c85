import { gzipSync } from "node:zlib";
import { jsonText, type Misbehaviour, type RawAnswer } from "./misbehaviour.ts";
import { ANSWER, CHANGE, faultAt, READ, TICKET_PATH, UNKNOWN_OUTCOME } from "./server_fault.ts";
import type { ServerFault } from "./server_fault.ts";

const TICKET = JSON.stringify({ id: 20, title: "Partial data", queue: 1, followup_set: [] });
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const BROKE_OFF = /broke before the answer was complete|broke off after/;
const IN_TIME = /did not answer within 1 s/;

function sends(text: string, then: RawAnswer["then"]): Misbehaviour {
  return () => ({ parts: [HEAD + text], then });
}

/** A byte a second. */
const crawling: Misbehaviour = () => {
  const parts = async function* () {
    yield `${HEAD}content-length: ${TICKET.length}\r\n\r\n`;
    for (const character of TICKET) {
      yield character;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  };
  return { parts: parts(), then: "keep" };
};

/** 300 MiB of spaces in 300 KiB. */
export function gzipBomb(): Uint8Array {
  return gzipSync(new Uint8Array(300 * 1024 * 1024).fill(0x20));
}

/** Answers that are incomplete although every one of them holds a whole JSON document. */
const incomplete: readonly { what: string; answer: Misbehaviour; fails: RegExp }[] = [
  { what: "a body at one byte a second", answer: crawling, fails: IN_TIME },
  ...(["close", "reset"] as const).map((then) => ({
    what: `fewer bytes than announced, then ${then}`,
    answer: sends(`content-length: ${TICKET.length + 1}\r\n\r\n${TICKET}`, then),
    fails: BROKE_OFF,
  })),
];

/** Case 6: bodies that never come whole. Each is met by a read, a POST and a PATCH. */
export const incompleteBodyFaults = incomplete.flatMap(({ what, answer, fails }): ServerFault[] => {
  const seconds = fails === IN_TIME ? 1 : 10;
  const written = (path: string, call: Pick<ServerFault, "tool" | "input">) => {
    const outcome = { ...call, fails: UNKNOWN_OUTCOME, requests: { [path]: 1 }, seconds };
    return faultAt(what, path, answer, outcome, Infinity);
  };
  return [
    faultAt(what, `GET ${TICKET_PATH}`, answer, { ...READ, fails, seconds }, Infinity),
    written("POST /api/followups/", ANSWER),
    written(`PATCH ${TICKET_PATH}`, CHANGE),
  ];
});

const DEEP = "[".repeat(200_000) + "]".repeat(200_000);
const INFO = "GET /api/agent-session-info/";

const deepTicket = `{"id":20,"title":${DEEP},"description":${DEEP},"custom_room":${DEEP},` +
  `"unknown":${DEEP},"followup_set":[${DEEP},{"id":1,"comment":"Still here",` +
  `"email_recipients":${DEEP},"followupattachment_set":${DEEP}}]}`;
const deepChoices =
  `{"actions":{"POST":{"status":{"choices":[{"value":1,"display_name":${DEEP}}]},` +
  `"title":${DEEP},"custom_x":{"label":${DEEP}}}}}`;

type Outcome = Pick<ServerFault, "tool" | "input" | "fails" | "succeeds" | "fromStart">;
const INFO_CALL = { tool: "get_agent_session_info", fromStart: true };

/** Where 200,000 levels of JSON may stand, and what the call comes to. */
const deepCases: [place: string, where: string, body: string, Outcome, status?: number][] = [
  ["place of a ticket", `GET ${TICKET_PATH}`, DEEP, { ...READ, fails: /something else than exp/ }],
  [
    "the fields of a ticket",
    `GET ${TICKET_PATH}`,
    deepTicket,
    { ...READ, succeeds: /Ticket 20.*Still here/s },
  ],
  [
    "a refusal",
    `PATCH ${TICKET_PATH}`,
    `{"title":${DEEP}}`,
    { ...CHANGE, fails: /refused to update ticket 20/ },
    400,
  ],
  [
    "a list",
    "GET /api/tickets/?page",
    `{"count":1,"results":[${DEEP},{"id":1,"title":${DEEP}}]}`,
    { tool: "list_tickets", succeeds: /1 of 1 ticket/ },
  ],
  [
    "the choices of a field",
    "OPTIONS /api/tickets/",
    deepChoices,
    { tool: "get_queues", succeeds: /4 queues/, fromStart: true },
  ],
  [
    "what is told of the agent session",
    INFO,
    `{"is_agent":true,"branch_name":${DEEP},"intent":${DEEP}}`,
    { ...INFO_CALL, succeeds: /./ },
  ],
  [
    "a refusal of the agent session",
    INFO,
    `{"detail":${DEEP}}`,
    { ...INFO_CALL, fails: /is not an agent|did not say whether/ },
    403,
  ],
];

/** Case 7, as far as it is about meaning; what it costs is measured by memory_test.ts. */
export const bodyFaults: readonly ServerFault[] = [
  ...deepCases.map(([place, where, body, outcome, status]) => {
    const times = outcome.fromStart ? Infinity : 1;
    const what = `200,000 levels of JSON in ${place}`;
    return faultAt(what, where, jsonText(body, status), outcome, times);
  }),
  faultAt(
    "text that is not UTF-8",
    `GET ${TICKET_PATH}`,
    () => {
      const head = `${HEAD}content-length: 12\r\n\r\n{"id":`;
      return { parts: [head, new Uint8Array([0xff, 0xfe]), "20 }"], then: "keep" };
    },
    { ...READ, fails: /is not UTF-8 text/ },
    Infinity,
  ),
  faultAt(
    "a ticket of 9 MB",
    `GET ${TICKET_PATH}`,
    jsonText(`{"id":20,"description":"${"x".repeat(9_000_000)}"}`),
    { ...READ, succeeds: /\[cut: 10000 of 9000000 characters\]/ },
  ),
];
