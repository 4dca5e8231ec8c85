import { changed, redirect } from "./misbehaviour.ts";
import { ANSWER, CHANGE, faultAt, READ, type ServerFault, TICKET_PATH } from "./server_fault.ts";

/** How a redirect may try to lead away, given an origin elsewhere and the helpdesk's own host. */
const away: readonly [
  what: string,
  location: (elsewhere: string, host: string) => string,
  named: RegExp,
][] = [
  ["another host", (elsewhere) => `${elsewhere}/tickets/`, /to ELSEWHERE/],
  ["another host behind backslashes", (url) => url.replace("//", "\\\\"), /to ELSEWHERE/],
  ["a user name like its own", (url, host) => url.replace("//", `//${host}@`), /to ELSEWHERE/],
  [
    "the same host by another name",
    (_, host) => `http://localhost:${host.split(":")[1]}/`,
    /to local/,
  ],
  ["another scheme", (_, host) => `https://${host}/`, /to 127\.0\.0\.1:\d+,/],
  ["a data URL", () => "data:application/json,{}", /to data:,/],
  ["no address", () => "http://[", /to nowhere,/],
];

const awayFaults: ServerFault[] = away.map(([what, location, named]) => ({
  name: `a redirect to ${what}`,
  arrange: (helpdesk, elsewhere) =>
    helpdesk.misbehave(`GET ${TICKET_PATH}`, redirect(location(elsewhere, helpdesk.host))),
  ...READ,
  fails: named,
  requests: { "": 1 },
}));

/** Before an agent writes, it is asked which branch its session is on. */
const LOOK = { "GET /api/agent-session-info/": 1 };

const writeFaults: ServerFault[] = [301, 302, 303, 307, 308].flatMap((status) => [
  {
    name: `${status} of a POST to another host`,
    arrange: (helpdesk, elsewhere) =>
      helpdesk.misbehave("POST /api/followups/", redirect(`${elsewhere}/`, status)),
    ...ANSWER,
    fails: /redirected the request to add the follow-up to ELSEWHERE, which was not followed/,
    requests: { ...LOOK, [`GET ${TICKET_PATH}`]: 1, "": 3 },
  },
  faultAt(
    `${status} of a PATCH to another page of the helpdesk`,
    `PATCH ${TICKET_PATH}`,
    redirect("/api/tickets/21/", status),
    {
      ...CHANGE,
      fails:
        /redirected the request to update ticket 20 to \/api\/tickets\/21\/ instead of answering it/,
      requests: { ...LOOK, "": 2 },
    },
  ),
]);

/** Case 4: redirects and links that lead elsewhere, or nowhere. */
export const redirectFaults: readonly ServerFault[] = [
  ...awayFaults,
  ...writeFaults,
  faultAt("a redirect to itself", `GET ${TICKET_PATH}`, redirect(TICKET_PATH), {
    ...READ,
    fails: /redirected the request to read ticket 20 to \/api\/tickets\/20\/ instead/,
    requests: { "": 1 },
  }, Infinity),
  ...[307, 308].map((status): ServerFault => ({
    name: `${status} of the login to another host`,
    fromStart: true,
    arrange: (helpdesk, elsewhere) =>
      helpdesk.misbehave("POST /login/", redirect(`${elsewhere}/`, status), Infinity),
    tool: "get_queues",
    fails: /redirected the request to log in to ELSEWHERE, which was not followed/,
    requests: { "POST ": 1 },
  })),
  {
    name: "a page of tickets whose neighbours are on another host",
    arrange: (helpdesk, elsewhere) =>
      helpdesk.misbehave(
        "GET /api/tickets/?page",
        changed((body) => ({ ...body, next: `${elsewhere}/?page=2`, previous: elsewhere })),
        Infinity,
      ),
    tool: "list_tickets",
    succeeds: /25 of \d+ tickets/,
  },
];
