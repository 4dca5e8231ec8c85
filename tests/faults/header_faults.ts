import { type Misbehaviour, withHeaders, withRawHeaders } from "./misbehaviour.ts";
import { faultAt, READ, type ServerFault, TICKET_PATH } from "./server_fault.ts";

/** Header lines without end, as fast as they are read, or a few in a second. */
function endlessHeaders(pauseMilliseconds: number): Misbehaviour {
  const lines = async function* () {
    yield "HTTP/1.1 200 OK\r\n";
    for (let line = 0;; line++) {
      yield `x-line-${line}: ${"x".repeat(100)}\r\n`;
      if (pauseMilliseconds === 0 && line % 100 > 0) continue;
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  };
  return () => ({ parts: lines(), then: "close" });
}

const BROKE = /connection to the helpdesk at .* broke before the answer was complete/;
const cookies = Array.from({ length: 5_000 }, (_, place) => `set-cookie: c${place}=1\r\n`);

/** Header lines that no answer is read with. */
const UNREADABLE: readonly { what: string; lines: string }[] = [
  { what: "a cookie with control characters", lines: "set-cookie: evil=a\x01b\x07\r\n" },
  { what: "5,000 cookies", lines: cookies.join("") },
  { what: "1 MB of headers", lines: `x-large: ${"x".repeat(1024 * 1024)}\r\n` },
];

/** Cases 5 and 6: cookies and headers. */
export const headerFaults: readonly ServerFault[] = [
  faultAt(
    "a cookie for a foreign domain",
    `GET ${TICKET_PATH}`,
    withHeaders([["set-cookie", "evil=1; Domain=elsewhere.example"]]),
    { ...READ, succeeds: /Ticket 20/, cookiesAfter: ["csrftoken", "sessionid"] },
  ),
  ...UNREADABLE.map(({ what, lines }): ServerFault =>
    faultAt(what, `GET ${TICKET_PATH}`, withRawHeaders(lines), {
      ...READ,
      fails: BROKE,
      cookiesAfter: ["csrftoken", "sessionid"],
    }, Infinity)
  ),
  faultAt(
    "90 cookies, which is more than are kept",
    `GET ${TICKET_PATH}`,
    withHeaders(Array.from({ length: 90 }, (_, place) => ["set-cookie", `c${place}=1`])),
    { ...READ, succeeds: /Ticket 20/ },
  ),
  faultAt("headers that never end", `GET ${TICKET_PATH}`, endlessHeaders(0), {
    ...READ,
    fails: BROKE,
  }, Infinity),
  faultAt("headers that never end, a few in a second", `GET ${TICKET_PATH}`, endlessHeaders(200), {
    ...READ,
    fails: /did not answer within 1 s/,
    seconds: 1,
  }, Infinity),
];
