import { json, jsonText, page } from "./misbehaviour.ts";
import { ANSWER, CHANGE, faultAt, READ, type ServerFault, TICKET_PATH } from "./server_fault.ts";

const LOGIN_PAGE = `<!DOCTYPE html><html><body><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="${"c".repeat(64)}">
<input name="username"><input type="password" name="password"></form></body></html>`;
const STALE = { detail: "CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect." };

/** Cases 1 and 2: sessions that end, tokens that get stale, rights that are missing. */
export const sessionFaults: readonly ServerFault[] = [
  faultAt(
    "the login page as 200 HTML where JSON was expected",
    `GET ${TICKET_PATH}`,
    page(LOGIN_PAGE),
    { ...READ, succeeds: /Ticket 20/, requests: { "POST /login/": 1, [`GET ${TICKET_PATH}`]: 2 } },
  ),
  faultAt("the login page as 200 HTML, again and again", `GET ${TICKET_PATH}`, page(LOGIN_PAGE), {
    ...READ,
    fails: /does not keep this account logged in/,
    requests: { "POST /login/": 1, [`GET ${TICKET_PATH}`]: 2 },
  }, Infinity),
  faultAt(
    "the login page as 200 HTML in answer to a write",
    "POST /api/followups/",
    page(LOGIN_PAGE),
    {
      ...ANSWER,
      succeeds: /was added to ticket 20/,
      requests: { "POST /login/": 1, "POST /api/followups/": 2 },
    },
  ),
  faultAt("403 for a stale CSRF token, again and again", `PATCH ${TICKET_PATH}`, json(STALE, 403), {
    ...CHANGE,
    fails: /its CSRF check fails\. Nothing was changed/,
    requests: { "POST /login/": 0, "OPTIONS /api/tickets/": 1, [`PATCH ${TICKET_PATH}`]: 2 },
  }, Infinity),
  faultAt(
    "403 whose detail is nested deeper than the stack is",
    `GET ${TICKET_PATH}`,
    jsonText(`{"detail":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, 403),
    { ...READ, fails: /does not let this account read ticket 20/ },
  ),
  faultAt(
    "403 whose detail cannot be turned into text",
    `GET ${TICKET_PATH}`,
    json({ detail: { toString: 1 } }, 403),
    { ...READ, fails: /does not let this account read ticket 20/ },
  ),
];
