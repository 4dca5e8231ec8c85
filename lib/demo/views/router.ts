import { API_ROOT, USER_LIST, USER_TICKET_INSTANCE, USER_TICKET_LIST } from "./account_views.ts";
import { AGENT_SESSION_INFO, FINISH_AGENT_SESSION, SET_AGENT_INTENT } from "./agent_views.ts";
import { TICKET_TABLE } from "./datatables.ts";
import { answerCannedReply } from "./canned_reply_pages.ts";
import type { Exchange } from "../web/exchange.ts";
import {
  ATTACHMENT_INSTANCE,
  ATTACHMENT_LIST,
  FOLLOW_UP_INSTANCE,
  FOLLOW_UP_LIST,
} from "./follow_up_views.ts";
import { answerCategoryPage, answerKnowledgePage } from "./knowledge_pages.ts";
import { answerMedia } from "../web/media.ts";
import { answerPullRequest } from "./pull_request_page.ts";
import { errorReply, redirectReply, type Reply } from "../web/reply.ts";
import { answerRest } from "../rest/rest_answer.ts";
import type { RestView } from "../rest/rest_view.ts";
import { answerFeedsPage } from "./feeds_page.ts";
import { answerSubmitPage } from "./submit_page.ts";
import { answerPageOfTicket } from "./ticket_page.ts";
import { TICKET_INSTANCE, TICKET_LIST } from "./ticket_views.ts";
import {
  answerHome,
  answerLogin,
  answerLogout,
  answerTicketPage,
  redirectToLogin,
} from "../web/web_pages.ts";

type Answer = (exchange: Exchange, parameters: readonly string[]) => Reply | Promise<Reply>;
type Route = readonly [pattern: RegExp, answer: Answer];

function rest(view: RestView): Answer {
  return (exchange, parameters) => answerRest(view, exchange, parameters);
}

/** Staff only; others are sent to the login form, as a web page does. */
function forStaff(answer: Answer): Answer {
  return (exchange, parameters) =>
    exchange.user?.isStaff ? answer(exchange, parameters) : redirectToLogin(exchange);
}

const ROUTES: readonly Route[] = [
  [/^$/, answerHome],
  [/^tickets\/$/, answerTicketPage],
  [/^tickets\/submit\/$/, answerSubmitPage],
  [/^tickets\/(\d+)\/$/, forStaff(answerPageOfTicket)],
  [/^kb\/$/, answerKnowledgePage],
  [/^kb\/([-\w]+)\/$/, answerCategoryPage],
  [/^raw\/preset\/$/, forStaff(answerCannedReply)],
  [/^rss\/$/, forStaff(answerFeedsPage)],
  [
    /^datatables_ticket_list\/((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/,
    forStaff(rest(TICKET_TABLE)),
  ],
  [/^media\/(.+)$/, answerMedia],
  [/^login\/$/, answerLoginPath],
  [/^logout\/$/, answerLogout],
  [/^api\/$/, rest(API_ROOT)],
  [/^api\/tickets\/$/, rest(TICKET_LIST)],
  [/^api\/tickets\/([^/.]+)\/$/, rest(TICKET_INSTANCE)],
  [/^api\/followups\/$/, rest(FOLLOW_UP_LIST)],
  [/^api\/followups\/([^/.]+)\/$/, rest(FOLLOW_UP_INSTANCE)],
  [/^api\/followups-attachments\/$/, rest(ATTACHMENT_LIST)],
  [/^api\/followups-attachments\/([^/.]+)\/$/, rest(ATTACHMENT_INSTANCE)],
  [/^api\/user_tickets\/$/, rest(USER_TICKET_LIST)],
  [/^api\/user_tickets\/([^/.]+)\/$/, rest(USER_TICKET_INSTANCE)],
  [/^api\/users\/$/, rest(USER_LIST)],
];

const AGENT_ROUTES: readonly Route[] = [
  [/^api\/agent-session-info\/$/, rest(AGENT_SESSION_INFO)],
  [/^api\/set-agent-intent\/$/, rest(SET_AGENT_INTENT)],
  [/^api\/finish-agent-session\/$/, rest(FINISH_AGENT_SESSION)],
  [/^api\/auth\/login\/$/, answerApiLogin],
  [/^pullrequests\/([^/]+)\/$/, forStaff(answerPullRequest)],
];

/** The login form, unless the site has it elsewhere. */
function answerLoginPath(exchange: Exchange): Reply | Promise<Reply> {
  const { loginPath, mount } = exchange.helpdesk.settings;
  if (loginPath === `${mount}login/`) return answerLogin(exchange);
  const next = exchange.url.searchParams.get("next") ?? mount;
  return redirectReply(`${loginPath}?next=${encodeURIComponent(next).replaceAll("%2F", "/")}`);
}

/** The login form of the REST framework, for sites that have it. */
function answerApiLogin(exchange: Exchange): Reply | Promise<Reply> {
  return exchange.helpdesk.settings.agentLogin === "api" ? answerLogin(exchange) : errorReply(404);
}

function findRoute({ helpdesk }: Exchange, path: string): [Answer, string[]] | undefined {
  const { agentEndpoints, loginPath, mount } = helpdesk.settings;
  if (path === loginPath && loginPath !== `${mount}login/`) return [answerLogin, []];
  if (!path.startsWith(mount)) return undefined;
  for (const [pattern, answer] of [...(agentEndpoints ? AGENT_ROUTES : []), ...ROUTES]) {
    const match = pattern.exec(path.slice(mount.length));
    if (match !== null) return [answer, match.slice(1)];
  }
  return undefined;
}

/** Answers a request by its path; a path that lacks only its last slash is redirected there. */
export async function route(exchange: Exchange): Promise<Reply> {
  const { mount } = exchange.helpdesk.settings;
  const [answer, parameters] = findRoute(exchange, exchange.path) ?? [];
  if (answer !== undefined) return await answer(exchange, parameters ?? []);
  if (exchange.path === "/" && mount !== "/") return redirectReply(mount);
  if (!exchange.path.endsWith("/") && findRoute(exchange, `${exchange.path}/`) !== undefined) {
    return redirectReply(`${exchange.url.pathname}/${exchange.url.search}`, 301);
  }
  return errorReply(404);
}
