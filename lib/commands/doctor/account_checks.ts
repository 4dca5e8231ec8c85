import { HelpdeskError } from "../../errors.ts";
import { MOST_BRANCH_NAME } from "../../helpdesk/branch/agent_branch.ts";
import { branchNameTooLong } from "../../helpdesk/branch/branch_errors.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { changeAgainst } from "../../helpdesk/catalogue/incomplete_lists.ts";
import { createHelpdesk, type Helpdesk } from "../../helpdesk/helpdesk.ts";
import { TableListing } from "../../helpdesk/listing/listing_table.ts";
import { readReleaseSigns } from "../../helpdesk/listing/release_signs.ts";
import { findLoginForm } from "../../helpdesk/login/login_page.ts";
import { requireAgent } from "../../helpdesk/agent/require_agent.ts";
import type { Standing } from "../../helpdesk/login/standing.ts";
import { HttpClient } from "../../http/client.ts";
import { CookieJar } from "../../http/cookies/cookie_jar.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { Visit } from "./connection_checks.ts";
import type { Findings } from "./findings.ts";
import { checkSite } from "./site_checks.ts";
import { recordVersion } from "./version_check.ts";

const NEWEST_TICKET = { sort: "id", descending: true, offset: 0, limit: 1 } as const;
const SLOWER = "list_tickets reads the API instead, which is slower on a helpdesk of many tickets";

/** What logging in does to an agent account of the Dolt edition, for whoever is about to. */
export const LOGIN_WARNING =
  "Logging in now. Where the account is an agent, this opens an agent session, and the helpdesk finishes " +
  "the branch of any other client that is at work with this account; --no-login leaves it out";

/**
 * Logs in and records what the account may do. Requests go below `api/`, or carry the headers with
 * which an agent of the Dolt edition stays logged in; nothing is changed. Logging in itself opens an
 * agent session there, which is finished at the end, so that the helpdesk remembers nothing to finish on
 * another client's request.
 */
export async function checkAccount(visit: Visit, findings: Findings): Promise<void> {
  const helpdesk = createHelpdesk(visit);
  const notices = new Set<string>();
  const call: Attempt = (work) => attempt(visit.config.timeoutMilliseconds, notices, work);

  if (!await hasLoginPage(visit, findings, call)) return;
  if (!visit.mayLogIn) {
    findings.record("login", "skipped", "Not checked: --no-login");
    return;
  }
  if (visit.config.account.kind === "session" && !visit.isEmbedded) visit.announce(LOGIN_WARNING);
  const standing = await call((call) => helpdesk.session.standing(call));
  if (!recordLogin(helpdesk, standing, findings)) return;
  recordAgent(helpdesk, standing, findings);
  const catalogue = await call((call) => helpdesk.catalogue.get(call));
  if (recordRights(helpdesk, catalogue, findings)) {
    const list = new TableListing(helpdesk.session);
    const answer = await call((call) => list.list(NEWEST_TICKET, catalogue, call));
    recordList(standing, answer, findings);
    const isReadOnly = visit.config.limits.readOnly;
    await checkSite({ helpdesk, catalogue, isReadOnly, attempt: call, findings });
    const isListOpen = answer !== undefined && !(answer instanceof HelpdeskError);
    const signs = await call((call) => readReleaseSigns(helpdesk.session, isListOpen, call));
    if (signs instanceof HelpdeskError) findings.record("version", "skipped", signs.message);
    else recordVersion(signs, findings);
  }
  if (notices.size > 0) findings.record("agent_rights", "limited", [...notices].join(" "));
}

async function hasLoginPage(
  visit: Visit,
  findings: Findings,
  call: Attempt,
): Promise<boolean> {
  const { config: { account, baseUrl, loginUrl }, fetch, log, userAgent } = visit;
  if (account.kind === "token") {
    findings.record("login_page", "skipped", "HELPDESK_API_TOKEN needs none");
    return true;
  }
  const { origin } = baseUrl;
  const http = new HttpClient({ origin, fetch, jar: new CookieJar(), log, userAgent });
  const found = await call(({ deadline }) => findLoginForm({ http, baseUrl, loginUrl }, deadline));
  if (found instanceof HelpdeskError) {
    findings.record("login_page", "failed", found.message);
    return false;
  }
  findings.record("login_page", "passed", `People log in at ${found.url.href}`);
  return true;
}

function recordLogin(
  { session }: Helpdesk,
  standing: Standing | HelpdeskError,
  findings: Findings,
): standing is Standing {
  const isOpen = !(standing instanceof HelpdeskError) ||
    session.generation > 0 && standing.kind !== "auth";
  if (!isOpen) findings.record("login", "failed", standing.message);
  else if (session.username !== undefined) {
    findings.record("login", "passed", `"${session.username}" is logged in`);
  }
  if (!(standing instanceof HelpdeskError)) return true;
  if (isOpen) findings.record("agent_endpoints", "failed", standing.message);
  return false;
}

function recordAgent({ session }: Helpdesk, standing: Standing, findings: Findings): void {
  const problem = agentProblem(standing, session.username);
  switch (standing.kind) {
    case "agent":
      findings.record("agent_endpoints", "passed", "The helpdesk has agent sessions");
      recordBranch(standing.info.branch_name ?? "", session.username, findings);
      break;
    case "not_agent":
      findings.record("agent_endpoints", "passed", "The helpdesk has agent sessions");
      findings.record("agent_rights", "limited", problem);
      break;
    case "token":
      findings.record("agent_endpoints", "skipped", "Not asked for with an API token");
      findings.record("agent_rights", "limited", problem);
      break;
    case "no_agent_endpoints":
      findings.record("agent_endpoints", "limited", problem);
      findings.record("agent_rights", "skipped", "Without agent sessions there are no agents");
      break;
    case "unknown":
      findings.record("agent_endpoints", "limited", problem);
      findings.record("agent_rights", "skipped", "The helpdesk did not say");
  }
}

function recordBranch(branch: string, username: string | undefined, findings: Findings): void {
  if (branch.length > MOST_BRANCH_NAME) {
    findings.record("agent_rights", "failed", branchNameTooLong(branch, MOST_BRANCH_NAME).message);
    return;
  }
  findings.record(
    "agent_rights",
    "passed",
    `"${username}" is an agent. This login opened branch ${
      branch || "without a name"
    }, which holds ` +
      "nothing; where another client is at work with this account, the helpdesk finished that one's branch, " +
      "which its next write finds out",
  );
}

function agentProblem(standing: Standing, username: string | undefined): string {
  try {
    requireAgent(standing, username);
    return "";
  } catch (error) {
    if (error instanceof HelpdeskError) return error.message;
    throw error;
  }
}

function recordRights(
  { session }: Helpdesk,
  catalogue: Catalogue | HelpdeskError,
  findings: Findings,
): catalogue is Catalogue {
  if (catalogue instanceof HelpdeskError) {
    const isLogin = catalogue.kind === "auth";
    findings.record(isLogin ? "login" : "staff_rights", "failed", catalogue.message);
    if (!isLogin && session.username === undefined) recordToken(findings);
    return false;
  }
  if (session.username === undefined) recordToken(findings);
  findings.record("staff_rights", "passed", "The account may work tickets");
  const { queues, users, incomplete } = catalogue;
  const [why] = incomplete.values();
  if (why === undefined) {
    findings.record(
      "browsable_page",
      "passed",
      `It lists ${queues.length} queues and ${users.length} users`,
    );
    return true;
  }
  findings.record(
    "browsable_page",
    "limited",
    `Queues and users may be missing: ${why}. ${changeAgainst(why)}`,
  );
  return true;
}

function recordToken(findings: Findings): void {
  findings.record("login", "passed", "HELPDESK_API_TOKEN is accepted");
}

function recordList(
  standing: Standing,
  answer: object | HelpdeskError | undefined,
  findings: Findings,
): void {
  if (answer instanceof HelpdeskError) {
    findings.record("list_endpoint", "failed", answer.message);
  } else if (answer !== undefined) {
    findings.record("list_endpoint", "passed", "Lists and searches are done by the database");
  } else if (standing.kind === "agent") {
    findings.record("list_endpoint", "skipped", `It is closed to agents: ${SLOWER}`);
  } else {
    const change = standing.kind === "token"
      ? "Set HELPDESK_USERNAME and HELPDESK_PASSWORD, which open it"
      : "Its administrator can say why datatables_ticket_list/ is closed to this account";
    findings.record("list_endpoint", "limited", `It is closed: ${SLOWER}. ${change}`);
  }
}
