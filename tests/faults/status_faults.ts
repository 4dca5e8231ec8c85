import { json, losingAnswer, type Misbehaviour, page, reset, silence } from "./misbehaviour.ts";
import { ANSWER, CHANGE, faultAt, READ, TICKET_PATH, UNKNOWN_OUTCOME } from "./server_fault.ts";
import type { ServerFault } from "./server_fault.ts";

const TRACEBACK = `<!DOCTYPE html><html><head><title>OperationalError at /api/</title></head><body>
<pre>Traceback (most recent call last): File "/srv/site-packages/django/db.py", line 3</pre>
<td>SECRET_KEY</td><td>django-insecure-fixture</td></body></html>`;

const TICKET = { queue: 1, title: "Printer", description: "It smokes." };
const CREATE = { tool: "create_ticket", input: { ...TICKET, submitter_email: "a@example.com" } };

/** Writes with what is sent for them; each has the same fate. */
const WRITES = [
  { ...ANSWER, path: "POST /api/followups/" },
  { ...CHANGE, path: `PATCH ${TICKET_PATH}` },
  { ...CREATE, path: "POST /api/tickets/" },
] as const;

const failures: readonly { what: string; misbehaviour: Misbehaviour; seconds?: number }[] = [
  { what: "500 with a traceback", misbehaviour: page(TRACEBACK, 500) },
  { what: "502", misbehaviour: page("<h1>Bad gateway</h1>", 502) },
  // A proxy says so too, and may have handed the request on before.
  { what: "503", misbehaviour: page("", 503, { "retry-after": "1" }) },
  { what: "504", misbehaviour: json({ detail: "Gateway timeout" }, 504) },
  { what: "a reset", misbehaviour: reset },
  { what: "a reset after it was done", misbehaviour: losingAnswer("reset") },
  { what: "no answer", misbehaviour: silence, seconds: 1 },
];

const UNKNOWN_CREATION =
  /outcome is unknown.*not repeated.*Look with list_tickets.*titled "Printer"/s;

const writeFaults: ServerFault[] = failures.flatMap(({ what, misbehaviour, seconds }) =>
  WRITES.map(({ path, tool, input }) => {
    const fails = tool === "create_ticket" ? UNKNOWN_CREATION : UNKNOWN_OUTCOME;
    const outcome = { tool, input, fails, requests: { [path]: 1 }, seconds };
    return faultAt(what, path, misbehaviour, outcome, Infinity);
  })
);

const readFaults: ServerFault[] = [
  { what: "500 with a traceback", misbehaviour: page(TRACEBACK, 500), tries: 1 },
  { what: "502", misbehaviour: page("<h1>Bad gateway</h1>", 502), tries: 3 },
  { what: "504", misbehaviour: json({ detail: "Gateway timeout" }, 504), tries: 3 },
].map(({ what, misbehaviour, tries }): ServerFault =>
  faultAt(what, `GET ${TICKET_PATH}`, misbehaviour, {
    ...READ,
    fails:
      /^The helpdesk failed to read ticket 20 \(status 50[024]; its own log says why\)\. Try again/,
    requests: { [`GET ${TICKET_PATH}`]: tries },
  }, Infinity)
);

const busyFaults: ServerFault[] = [429, 503].flatMap((status) => [
  faultAt(
    `${status} with a year in Retry-After`,
    `GET ${TICKET_PATH}`,
    page("", status, { "retry-after": "31536000" }),
    { ...READ, fails: /in 31536000 s$/, requests: { "": 1 } },
    Infinity,
  ),
  // 429 alone promises that nothing was done (RFC 6585 section 4).
  ...(status === 429 ? WRITES : []).map(({ tool, input, path }): ServerFault =>
    faultAt(`${status}`, path, page("", status, { "retry-after": "1" }), {
      tool,
      input,
      fails: /and did not (?:add|update|create).*Try again in 1 s$/,
      requests: { [path]: 1 },
    }, Infinity)
  ),
  faultAt(
    `${status} with a second in Retry-After`,
    `GET ${TICKET_PATH}`,
    page("", status, { "retry-after": "1" }),
    {
      ...READ,
      succeeds: /Ticket 20/,
      takesMilliseconds: 990,
      requests: { [`GET ${TICKET_PATH}`]: 2 },
    },
  ),
  faultAt(`${status} at the login page`, "GET /", page("", status, { "retry-after": "3600" }), {
    fromStart: true,
    tool: "get_queues",
    fails: status === 429
      ? /takes no login for now \(status 429 at .*not sent again before/
      : /did not open its login page\. Try again in 3600 s$/,
    requests: { "": 1 },
  }, Infinity),
]);

/** Cases 8, 9 and 10: statuses that ask to wait, and failures that leave an outcome open. */
export const statusFaults: readonly ServerFault[] = [
  ...writeFaults,
  ...readFaults,
  ...busyFaults,
  faultAt("a reset", "GET /", reset, {
    fromStart: true,
    tool: "get_queues",
    fails: /broke before the answer was complete\. Try again$/,
    requests: { "": 3 },
  }, Infinity),
  faultAt("a reset of a connection that was kept", `GET ${TICKET_PATH}`, reset, {
    ...READ,
    fails: /broke before the answer was complete\. Try again$/,
    // The platform itself repeats a GET at once whose kept connection turns out to be gone.
    mostRequests: 4,
  }, Infinity),
  ...[400, 403, 404, 405, 418].map((status): ServerFault =>
    faultAt(`${status} with a traceback`, `PATCH ${TICKET_PATH}`, page(TRACEBACK, status), {
      ...CHANGE,
      fails: /^(?:The helpdesk refused|The helpdesk does not let|There is no ticket)/,
    })
  ),
  faultAt("500 at the login page", "GET /", page(TRACEBACK, 500), {
    fromStart: true,
    tool: "get_queues",
    fails: /^The helpdesk failed to open its login page \(status 500/,
  }, Infinity),
];
