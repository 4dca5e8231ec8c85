import { type Misbehaviour, withHeaders, withRawHeaders } from "./misbehaviour.ts";
import { READ, type ServerFault, TICKET_PATH } from "./server_fault.ts";

/** Header lines without end, as fast as they are read, or a few in a second. */
function endlessHeaders(pauseMilliseconds: number): Misbehaviour {
  return () => ({ parts: headersWithoutEnd(pauseMilliseconds), then: "close" });
}

async function* headersWithoutEnd(pauseMilliseconds: number): AsyncGenerator<string> {
  yield "HTTP/1.1 200 OK\r\n";
  for (let line = 0;; line++) {
    yield `x-line-${line}: ${"x".repeat(100)}\r\n`;
    if (pauseMilliseconds > 0 || line % 100 === 0) {
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  }
}

const IGNORED_COOKIES: readonly { what: string; line: string }[] = [
  { what: "for a foreign domain", line: "evil=1; Domain=elsewhere.example" },
  { what: "for a parent domain", line: "evil=1; Domain=0.0.1" },
  { what: "for a top-level domain", line: "evil=1; Domain=com" },
  { what: "without a name and a value", line: "=" },
  { what: "that is empty", line: "" },
  { what: "of 5,000 characters", line: `evil=${"x".repeat(5_000)}` },
  { what: "that asks for https", line: "__Secure-evil=1; Secure" },
  { what: "that claims its host", line: "__Host-evil=1; Path=/" },
];

/** Cases 5 and 6: cookies and headers. */
export const headerFaults: readonly ServerFault[] = [
  ...IGNORED_COOKIES.map(({ what, line }): ServerFault => ({
    name: `a cookie ${what}`,
    arrange: (helpdesk) =>
      helpdesk.misbehave(`GET ${TICKET_PATH}`, withHeaders([["set-cookie", line]])),
    ...READ,
    succeeds: /Ticket 20/,
    cookiesAfter: ["csrftoken", "sessionid"],
  })),
  {
    name: "a cookie with control characters",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        `GET ${TICKET_PATH}`,
        withRawHeaders("set-cookie: evil=a\x01b\x07\r\n"),
        Infinity,
      ),
    ...READ,
    fails: /connection to the helpdesk at .* broke before the answer was complete/,
    cookiesAfter: ["csrftoken", "sessionid"],
  },
  {
    name: "5,000 cookies",
    arrange: (helpdesk) => {
      const lines = Array.from({ length: 5_000 }, (_, place) => `set-cookie: c${place}=1\r\n`);
      helpdesk.misbehave(`GET ${TICKET_PATH}`, withRawHeaders(lines.join("")), Infinity);
    },
    ...READ,
    fails: /connection to the helpdesk at .* broke before the answer was complete/,
    cookiesAfter: ["csrftoken", "sessionid"],
  },
  {
    name: "90 cookies, which is more than are kept",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        `GET ${TICKET_PATH}`,
        withHeaders(Array.from({ length: 90 }, (_, place) => ["set-cookie", `c${place}=1`])),
      ),
    ...READ,
    succeeds: /Ticket 20/,
  },
  {
    name: "1 MB of headers",
    arrange: (helpdesk) =>
      helpdesk.misbehave(
        `GET ${TICKET_PATH}`,
        withRawHeaders(`x-large: ${"x".repeat(1024 * 1024)}\r\n`),
        Infinity,
      ),
    ...READ,
    fails: /connection to the helpdesk at .* broke before the answer was complete/,
  },
  {
    name: "headers that never end",
    arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, endlessHeaders(0), Infinity),
    ...READ,
    fails: /connection to the helpdesk at .* broke before the answer was complete/,
  },
  {
    name: "headers that never end, a few in a second",
    arrange: (helpdesk) => helpdesk.misbehave(`GET ${TICKET_PATH}`, endlessHeaders(200), Infinity),
    ...READ,
    fails: /did not answer within 1 s/,
    seconds: 1,
  },
];
